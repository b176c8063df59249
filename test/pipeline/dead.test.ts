import { describe, expect, it } from 'vitest';
import { limits } from '../../shared/pipeline/limits.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { redrive } from '../../shared/pipeline/redrive.ts';
import { deadDeliveries } from '../../shared/store/deliveries.ts';
import { events, hourMs, ledgerOf, openDesk, titlesOf, topic, type Printed } from './desk-of.ts';
import { alertingHook, openHook } from './hook.ts';
import { closers, minuteMs } from './outlet.ts';
import { serve, topicOf } from './test-world.ts';

const noticesOf = (printed: readonly Printed[]) => printed.flatMap(({ notice }) => notice ?? []);

describe('a delivery that is given up', () => {
  it('is told on another channel, once a channel and day, with what to do', async () => {
    const hook = await openHook();
    const { world, printed, publish, wait } = await openDesk(alertingHook(hook.url, { name: 'console', type: 'console' }));
    await publish(...events.slice(0, 3));
    await wait(2 * minuteMs, minuteMs);
    expect(noticesOf(printed)).toMatchObject([{ kind: 'delivery-died', title: 'hook does not get its alerts' }]);
    expect(noticesOf(printed)[0]!.text).toMatch(/HTTP 410.*rasid redrive --channel hook/u);
    expect(await deadDeliveries(world.ports.table, {}, 10)).toHaveLength(3);
    world.advance(16 * hourMs);
    await publish(events[3]);
    await wait(2 * minuteMs, minuteMs);
    expect(noticesOf(printed).filter(({ kind }) => kind === 'delivery-died')).toHaveLength(2);
  });

  it('is never told on the channel that it died on, be it the one for notices', async () => {
    const hook = await openHook();
    const { world, publish, wait } = await openDesk({ ...alertingHook(hook.url), notices: 'hook' });
    await publish(events[0]);
    await wait(10 * minuteMs);
    expect(hook.received).toHaveLength(1);
    expect(await deadDeliveries(world.ports.table, {}, 10)).toMatchObject([{ topic, channel: 'hook' }]);
  });

  it('does not tell of notices without end when two channels are broken', async () => {
    const [one, other] = [await openHook(), await openHook()];
    const { world, publish, wait } = await openDesk(alertingHook(one.url, { name: 'other', type: 'webhook', url: other.url }));
    await publish(...events.slice(0, 2));
    await wait(hourMs, 5 * minuteMs);
    // Two alerts and the notice about `other` on one, the notice about `hook` on the other.
    expect(one.received.map(({ type }) => type)).toEqual(['alert', 'alert', 'notice']);
    expect(other.received.map(({ type }) => type)).toEqual(['notice']);
    expect(await deadDeliveries(world.ports.table, {}, 10)).toHaveLength(4);
  });

  it('dies and is told in one transaction: neither without the other', async () => {
    const hook = await openHook();
    let isBroken = true;
    const wrap = (ports: Ports): Ports => ({
      ...ports,
      table: {
        ...ports.table,
        transact: (actions) => {
          const isDeath = actions.some((one) => 'put' in one && (one.put.body as { state?: string }).state === 'dead');
          if (isDeath && isBroken) return Promise.reject(new Error('killed'));
          return ports.table.transact(actions);
        },
      },
    });
    const { world, printed, publish, wait } = await openDesk(alertingHook(hook.url, { name: 'console', type: 'console' }), { wrap });
    await publish(events[0]);
    expect(await deadDeliveries(world.ports.table, {}, 10)).toEqual([]);
    isBroken = false;
    await wait(10 * minuteMs, 5 * minuteMs);
    expect(await deadDeliveries(world.ports.table, {}, 10)).toHaveLength(1);
    expect(noticesOf(printed)).toHaveLength(1);
    // Whether the first try arrived nobody knew.
    expect(hook.received.map(({ isRepeat }) => isRepeat)).toEqual([false, true]);
    expect(new Set(hook.received.map(({ id }) => id)).size).toBe(1);
  });

  it('comes after the retries of three days, at their pauses, with one id', async () => {
    const hook = await openHook();
    hook.status = 503;
    const { world, publish, wait } = await openDesk(alertingHook(hook.url));
    hook.nowMs = () => world.nowMs();
    await publish(events[0]);
    await wait(90 * hourMs, minuteMs);
    // Two tries a time: one retry in the same call.
    const first = hook.times.filter((_, nth) => nth % 2 === 0);
    expect(hook.times).toHaveLength(2 * (limits.deliveryRetryMs.length + 1));
    for (const [nth, pauseMs] of limits.deliveryRetryMs.entries()) {
      const waitedMs = first[nth + 1]! - first[nth]!;
      expect(waitedMs).toBeGreaterThanOrEqual(pauseMs);
      expect(waitedMs).toBeLessThanOrEqual(1.1 * pauseMs + 2 * minuteMs);
    }
    expect(new Set(hook.received.map(({ id }) => id)).size).toBe(1);
    const [dead] = await ledgerOf(world);
    expect(dead).toMatchObject({ state: 'dead', mayHaveArrived: true });
    expect(dead!.reason).toMatch(/^10 tries failed; the last: .*HTTP 503/u);
  }, 30_000);
}); // prettier-ignore

