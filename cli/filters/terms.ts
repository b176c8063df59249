import { inSandbox } from '../sandbox/in-sandbox.ts';
import type { Filter } from './jsonl.ts';
import { articleOfLine } from './match.ts';

/** The terms that matching compares, in order: `{"id", "terms": [...]}`. */
export const termsFilter: Filter = async (line) => {
  const { id, article } = articleOfLine(line);
  return { id, terms: await inSandbox('terms', article, { shared: {} }) };
};
