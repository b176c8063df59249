import type { Filter } from './jsonl.ts';
export async function matchFilter(_topics: string): Promise<Filter> {
  return () => ({});
}
