import type { Filter } from './jsonl.ts';
export const termsFilter: Filter = () => ({});
