import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { queueLimits, type Message, type Queue } from '../../shared/ports/queue.ts';

export interface QueueWorld {
  readonly queue: Queue;
  readonly receivesMax: number;
  /** Moves the queue's time on. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** What every Queue promises. */
export function queueContract(name: string, make: () => Promise<QueueWorld>): void {
  describe(`Queue: ${name}`, () => {
    let world: QueueWorld;
    let queue: Queue;
    beforeEach(async () => {
      world = await make();
      queue = world.queue;
    });
    afterEach(() => world.close());
    let sentCount = 0;
    const send = (group: string, body: string, dedupeId = `d${(sentCount += 1)}`) =>
      queue.send([{ group, dedupeId, body }]);
    const receive = (messagesMax = 10) => queue.receive({ messagesMax, visibilityMs: 30_000 });
    const bodies = (messages: readonly Message[]) => messages.map((message) => message.body);

    test('a group keeps its order and has one message under way', async () => {
      await queue.send(['a1', 'a2', 'b1'].map((body) => ({ group: body[0]!, dedupeId: body, body })));
      const first = await receive();
      expect(bodies(first).sort()).toEqual(['a1', 'b1']);
      expect(await receive()).toEqual([]);
      await queue.done(first.find((message) => message.body === 'a1')!);
      const second = await receive();
      expect(bodies(second)).toEqual(['a2']);
      expect(second[0]).toMatchObject({ group: 'a', receiveCount: 1 });
    });

    test('messagesMax bounds what is received', async () => {
      for (const group of ['a', 'b', 'c']) await send(group, group);
      expect(await receive(2)).toHaveLength(2);
      expect(await receive(2)).toHaveLength(1);
    });

    test('a message that is not done comes back after its visibility, and counts its receives', async () => {
      await send('a', 'one');
      const [first] = await receive();
      await world.advance(31_000);
      const [again] = await receive();
      expect(again).toMatchObject({ body: 'one', receiveCount: 2, id: first?.id });
      // The first receipt has run out: it must not take the message from its new holder.
      await queue.done(first!);
      await world.advance(31_000);
      expect(await receive()).toHaveLength(1);
    });

    test('retryLater gives it back after the delay, its group waiting behind it', async () => {
      await send('a', 'one');
      await send('a', 'two');
      const [message] = await receive();
      await queue.retryLater(message!, 5_000);
      expect(await receive()).toEqual([]);
      await world.advance(6_000);
      expect(bodies(await receive())).toEqual(['one']);
    });

    test('the same dedupe id within five minutes is one message', async () => {
      await send('a', 'one', 'same');
      await send('b', 'two', 'same');
      expect(bodies(await receive())).toEqual(['one']);
    });

    test('a message received too often is dead, and its group goes on', async () => {
      await send('a', 'poison');
      await send('a', 'next');
      for (let n = 0; n < world.receivesMax; n += 1) {
        expect(bodies(await receive())).toEqual(['poison']);
        await world.advance(31_000);
      }
      expect(bodies(await receive())).toEqual(['next']);
      const dead = await queue.dead({ messagesMax: 10 });
      expect(dead).toHaveLength(1);
      expect(dead[0]).toMatchObject({ body: 'poison', group: 'a' });
    });

    test('a buried message is dead at once, with its reason, and its group goes on', async () => {
      await send('a', 'bad');
      await send('a', 'next');
      const [bad] = await receive();
      await queue.bury(bad!, 'no job of ours');
      expect(bodies(await receive())).toEqual(['next']);
      expect(await queue.dead({ messagesMax: 10 })).toMatchObject([
        { body: 'bad', group: 'a', reason: 'no job of ours' },
      ]);
    });

    test('a body at the limit passes, a larger one throws', async () => {
      await send('a', 'x'.repeat(queueLimits.bodyBytesMax));
      expect((await receive())[0]?.body).toHaveLength(queueLimits.bodyBytesMax);
      await expect(send('a', 'x'.repeat(queueLimits.bodyBytesMax + 1))).rejects.toThrow();
    });

    test('many messages in many groups are each received once, in order', async () => {
      const sent = [...Array(60).keys()].map((n) => ({
        group: `g${n % 7}`,
        dedupeId: `m${n}`,
        body: String(n),
      }));
      await queue.send(sent);
      const received: number[] = [];
      for (let round = 0; round < 60 && received.length < 60; round += 1) {
        for (const message of await receive(3)) {
          received.push(Number(message.body));
          await queue.done(message);
        }
      }
      expect([...received].sort((a, b) => a - b)).toEqual([...Array(60).keys()]);
      for (let group = 0; group < 7; group += 1) {
        const own = received.filter((n) => n % 7 === group);
        expect(own).toEqual([...own].sort((a, b) => a - b));
      }
    });
  });
}