describe('a receiver that asks to wait', () => {
  it('is left alone for as long, whatever the pause would have been', async () => {
    const times: number[] = [];
    const server = await serve((request, response) => {
      times.push(desk.world.nowMs());
      request.resume();
      response
        .writeHead(times.length === 1 ? 429 : 204, times.length === 1 ? { 'retry-after': '7200' } : {})
        .end();
    });
    closers.push(() => server.close());
    const desk = await openDesk(alertingHook(server.origin));
    await desk.publish(events[0]);
    await desk.wait(3 * hourMs, minuteMs);
    expect(times).toHaveLength(2);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(2 * hourMs);
    expect(times[1]! - times[0]!).toBeLessThanOrEqual(2 * hourMs + 2 * minuteMs);
  });
});

describe('redrive', () => {
  it('sends the dead again when the channel is mended, under their old ids, and nothing twice', async () => {
    const hook = await openHook();
    const { world, publish, wait } = await openDesk(alertingHook(hook.url));
    await publish(...events.slice(0, 3));
    const ids = hook.received.map(({ id }) => id);
    hook.status = 204;
    hook.received.length = 0;

    const dry = await redrive(world.ports, {}, { isDry: true });
    expect(dry.again).toHaveLength(3);
    await wait(20 * minuteMs);
    expect(hook.received).toEqual([]);

    expect((await redrive(world.ports, { channel: 'hook', topic }, { isDry: false })).again).toHaveLength(3);
    await world.drain();
    await wait(2 * hourMs);
    expect(hook.received.map(({ id }) => id).sort()).toEqual([...ids].sort());
    // A refusal is an answer: nothing of it arrived.
    expect(hook.received.every(({ isRepeat }) => !isRepeat)).toBe(true);
    expect((await ledgerOf(world)).every(({ state }) => state === 'sent')).toBe(true);
    expect(await redrive(world.ports, {}, { isDry: false })).toEqual({ again: [], left: [], hasMore: false });
  });

  it('takes only what it is asked for, and leaves what would only die again', async () => {
    const hook = await openHook();
    const fields = alertingHook(hook.url);
    const { world, publish } = await openDesk(fields);
    await publish(events[0]);
    expect((await redrive(world.ports, { channel: 'other' }, { isDry: true })).again).toEqual([]);
    expect((await redrive(world.ports, { topic: 'other' }, { isDry: true })).again).toEqual([]);
    const without = { ...world.ports, config: async () => ({ ...(await world.ports.config())!, config: { ...(await world.ports.config())!.config, channels: [] } }) };
    expect(await redrive(without, {}, { isDry: false })).toMatchObject({ again: [], left: [{ reason: 'its channel is not in the config' }] });
  });

  it('marks what may have arrived, also over a cap, which never folds it with others', async () => {
    const hook = await openHook();
    hook.status = 500;
    const fields = alertingHook(hook.url);
    const alert = { channels: ['hook'], backfill: false, perHourMax: 1 };
    const { world, publish, wait } = await openDesk({ ...fields, topics: [topicOf(topic, { any: ['معتقل'], alert })] });
    await publish(events[0], events[1]);
    await wait(100 * hourMs, hourMs / 2);
    hook.status = 204;
    hook.received.length = 0;
    expect((await redrive(world.ports, {}, { isDry: false })).again).toHaveLength(2);
    await world.drain();
    await wait(3 * hourMs);
    expect(hook.received).toMatchObject([{ type: 'alert', isRepeat: true }, { type: 'alert', isRepeat: true }]);
  }, 30_000);
}); // prettier-ignore

describe('a target', () => {
  it('keeps its gap between a try and its retry in the same call', async () => {
    const times: number[] = [];
    const server = await serve((request, response) => {
      times.push(desk.world.nowMs());
      request.resume();
      response.writeHead(times.length === 1 ? 500 : 200).end('{"ok":true}');
    });
    closers.push(() => server.close());
    const desk = await openDesk(
      {
        channels: [{ name: 'group', type: 'telegram', server: server.origin, token: 'TOKEN', chat: '-100' }],
        topics: [topicOf(topic, { any: ['معتقل'], alert: { channels: ['group'], backfill: false } })],
      },
      { wrap: (ports) => ({ ...ports, secrets: { get: async () => '1:token' } }) },
    );
    await desk.publish(...events.slice(0, 4));
    await desk.wait(minuteMs, minuteMs / 6);
    expect(times).toHaveLength(5);
    // Twenty a minute in a group.
    for (const [nth, atMs] of times.slice(1).entries()) expect(atMs - times[nth]!).toBeGreaterThanOrEqual(3_000);
    expect(titlesOf(desk.printed)).toEqual([]);
  });
}); // prettier-ignore
