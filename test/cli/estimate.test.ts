import { describe, expect, test } from 'vitest';
import { estimate } from '../../cli/estimate/estimate.ts';
import { newMeter } from '../../cli/estimate/meter.ts';
import { cost, prices } from '../../cli/estimate/prices.ts';
import type { NewItem } from '../../shared/ports/table.ts';
import { itemBytes } from '../../shared/worlds/aws/item-size.ts';
import { virtualClock } from '../../shared/worlds/local/clock.ts';
import { openDatabase } from '../../shared/worlds/local/database.ts';
import { localQueue } from '../../shared/worlds/local/queue.ts';
import { localTable } from '../../shared/worlds/local/table.ts';

const key = { pk: 'p', sk: 's' };
const bodyOf = (bytes: number) => ({ text: 'x'.repeat(bytes) });

function metered() {
  const clock = virtualClock(0);
  const database = openDatabase(':memory:');
  const meter = newMeter();
  return {
    meter,
    table: meter.table(localTable(database, clock)),
    queue: meter.queue(localQueue(database, clock, { name: 'q', receivesMax: 5 })),
  };
}

describe('the meter', () => {
  test.each<[string, NewItem[], number]>([
    ['a new item under a kilobyte', [{ ...key, body: bodyOf(900) }], 1],
    ['one over it', [{ ...key, body: bodyOf(1_030) }], 2],
    ['a new one in the index: both', [{ ...key, body: {}, index: key }], 2],
    ['one that moves in the index: the row, the old entry and the new', [{ ...key, body: {}, index: key }, { ...key, body: {}, index: { pk: 'p', sk: 't' } }], 2 + 3],
    ['one that stays in the index', [{ ...key, body: {}, index: key }, { ...key, body: { n: 1 }, index: key }], 2 + 2],
    ['one that leaves the index', [{ ...key, body: {}, index: key }, { ...key, body: {} }], 2 + 2],
    ['a large one that becomes small is billed as large', [{ ...key, body: bodyOf(3_000) }, { ...key, body: {} }], 3 + 3],
  ])('counts write units: %s', async (_, items, units) => {
    const { table, meter } = metered();
    for (const item of items) await table.put(item, 'always');
    expect(meter.take()).toEqual({ writeUnits: units });
  });

  test('counts a transaction twice, its index once, and what is refused as well', async () => {
    const { table, meter } = metered();
    await table.transact([{ put: { ...key, body: {}, index: key }, when: 'absent' }, { check: { pk: 'q', sk: 'q' }, when: 'absent' }]);
    expect(meter.take()).toEqual({ writeUnits: 2 + 1 + 2 });
    await table.put({ ...key, body: {} }, 'absent');
    expect(meter.take()).toEqual({ writeUnits: 1 });
  });

  test('counts read units: four kilobytes each, absent ones too, the index at half', async () => {
    const { table, meter } = metered();
    await table.put({ ...key, body: bodyOf(4_200), index: key }, 'always');
    meter.take();
    await table.get(key);
    expect(meter.take()).toEqual({ readUnits: 2 });
    await table.getMany([key, { pk: 'not', sk: 'there' }]);
    expect(meter.take()).toEqual({ readUnits: 3 });
    await table.query({ pk: 'p', itemsMax: 10 });
    expect(meter.take()).toEqual({ readUnits: 2 });
    await table.query({ pk: 'p', on: 'index', itemsMax: 10 });
    expect(meter.take()).toEqual({ readUnits: 1 });
  });

  test('counts queue requests by tens and by 64 kilobytes', async () => {
    const { queue, meter } = metered();
    const messages = (count: number, bytes: number) => Array.from({ length: count }, (_, index) => ({ group: 'g', dedupeId: `${bytes}-${index}`, body: 'x'.repeat(bytes) }));
    await queue.send(messages(21, 10));
    expect(meter.take()).toEqual({ queueRequests: 3 });
    await queue.send(messages(2, 60_000));
    expect(meter.take()).toEqual({ queueRequests: 2 });
  });

  test('weighs an item as DynamoDB does: names, text in UTF-8, two digits a byte, three for a map', () => {
    // pk 2+1, sk 2+1, rev 3+2, body 4 + map 3 + (1 + name 1 + text 4)
    expect(itemBytes({ ...key, revision: 7, body: { t: 'خبر'.slice(0, 2) } })).toBe(3 + 3 + 5 + 4 + 3 + 1 + 1 + 4);
  });
}); // prettier-ignore

test('free amounts are taken off once, and never below nothing', () => {
  expect(cost({ queueRequests: 3_000_000 }, { net: true })).toBeCloseTo(1);
  expect(cost({ queueRequests: 10, invocations: 10 }, { net: true })).toBe(0);
  expect(cost({ invocations: 1 }, { net: false })).toBe(prices.invocations.usd);
});

test('a month costs no more than the design allows', async () => {
  const feeds = Array.from({ length: 50 }, () => ({ everyMs: 600_000 }));
  const month = await estimate(feeds, 20);
  expect(month).toMatchObject({ polls: 216_000, articles: 30_000 });
  expect(month.perMillion.polls).toBeLessThanOrEqual(4);
  expect(month.perMillion.articles).toBeLessThanOrEqual(27);
  expect(month.net).toBeLessThanOrEqual(1.9);
  // A figure that is far too small would be a meter that does not count.
  expect(month.perMillion.polls).toBeGreaterThan(1);
  expect(month.perMillion.articles).toBeGreaterThan(10);
  expect(Object.values(month.parts).reduce((total, usd) => total + usd)).toBeCloseTo(month.total);
}, 120_000);
