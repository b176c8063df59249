import type { Filter } from './jsonl.ts';
export function storiesFilter(): Filter {
  return () => ({});
}
