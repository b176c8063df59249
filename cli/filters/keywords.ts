import type { Filter } from './jsonl.ts';
export const keywordsFilter: Filter = () => ({});
