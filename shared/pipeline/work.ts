import { deliver } from './deliver.ts';
import { parseJob } from './jobs.ts';
import { poll } from './poll.ts';
import type { Ports } from './ports.ts';
import { read } from './read.ts';

/** What to do with the message that brought a job. */
export type WorkOutcome =
  | { readonly kind: 'done' }
  /** Its host or target is busy: the same message again after this time. */
  | { readonly kind: 'later'; readonly delayMs: number }
  /** No job of ours: for the dead list, never tried again. */
  | { readonly kind: 'bad' };

export type QueueName = keyof Ports['queues'];

/** One message of a queue: its job, the stage, and what becomes of the message. Throws when the world fails. */
export async function work(ports: Ports, queue: QueueName, body: string): Promise<WorkOutcome> {
  const outcome = await stages[queue](ports, body);
  if (outcome === undefined) return { kind: 'bad' };
  if (outcome.kind !== 'busy') return { kind: 'done' };
  return { kind: 'later', delayMs: Math.max(0, outcome.untilMs - ports.clock.nowMs()) };
}

const stages = {
  poll: async (ports: Ports, body: string) => {
    const job = parseJob.poll(body);
    return job && poll(ports, job);
  },
  read: async (ports: Ports, body: string) => {
    const job = parseJob.read(body);
    return job && read(ports, job);
  },
  deliver: async (ports: Ports, body: string) => {
    const job = parseJob.deliver(body);
    return job && deliver(ports, job);
  },
};
