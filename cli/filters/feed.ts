import type { Filter } from './jsonl.ts';
export const feedFilter: Filter = () => ({});
