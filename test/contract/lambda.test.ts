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
  /** What was worked on alone, and what was deleted, in order. */
  const steps: string[] = [];
  const counted: object[] = [];
  const queue = {
    done: async ({ id }) => void steps.push(`delete ${id}`),
    retryLater: async ({ id }, delayMs) => void hidden.push([id, delayMs]),
    bury: async ({ id }, reason) => void buried.push([id, reason]),
  } as Partial<Queue> as Queue;
  const handler = fromSqs(
    { clock: invocationClock(), log: () => undefined, count: (counts) => void counted.push(counts) },
    'read',
    queue,
    async (body, company) => {
      worked.push(body);
      if (company.isAlone) steps.push(`alone ${body}`);
      return stage(body, company);
    },
  );
  const { batchItemFailures } = await handler({ Records: records }, { getRemainingTimeInMillis: leftMs } as never); // prettier-ignore
  return {
    again: batchItemFailures.map((one) => one.itemIdentifier),
    hidden,
    buried,
    worked,
    counted,
    steps,
  };
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

/** Of the batch, `a1` and `b2` are suspects. */
const suspecting = (whenAlone: () => Promise<unknown> = async () => undefined) => {
  const underWay = new Set<string>();
  const besides: number[] = [];
  const stage: Stage = async (body, { isAlone }) => {
    const isSuspect = body === 'a1' || body === 'b2';
    if (isSuspect && !isAlone) return { kind: 'suspect' };
    if (isSuspect) besides.push(underWay.size);
    underWay.add(body);
    await (isSuspect ? whenAlone() : new Promise((resolve) => setTimeout(resolve, 5)));
    underWay.delete(body);
    return { kind: 'read' };
  };
  return { stage, besides };
};
const othersDeleted = ['delete b1', 'delete a2', 'delete a3'];

test('suspects run last and alone, when the messages of the others and their own are deleted', async () => {
  const { stage, besides } = suspecting();
  const outcome = await run(batch, stage);
  expect(besides).toEqual([0, 0]);
  expect(outcome.steps).toEqual([...othersDeleted, 'delete a1', 'alone a1', 'delete b2', 'alone b2']);
  expect(outcome).toMatchObject({ again: [], hidden: [], counted: [{ readDone: 5, readAgain: 0 }] });
});

test('a suspect that fails is left to its row, and what is still to come again does', async () => {
  const { stage } = suspecting(() => Promise.reject(new Error('no')));
  const outcome = await run(batch, async (body, company) => {
    if (body === 'a2') throw new Error('no');
    return stage(body, company);
  });
  expect(outcome.again).toEqual(['a2', 'a3']);
  expect(outcome.steps).toEqual(['delete b1', 'delete a1', 'alone a1', 'delete b2', 'alone b2']);
});

test('a suspect that does not fit into the rest of the call is for the next one, at once', async () => {
  let leftMs = 60_000;
  const { stage } = suspecting(async () => (leftMs = 10_000));
  const outcome = await run(batch, stage, () => leftMs);
  expect(outcome.steps).toEqual([...othersDeleted, 'delete a1', 'alone a1']);
  expect(outcome).toMatchObject({ again: ['b2'], hidden: [['b2', 0]] });
});

test('a batch without suspects deletes nothing by itself', async () => {
  expect((await run(batch, async () => ({ kind: 'read' }))).steps).toEqual([]);
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
