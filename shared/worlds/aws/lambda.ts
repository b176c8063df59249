import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { outcomeOf, type JobOutcome } from '../../pipeline/jobs.ts';
import type { Clock, Log } from '../../ports/world.ts';
import type { Queue } from '../../ports/queue.ts';
import { receiptOf } from './queue.ts';

/** A name in the function's environment; throws where the deployment has left it out. */
export function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment has no ${name}`);
  return value;
}

export interface InvocationClock extends Clock {
  /** Each invocation has a deadline of its own. */
  begin(context: Pick<Context, 'getRemainingTimeInMillis'>): void;
}

export function invocationClock(): InvocationClock {
  let leftMs = () => Infinity;
  return {
    nowMs: () => Date.now(),
    leftMs: () => leftMs(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    begin: (context) => {
      leftMs = () => context.getRemainingTimeInMillis();
    },
  };
}

export interface JobPorts {
  readonly clock: InvocationClock;
  readonly log: Log;
}

/** Runs one body; undefined: it holds no job of this queue. Throws when the world fails. */
export type Stage = (
  body: string,
) => Promise<{ readonly kind: string; readonly untilMs?: number } | undefined>;

/**
 * A handler for a FIFO queue. The groups of a batch run side by side, the messages of a group one after another;
 * what is not done is reported, and so is everything behind it in its group, so that no order is lost. A busy
 * target's message is hidden until the target is free; bad data goes to the dead list with its reason.
 */
export function fromSqs(ports: JobPorts, name: string, queue: Queue, stage: Stage) {
  const runOne = async (record: SQSRecord): Promise<'done' | 'again'> => {
    try {
      const outcome = outcomeOf(ports, name, record.body, await stage(record.body));
      return await settle(queue, record, outcome);
    } catch (error) {
      ports.log('error', 'stage-failed', { queue: name, body: record.body, error });
      return 'again';
    }
  };
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    ports.clock.begin(context);
    const groups = new Map<string, SQSRecord[]>();
    for (const record of event.Records) {
      const group = record.attributes.MessageGroupId ?? record.messageId;
      groups.set(group, [...(groups.get(group) ?? []), record]);
    }
    const again = await Promise.all([...groups.values()].map((records) => runGroup(records, runOne)));
    return { batchItemFailures: again.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
} // prettier-ignore

async function runGroup(records: readonly SQSRecord[], runOne: (record: SQSRecord) => Promise<'done' | 'again'>) {
  for (const [index, record] of records.entries()) {
    if ((await runOne(record)) === 'again') return records.slice(index);
  }
  return [];
} // prettier-ignore

async function settle(queue: Queue, record: SQSRecord, outcome: JobOutcome): Promise<'done' | 'again'> {
  if (outcome.kind === 'done') return 'done';
  const message = {
    id: record.messageId,
    group: record.attributes.MessageGroupId ?? '',
    dedupeId: record.attributes.MessageDeduplicationId ?? '',
    body: record.body,
    receipt: receiptOf(record.receiptHandle, Infinity),
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
  };
  if (outcome.kind === 'later') {
    await queue.retryLater(message, outcome.delayMs);
    return 'again';
  }
  await queue.bury(message, outcome.reason);
  return 'done';
}
