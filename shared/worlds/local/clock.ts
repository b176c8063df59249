import type { Clock } from '../../ports/world.ts';

export function realClock(): Clock {
  return {
    nowMs: () => Date.now(),
    leftMs: () => Infinity,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

export interface VirtualClock extends Clock {
  /** Moves time on, waking sleepers in the order of their times, each with its own time as now. */
  advance(ms: number): Promise<void>;
}

/** Time that stands still until it is advanced. */
export function virtualClock(startMs: number): VirtualClock {
  let nowMs = startMs;
  let sleepers: { atMs: number; wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    leftMs: () => Infinity,
    sleep: (ms) => new Promise((wake) => sleepers.push({ atMs: nowMs + ms, wake })),
    async advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const next = sleepers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined) break;
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
        // Whoever was woken runs, and may sleep again, before time goes on.
        await new Promise((resolve) => setImmediate(resolve));
      }
      nowMs = endMs;
    },
  };
}
