export interface Window {
  /** Positions at which the first and the last term begin. */
  readonly first: number;
  readonly last: number;
  /** Which list the last one is of. */
  readonly lastList: number;
}

/**
 * The first window of so many words in which every list has a position (in the lists' order, when ordered).
 * One sweep over all positions; for each list the latest start is kept, since an earlier one only widens.
 */
export function firstWindow(
  lists: readonly (readonly number[])[],
  within: number,
  ordered: boolean,
): Window | undefined {
  if (lists.length === 0 || lists.some((list) => list.length === 0)) return undefined;
  // Unordered: where each list was last seen. Ordered: where the latest chain over lists 0..at began.
  const starts = lists.map(() => -Infinity);
  const next = lists.map(() => 0);
  for (;;) {
    const at = earliest(lists, next);
    if (at === undefined) return undefined;
    const position = lists[at]![next[at]!]!;
    next[at]! += 1;
    starts[at] = ordered && at > 0 ? starts[at - 1]! : position;
    const isEnd = !ordered || at === lists.length - 1;
    const first = ordered ? starts.at(-1)! : Math.min(...starts);
    if (isEnd && position - first + 1 <= within) return { first, last: position, lastList: at };
  }
}

/** The list whose next position comes first; of several the later list, so that one word is no two of a chain. */
function earliest(lists: readonly (readonly number[])[], next: readonly number[]): number | undefined {
  let best: number | undefined;
  let bestPosition = Infinity;
  for (let at = 0; at < lists.length; at += 1) {
    const list = lists[at]!;
    const from = next[at]!;
    if (from >= list.length || list[from]! > bestPosition) continue;
    best = at;
    bestPosition = list[from]!;
  }
  return best;
}
