import type { Random } from '../ports/world.ts';

const doublingsMax = 30;

/**
 * The pause after the n-th failure in a row: doubling from `baseMs` up to `maxMs`, between half and all of it
 * ("equal jitter", AWS Architecture Blog 2015), so that many that failed together do not come back together.
 */
export function backoffMs(
  failureCount: number,
  random: Random,
  how: { baseMs: number; maxMs: number },
): number {
  const doublings = Math.min(Math.max(0, failureCount - 1), doublingsMax);
  const ceilingMs = Math.min(how.baseMs * 2 ** doublings, how.maxMs);
  return ceilingMs / 2 + (random.fraction() * ceilingMs) / 2;
}
