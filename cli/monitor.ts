import { plan } from '../shared/pipeline/plan.ts';
import type { Ports } from '../shared/pipeline/ports.ts';
import { sweep } from '../shared/pipeline/sweep.ts';
import { work, type QueueName } from '../shared/pipeline/work.ts';
import { limits } from '../shared/pipeline/limits.ts';
import { hasWaited, type JobOutcome } from '../shared/pipeline/jobs.ts';
import type { Message } from '../shared/ports/queue.ts';
import { sharedLock, type SharedLock } from './shared-lock.ts';
import { pause } from './pause.ts';

export interface Monitor {
  /** Settles when the monitor has stopped; rejects when the world failed under it (disk full, store locked). */
  readonly ended: Promise<void>;
  /** Takes no more messages and waits for what is under way. */
  stop(): Promise<void>;
}

/** Messages of one queue under way at once; hosts and targets are kept apart by the pace rows. */
const workers: readonly { queue: QueueName; messagesMax: number }[] = [
  { queue: 'poll', messagesMax: 8 },
  { queue: 'read', messagesMax: 8 },
  { queue: 'deliver', messagesMax: 4 },
];
const visibilityMs = 60_000;
/** How long an empty queue is left alone. */
const idleMs = 100;

/** The local engine: the tick and the queues' workers, in one process, until it is stopped. */
export function runMonitor(
  ports: Ports,
  how: { tickMs: number; onStageError: (error: unknown) => void },
): Monitor {
  const stopping = new AbortController();
  const lock = sharedLock(limits.tryLeaseMs);

  const ticking = async () => {
    while (!stopping.signal.aborted) {
      await plan(ports);
      await sweep(ports);
      await pause(how.tickMs, stopping.signal);
    }
  };

  const working = async (name: QueueName, messagesMax: number) => {
    const underWay = new Set<Promise<void>>();
    while (!stopping.signal.aborted) {
      await lock.free();
      const messages = await ports.queues[name].receive({
        messagesMax: messagesMax - underWay.size,
        visibilityMs,
      });
      for (const message of messages) {
        const task = handle({ ports, name, message, lock, ...how }).finally(() => underWay.delete(task));
        underWay.add(task);
      }
      if (underWay.size >= messagesMax) await Promise.race(underWay);
      else if (messages.length === 0) await pause(idleMs, stopping.signal);
    }
    await Promise.all(underWay);
  };

  const loops = [ticking(), ...workers.map(({ queue, messagesMax }) => working(queue, messagesMax))];
  const ended = Promise.all(loops).then(() => undefined);
  ended.catch(() => stopping.abort());
  return {
    ended,
    async stop() {
      stopping.abort();
      await Promise.allSettled(loops);
    },
  };
}

interface Handled {
  readonly ports: Ports;
  readonly name: QueueName;
  readonly message: Message;
  readonly lock: SharedLock;
  readonly onStageError: (error: unknown) => void;
}

/** A suspect runs with nothing else under way in this process, whatever the queue: one that ends it takes nobody along. */
async function handle(handled: Handled): Promise<void> {
  const outcome = await handled.lock.shared(() => runOnce(handled, false));
  if (outcome === 'suspect') await handled.lock.exclusive(() => runOnce(handled, true));
}

async function runOnce(handled: Handled, isAlone: boolean): Promise<JobOutcome['kind'] | 'failed'> {
  const { ports, name, message, onStageError } = handled;
  const queue = ports.queues[name];
  try {
    const outcome = await work(ports, name, message.body, { isAlone });
    if (outcome.kind === 'later' && !hasWaited(outcome, message.receiveCount))
      await queue.retryLater(message, outcome.delayMs);
    else if (outcome.kind === 'bad') await queue.bury(message, outcome.reason);
    else if (outcome.kind !== 'suspect') await queue.done(message);
    return outcome.kind;
  } catch (error) {
    // The message comes back when its visibility ends, and goes to the dead list after some tries.
    ports.log('error', 'stage-failed', { queue: name, body: message.body, error });
    onStageError(error);
    return 'failed';
  }
}
