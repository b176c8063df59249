import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { hasWaited, outcomeOf } from '../../pipeline/jobs.ts';
import type { Company } from '../../pipeline/tries.ts';
import type { Clock, Log } from '../../ports/world.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Count } from './metrics.ts';
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
  /** Which invocation of this process it is. */
  invocation(): number;
}

export function invocationClock(): InvocationClock {
  let leftMs = () => Infinity;
  let count = 0;
  return {
    nowMs: () => Date.now(),
    leftMs: () => leftMs(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    invocation: () => count,
    begin: (context) => {
      count += 1;
      leftMs = () => context.getRemainingTimeInMillis();
    },
  };
}

export interface JobPorts {
  readonly clock: InvocationClock;
  readonly log: Log;
  readonly count: Count;
}

/** Runs one body; undefined: it holds no job of this queue. Throws when the world fails. */
export type Stage = (
  body: string,
  company: Company,
) => Promise<{ readonly kind: string; readonly untilMs?: number } | undefined>;

/** A stage needs no longer for one message: with less left of its call, a message is for the next. */
const messageMs = 25_000;

/**
 * A handler for a FIFO queue. The groups of a batch run side by side, the messages of a group one after another;
 * what is not done is reported, and so is everything behind it in its group, so that no order is lost. A busy
 * target's messages are hidden until the target is free; bad data goes to the dead list with its reason. Suspects come
 * last, one after another, when all messages that are done are deleted: one that ends the call takes nobody along.
 */
export function fromSqs(ports: JobPorts, name: string, queue: Queue, stage: Stage) {
  const runOne = async (
    record: SQSRecord,
    company: Company,
  ): Promise<'done' | 'failed' | 'suspect' | { readonly delayMs: number }> => {
    if (ports.clock.leftMs() < messageMs) return { delayMs: 0 };
    try {
      const outcome = outcomeOf(ports, name, record.body, await stage(record.body, company));
      if (outcome.kind === 'later' && !hasWaited(outcome, messageOf(record).receiveCount)) return outcome;
      if (outcome.kind === 'suspect') return 'suspect';
      if (outcome.kind === 'bad') await queue.bury(messageOf(record), outcome.reason);
      return 'done';
    } catch (error) {
      ports.log('error', 'stage-failed', { queue: name, body: record.body, error });
      return 'failed';
    }
  };
  const runGroup = async (records: readonly SQSRecord[]): Promise<Left> => {
    const suspects: SQSRecord[] = [];
    for (const [index, record] of records.entries()) {
      const outcome = await runOne(record, { isAlone: false });
      if (outcome === 'done') continue;
      // What is behind it does not wait: a suspect lost its place when it was put off.
      if (outcome === 'suspect') {
        suspects.push(record);
        continue;
      }
      const again = records.slice(index);
      // What failed waits out its visibility time; what was only too early comes back when it is not.
      if (outcome !== 'failed')
        await Promise.allSettled(again.map((one) => queue.retryLater(messageOf(one), outcome.delayMs)));
      return { again, suspects };
    }
    return { again: [], suspects };
  };
  const erase = (records: readonly SQSRecord[]) =>
    Promise.allSettled(records.map((record) => queue.done(messageOf(record))));
  /** Returns those that are to come again. */
  const runSuspects = async (records: readonly SQSRecord[]): Promise<readonly SQSRecord[]> => {
    for (const [index, record] of records.entries()) {
      if (ports.clock.leftMs() < messageMs) {
        const again = records.slice(index);
        await Promise.allSettled(again.map((one) => queue.retryLater(messageOf(one), 0)));
        return again;
      }
      // Its own message, too: its host's others would wait behind it. The tick finds by its row what was not done.
      await erase([record]);
      await runOne(record, { isAlone: true });
    }
    return [];
  };
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    ports.clock.begin(context);
    const groups = new Map<string, SQSRecord[]>();
    for (const record of event.Records) {
      const group = record.attributes.MessageGroupId ?? record.messageId;
      groups.set(group, [...(groups.get(group) ?? []), record]);
    }
    const left = await Promise.all([...groups.values()].map(runGroup));
    const suspects = left.flatMap((one) => one.suspects);
    const open = new Set([...suspects, ...left.flatMap((one) => one.again)]);
    if (suspects.length > 0) await erase(event.Records.filter((record) => !open.has(record)));
    const again = [...left.flatMap((one) => one.again), ...(await runSuspects(suspects))];
    ports.count({ [`${name}Done`]: event.Records.length - again.length, [`${name}Again`]: again.length });
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
} // prettier-ignore

/** Records of a group that are to come again, and those that are to be run alone. */
interface Left {
  readonly again: readonly SQSRecord[];
  readonly suspects: readonly SQSRecord[];
}

const messageOf = (record: SQSRecord) => ({
  id: record.messageId,
  group: record.attributes.MessageGroupId ?? '',
  dedupeId: record.attributes.MessageDeduplicationId ?? '',
  body: record.body,
  receipt: receiptOf(record.receiptHandle, Infinity),
  receiveCount: Number(record.attributes.ApproximateReceiveCount),
});
