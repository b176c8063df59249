import { afterEach, describe, expect, it } from 'vitest';
import { apply } from '../../shared/pipeline/apply.ts';
import { limits } from '../../shared/pipeline/limits.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { redrive } from '../../shared/pipeline/redrive.ts';
import { sweep } from '../../shared/pipeline/sweep.ts';
import type { Action, Item, NewItem, Table } from '../../shared/ports/table.ts';
import { deadDeliveries, newDeliveryAction, type Delivery } from '../../shared/store/deliveries.ts';
import { events, hourMs, ledgerOf, openDesk, titlesOf, topic } from './desk-of.ts';
import { alertingHook, openHook } from './hook.ts';
import { listing } from './listing.ts';
import { minuteMs, startMs } from './outlet.ts';
import { configOf, topicOf } from './test-world.ts';

const alerting = (policy: object) => ({
  topics: [topicOf(topic, { any: ['معتقل'], alert: { channels: ['console'], backfill: false, ...policy } })],
});

const changeable = limits as { foldedAtOnceMax: number };
const { foldedAtOnceMax } = limits;
afterEach(() => {
  changeable.foldedAtOnceMax = foldedAtOnceMax;
});

/** The table with a `put` that fails where the test says. */
const withFailingPut = (ports: Ports, isFailing: (item: NewItem) => boolean): Ports => ({
  ...ports,
  table: {
    ...ports.table,
    put: (item, when) => (isFailing(item) ? Promise.reject(new Error('no store')) : ports.table.put(item, when)),
  },
}); // prettier-ignore

async function ledgerWith(table: Table, count: number, fields: (nth: number) => Partial<Delivery>) {
  const row = (nth: number): Delivery => ({
    topic, story: `s${nth}`, chapter: 0, channel: 'console', id: `d${nth}`, state: 'sent', dueAtMs: startMs, tryCount: 1, createdAtMs: startMs, ...fields(nth),
  }); // prettier-ignore
  for (let from = 0; from < count; from += 100)
    await table.transact(Array.from({ length: Math.min(100, count - from) }, (_, nth) => newDeliveryAction(row(from + nth)))); // prettier-ignore
}

describe('a message that ends whoever sends it', () => {
  it('is dead after its tries like any other, is told elsewhere, and keeps nothing else waiting', async () => {
    const hook = await openHook();
    hook.status = 204;
    let deathCount = 0;
    const { world, printed, publish, wait } = await openDesk(
      { ...alerting({}), channels: [{ name: 'console', type: 'console' }, { name: 'hook', type: 'webhook', url: hook.url }] },
      {
        onPrint: ({ alert }) => {
          if (alert?.article.title !== events[0]) return;
          deathCount += 1;
          throw new Error('killed');
        },
      },
    );
    await publish(events[0]);
    await publish(events[1]);
    await wait(2 * minuteMs, minuteMs);
    expect(titlesOf(printed)).toEqual([events[1]]);
    await wait(80 * hourMs, hourMs / 2);
    await publish(events[2]);
    expect(deathCount).toBe(10);
    expect(await deadDeliveries(world.ports.table, {}, 10)).toMatchObject([{ channel: 'console', tryCount: 10, mayHaveArrived: true, reason: expect.stringMatching(/^10 tries failed; .*did not live/u) as string }]);
    expect(hook.received.filter(({ type }) => type === 'notice')).not.toEqual([]);
    expect(titlesOf(printed)).toEqual([events[1], events[2]]);
  }, 30_000);
}); // prettier-ignore

describe('what was sent', () => {
  it('is not sent again when the row of its target cannot be written', async () => {
    let failureCount = 0;
    const { printed, publish, wait } = await openDesk(alerting({}), {
      wrap: (ports) =>
        withFailingPut(ports, ({ pk, body }) => {
          const isRelease = pk.startsWith('pace#channel#') && (body as { leaseUntilMs: number }).leaseUntilMs === 0;
          if (isRelease) failureCount += 1;
          return isRelease;
        }),
    });
    await publish(events[0]);
    await wait(hourMs);
    expect(failureCount).toBe(1);
    expect(titlesOf(printed)).toEqual([events[0]]);
  });
}); // prettier-ignore

