import { inSandbox } from '../sandbox/in-sandbox.ts';
import type { Filter } from './jsonl.ts';
import { articleOfLine } from './match.ts';

/** Keywords best first, in their most readable form: `{"id", "lang", "keywords": [{"term", "score", "entity"?}]}`. */
export const keywordsFilter: Filter = async (line) => {
  const { id, article } = articleOfLine(line);
  const found = await inSandbox('keywords', article, { shared: {} });
  return {
    id,
    lang: found.lang,
    keywords: found.keywords.map(({ surface, score, entity }) => ({ term: surface, score, entity })),
  };
};
