import { pause } from './pause.ts';

/** Where a process does its work: side by side, and now and then one piece alone. */
export interface Floor {
  /** Settles when nothing runs alone, or waits for that. */
  open(): Promise<void>;
  together<T>(task: () => Promise<T>): Promise<T | undefined>;
  /** Waits until all else has ended; nothing else begins before it has ended, too. */
  alone<T>(task: () => Promise<T>): Promise<T | undefined>;
}

/**
 * A piece that has not ended after `leaseMs` is left to itself, and gives undefined: one that never ends would else keep
 * its place, and all others, for ever.
 */
export function newFloor(leaseMs: number): Floor {
  const underWay = new Set<Promise<unknown>>();
  /** Settles with the last of those that are to run alone. */
  let line: Promise<unknown> = Promise.resolve();
  let aloneCount = 0;
  const open = async () => {
    while (aloneCount > 0) await line;
  };
  const leased = async <T>(task: () => Promise<T>): Promise<T | undefined> => {
    const ended = new AbortController();
    try {
      return await Promise.race([task(), pause(leaseMs, ended.signal).then(() => undefined)]);
    } finally {
      ended.abort();
    }
  };
  return {
    open,
    async together(task) {
      await open();
      const running = leased(task).finally(() => underWay.delete(running));
      underWay.add(running);
      return running;
    },
    alone(task) {
      aloneCount += 1;
      const running = line
        .then(() => Promise.allSettled(underWay))
        .then(() => leased(task))
        .finally(() => {
          aloneCount -= 1;
        });
      line = running.catch(() => undefined);
      return running;
    },
  };
}