describe('what has been tried alone', () => {
  const hookOf = async (fields: object) => {
    const hook = await openHook();
    const alert = { channels: ['hook'], backfill: false, ...fields };
    const topics = [topicOf(topic, { any: ['معتقل'], alert })];
    return { hook, desk: await openDesk({ ...alertingHook(hook.url), topics }) };
  };

  it('is never folded: not when a cap has held it back before', async () => {
    const { hook, desk } = await hookOf({ perHourMax: 1 });
    hook.status = 204;
    await desk.publish(events[0], events[1]);
    await desk.wait(45 * minuteMs, 5 * minuteMs);
    hook.status = 503;
    // There is room: it goes alone, and nobody knows whether it arrives. Its third pause is half an hour.
    await desk.wait(30 * minuteMs, minuteMs);
    const tried = hook.received.at(-1)!;
    expect(tried).toMatchObject({ type: 'alert' });
    hook.status = 204;
    // One of them is sent, the rest waits for the same room as the next try.
    await desk.publish(...events.slice(2, 6));
    await desk.wait(5 * hourMs, 5 * minuteMs);
    const again = hook.received.filter(({ id }) => id === tried.id).at(-1);
    expect(again).toMatchObject({ type: 'alert', isRepeat: true });
    const ledger = await ledgerOf(desk.world);
    expect(ledger.find(({ id }) => id === tried.id)).toMatchObject({ state: 'sent' });
    expect(ledger.filter(({ state }) => state === 'folded').length).toBeGreaterThan(1);
  });

  it('is never folded: not when it was refused, and sent again by its owner', async () => {
    const { hook, desk } = await hookOf({ perHourMax: 1 });
    await desk.publish(...events.slice(0, 3));
    const ids = hook.received.map(({ id }) => id).sort();
    expect(ids).toHaveLength(3);
    hook.status = 204;
    hook.received.length = 0;
    expect((await redrive(desk.world.ports, {}, { isDry: false })).again).toHaveLength(3);
    await desk.world.drain();
    await desk.wait(4 * hourMs);
    expect(hook.received.map(({ type, id }) => [type, id]).sort()).toEqual(ids.map((id) => ['alert', id]));
  });
});

describe('a cap per hour', () => {
  it('holds beyond what a page of the store has', async () => {
    const { world, printed, publish, wait } = await openDesk(alerting({ perHourMax: 1_200 }));
    const firstMs = startMs - 20 * minuteMs;
    // The eleven minutes before a poll included, all of them are of the last hour.
    await ledgerWith(world.ports.table, 1_500, (nth) => ({ endedAtMs: firstMs + nth * 1_000 }));
    await publish(events[0]);
    expect(printed).toEqual([]);
    const freeAtMs = firstMs + 300_000 + hourMs + 1;
    await wait(freeAtMs - world.nowMs() - 1_000, minuteMs / 2);
    expect(printed).toEqual([]);
    await wait(2 * minuteMs, minuteMs / 2);
    expect(titlesOf(printed)).toEqual([events[0]]);
  });
});

describe('a cap per hour over an index that lags behind', () => {
  it('counts what the same call has sent', async () => {
    const wrap = listing('sent#', (items, { clock }) => {
      const isListed = ({ body }: Item) => Number((body as Partial<Delivery>).endedAtMs) < clock.nowMs() - 1_000;
      return items.filter(isListed);
    });
    const quiet = { fromMinute: 8 * 60, toMinute: 10 * 60, timeZone: 'UTC' };
    const { world, printed, publish, wait } = await openDesk(alerting({ perHourMax: 2, quiet }), { wrap });
    await publish(...events.slice(0, 6));
    world.advance(2 * hourMs);
    // All of them are due at once.
    await world.tick();
    expect(printed).toHaveLength(2);
    await wait(2 * hourMs);
    expect(titlesOf(printed).sort()).toEqual([...events.slice(0, 6)].sort());
  });
}); // prettier-ignore

