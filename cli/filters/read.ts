import type { Filter } from './jsonl.ts';
export const readFilter: Filter = () => ({});
