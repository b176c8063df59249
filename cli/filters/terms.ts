import { analyse } from '../../shared/text/analyse.ts';
import type { Filter } from './jsonl.ts';
import { articleOfLine } from './match.ts';

/** The terms that matching compares, in order: `{"id", "terms": [...]}`. */
export const termsFilter: Filter = (line) => {
  const { id, article } = articleOfLine(line);
  return { id, terms: analyse(article.text, article.lang).tokens.map((token) => token.term) };
};
