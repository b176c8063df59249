import { deliver } from './deliver.ts';
import { outcomeOf, parseJob, type JobOutcome } from './jobs.ts';
import { poll } from './poll.ts';
import type { Ports } from './ports.ts';
import { read } from './read.ts';
import type { Company } from './tries.ts';

export type QueueName = keyof Ports['queues'];

/**
 * One message of a queue: its job, the stage, and what becomes of the message. Throws when the world fails. A caller that
 * works on one message at a time is always alone.
 */
export async function work(
  ports: Ports,
  queue: QueueName,
  body: string,
  company: Company = { isAlone: true },
): Promise<JobOutcome> {
  return outcomeOf(ports, queue, body, await stages[queue](ports, body, company));
}

const stages = {
  poll: async (ports: Ports, body: string, company: Company) => {
    const job = parseJob.poll(body);
    return job && poll(ports, job, company);
  },
  read: async (ports: Ports, body: string, company: Company) => {
    const job = parseJob.read(body);
    return job && read(ports, job, company);
  },
  deliver: async (ports: Ports, body: string) => {
    const job = parseJob.deliver(body);
    return job && deliver(ports, job);
  },
};
