import { expect, test } from 'vitest';
import type { LambdaFunctionURLEvent, SQSRecord } from 'aws-lambda';
import type { Queue } from '../../shared/ports/queue.ts';
import { doorLimits } from '../../shared/pipeline/feedback.ts';
import { bodyOf } from '../../shared/worlds/aws/function-url.ts';
import { fromSqs, invocationClock, type Stage } from '../../shared/worlds/aws/lambda.ts';

const record = (id: string, group: string) =>
  ({ messageId: id, receiptHandle: `handle-${id}`, body: id, attributes: { MessageGroupId: group, MessageDeduplicationId: id, ApproximateReceiveCount: '1' } }) as SQSRecord; // prettier-ignore

/** Runs a batch; what became of its messages, and the order in which they were worked on. */
async function run(records: SQSRecord[], stage: Stage, leftMs: () => number = () => 60_000) {
  const hidden: [string, number][] = [];
  const buried: [string, string][] = [];
  const worked: string[] = [];
  const counted: object[] = [];
  const queue = {
    retryLater: async ({ id }, delayMs) => void hidden.push([id, delayMs]),
    bury: async ({ id }, reason) => void buried.push([id, reason]),
  } as Partial<Queue> as Queue;
  const handler = fromSqs(
    { clock: invocationClock(), log: () => undefined, count: (counts) => void counted.push(counts) },
    'read',
    queue,
    async (body, company) => {
      worked.push(body);
      return stage(body, company);
    },
  );
  const { batchItemFailures } = await handler({ Records: records }, { getRemainingTimeInMillis: leftMs } as never); // prettier-ignore
  return { again: batchItemFailures.map((one) => one.itemIdentifier), hidden, buried, worked, counted };
}

const batch = [record('a1', 'a'), record('b1', 'b'), record('a2', 'a'), record('b2', 'b'), record('a3', 'a')];

test('a failure takes what is behind it in its group along, and nothing else', async () => {
  const outcome = await run(batch, async (body) => {
    if (body === 'a2') throw new Error('no');
    return { kind: 'read' };
  });
  expect(outcome).toMatchObject({
    again: ['a2', 'a3'],
    hidden: [],
    buried: [],
    counted: [{ readDone: 3, readAgain: 2 }],
  });
  expect(outcome.worked.filter((id) => id.startsWith('a'))).toEqual(['a1', 'a2']);
});

test('a busy target hides its whole group until it is free', async () => {
  const untilMs = Date.now() + 90_000;
  const outcome = await run(batch, async (body) => (body === 'b1' ? { kind: 'busy', untilMs } : { kind: 'read' }));
  expect(outcome.again).toEqual(['b1', 'b2']);
  expect(outcome.hidden.map(([id]) => id)).toEqual(['b1', 'b2']);
  for (const [, delayMs] of outcome.hidden) expect(Math.abs(delayMs - 90_000)).toBeLessThan(1_000);
}); // prettier-ignore

test('bad data goes to the dead list with its reason, and its group goes on', async () => {
  const outcome = await run(batch, async (body) => (body === 'a1' ? undefined : { kind: 'read' }));
  expect(outcome).toMatchObject({ again: [], buried: [['a1', 'no read job']] });
  expect(outcome.worked).toHaveLength(5);
});

test('what does not fit into the rest of the call is for the next one, at once', async () => {
  let leftMs = 60_000;
  const stage = async () => {
    leftMs -= 20_000;
    return { kind: 'read' };
  };
  const records = [record('a1', 'a'), record('a2', 'a'), record('a3', 'a')];
  const outcome = await run(records, stage, () => leftMs);
  expect(outcome).toMatchObject({ worked: ['a1', 'a2'], again: ['a3'], hidden: [['a3', 0]] });
});

test('a body that comes by a function URL is text, whichever way it comes, and bounded', () => {
  const event = (body: string | undefined, isBase64Encoded: boolean) => ({ body, isBase64Encoded }) as LambdaFunctionURLEvent; // prettier-ignore
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const most = 'x'.repeat(doorLimits.bodyBytesMax);
  expect(bodyOf(event('do=mute', false))).toBe('do=mute');
  expect(bodyOf(event(base64('do=mute'), true))).toBe('do=mute');
  expect(bodyOf(event(undefined, false))).toBe('');
  expect(bodyOf(event(most, false))).toBe(most);
  expect(bodyOf(event(base64(most), true))).toBe(most);
  for (const much of [`${most}x`, 'ع'.repeat(doorLimits.bodyBytesMax), most.repeat(1_000)]) {
    expect(bodyOf(event(much, false))).toBeUndefined();
    expect(bodyOf(event(base64(much), true))).toBeUndefined();
  }
});
