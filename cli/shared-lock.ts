import { pause } from './pause.ts';

/** A shared and exclusive lock: much work runs side by side, and now and then one piece alone. */
export interface SharedLock {
  /** Settles when nothing runs alone or waits to. */
  free(): Promise<void>;
  shared<T>(task: () => Promise<T>): Promise<T | undefined>;
  /** Waits until all else has ended; nothing else begins before it has ended, too. */
  exclusive<T>(task: () => Promise<T>): Promise<T | undefined>;
}

/**
 * A piece that has not ended after `leaseMs` is left to itself, and gives undefined: one that never ends would else keep
 * its place, and all others, for ever.
 */
export function sharedLock(leaseMs: number): SharedLock {
  const underWay = new Set<Promise<unknown>>();
  /** Settles with the last of those that are to run alone. */
  let line: Promise<unknown> = Promise.resolve();
  let aloneCount = 0;
  const free = async () => {
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
    free,
    async shared(task) {
      await free();
      const running = leased(task).finally(() => underWay.delete(running));
      underWay.add(running);
      return running;
    },
    exclusive(task) {
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