describe('a receiver that asks to wait for hours', () => {
  it('is waited for in the rows, not in the queue', async () => {
    const hook = await openHook();
    Object.assign(hook, { status: 429, headers: { 'retry-after': '36000' } });
    const { world, publish, wait } = await openDesk(alertingHook(hook.url));
    hook.nowMs = () => world.nowMs();
    await publish(events[0]);
    Object.assign(hook, { status: 204, headers: {} });
    await publish(events[1]);
    await wait(hourMs);
    expect(await sweep(world.ports)).toMatchObject({ channelCount: 0 });
    expect(hook.received).toHaveLength(1);
    await wait(10 * hourMs);
    expect(hook.received.map(({ title }) => title).sort()).toEqual([events[0], ...events.slice(0, 2)].sort());
    expect(hook.times[1]! - hook.times[0]!).toBeGreaterThanOrEqual(10 * hourMs);
  });
});

describe('a notice', () => {
  it('does not stay for ever', async () => {
    const hook = await openHook();
    const { world, publish } = await openDesk(alertingHook(hook.url, { name: 'console', type: 'console' }));
    await publish(events[0]);
    const rows = async () => (await world.ports.table.query({ pk: 'topic#@owner', prefix: '', itemsMax: 10 })).items.length;
    await world.tick();
    expect(await rows()).toBe(2);
    world.advance(91 * 24 * hourMs);
    expect(await rows()).toBe(0);
    // What its owner has asked for stays.
    expect(await deadDeliveries(world.ports.table, {}, 10)).toHaveLength(1);
  });
}); // prettier-ignore

describe('redrive', () => {
  it('reaches what lies behind a thousand that nothing can send', async () => {
    const hook = await openHook();
    const { world, publish } = await openDesk(alertingHook(hook.url));
    await publish(events[0]);
    const nowMs = world.nowMs();
    await ledgerWith(world.ports.table, 1_100, (nth) => ({ topic: 'gone', state: 'dead', endedAtMs: nowMs + nth }));
    const found = await redrive(world.ports, {}, { isDry: false });
    expect(found.again).toMatchObject([{ topic, channel: 'hook' }]);
    expect(found.left).toHaveLength(1_100);
    expect(found.hasMore).toBe(false);
  });

  it('finishes a digest that died half gathered', async () => {
    changeable.foldedAtOnceMax = 2;
    let foldsLeft = 1;
    const isFolded = (action: Action) => 'put' in action && (action.put.body as Delivery).state === 'folded';
    const wrap = (ports: Ports): Ports => ({
      ...ports,
      table: {
        ...ports.table,
        transact: async (actions) => {
          if (actions.some(isFolded) && (foldsLeft -= 1) < 0) throw new Error('killed');
          return ports.table.transact(actions);
        },
      },
    });
    const fields = alerting({ digest: { kind: 'daily', minute: 18 * 60 } });
    const { world, outlet, printed, publish, wait } = await openDesk(fields, { wrap });
    await publish(...events);
    world.advance(9 * hourMs + 49 * minuteMs + 10_000);
    await world.tick();
    expect((await ledgerOf(world)).filter(({ state }) => state === 'folded')).toHaveLength(2);
    await apply(world.ports, configOf([outlet.url], { topics: [topicOf('other', { any: ['x'] })] }));
    await wait(hourMs);
    expect((await deadDeliveries(world.ports.table, { topic }, 20)).map(({ digest }) => digest ?? 'alone').sort()).toEqual([...events.slice(2).map(() => 'alone'), 'gathering']);
    foldsLeft = Infinity;
    await apply(world.ports, configOf([outlet.url], fields));
    printed.length = 0;
    await redrive(world.ports, { topic }, { isDry: false });
    await world.drain();
    await wait(hourMs);
    expect(printed).toMatchObject([{ digest: { itemCount: events.length } }]);
    expect(titlesOf(printed).sort()).toEqual([...events].sort());
  });
}); // prettier-ignore
