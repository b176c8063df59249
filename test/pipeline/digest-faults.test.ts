import { afterEach, describe, expect, it } from 'vitest';
import type { AlertPolicy } from '../../shared/domain/topic.ts';
import { limits } from '../../shared/pipeline/limits.ts';
import type { Item } from '../../shared/ports/table.ts';
import { getDelivery } from '../../shared/store/deliveries.ts';
import { digestStory } from '../../shared/store/messages.ts';
import { events, hourMs, ledgerOf, openDesk, titlesOf, topic } from './desk-of.ts';
import { killing, type Moment } from './killing.ts';
import { listing } from './listing.ts';
import { minuteMs } from './outlet.ts';
import { topicOf } from './test-world.ts';

const changeable = limits as { foldedAtOnceMax: number };
const { foldedAtOnceMax } = limits;
afterEach(() => {
  changeable.foldedAtOnceMax = foldedAtOnceMax;
});

async function killedOnce(policy: Partial<AlertPolicy>, beginMs: number, nth: number, moment: Moment) {
  changeable.foldedAtOnceMax = 2;
  const killer = killing();
  const alert = { channels: ['console'], backfill: false, ...policy };
  const desk = await openDesk({ topics: [topicOf(topic, { any: ['معتقل'], alert })] }, { wrap: killer.wrap });
  await desk.publish(...events);
  await desk.wait(beginMs, beginMs);
  killer.arm(nth, moment);
  // Whatever the sweep itself meets, too, when the process is gone.
  await desk.wait(70 * minuteMs, 35 * minuteMs).catch(() => undefined);
  const wasKilled = killer.revive();
  await desk.wait(3 * hourMs, 5 * minuteMs);
  return { ...desk, wasKilled };
}

const stepsMax = 40;

describe.each([
  ['a digest', { digest: { kind: 'daily', minute: 18 * 60 } }, 9 * hourMs + 20 * minuteMs],
  ['what a cap holds back', { perHourMax: 2 }, 1],
] as const)('%s', (_, policy, beginMs) => {
  it.each(['before', 'after'] as const)('loses and doubles nothing when killed %s any of its writes', async (moment) => {
    let killCount = 0;
    for (let nth = 1; nth < stepsMax; nth += 1) {
      const { world, printed, wasKilled } = await killedOnce(policy, beginMs, nth, moment);
      if (!wasKilled) break;
      killCount += 1;
      // Nothing is lost.
      expect([...new Set(titlesOf(printed))].sort()).toEqual([...events].sort());
      // No alert is in two digests, nor in one and beside it.
      for (const event of events) {
        const told = printed.filter((one) => titlesOf([one]).includes(event));
        expect(new Set(told.map(({ digest }) => digest?.id)).size).toBe(1);
        // What came twice came as the same, marked.
        expect(told.length).toBeLessThanOrEqual(2);
        if (told.length === 2) expect([{ ...told[0], isRepeat: true }]).toEqual([told[1]]);
      }
      const ledger = await ledgerOf(world);
      expect(ledger.filter(({ state }) => state !== 'folded' && state !== 'sent')).toEqual([]);
      for (const { digest } of printed) {
        if (digest === undefined) continue;
        const key = { topic, story: digestStory('console', digest.slotMs), chapter: 0, channel: 'console' };
        expect((await getDelivery(world.ports.table, key))?.delivery).toMatchObject({ state: 'sent', id: digest.id });
        expect(ledger.filter(({ digestId }) => digestId === digest.id)).toHaveLength(digest.itemCount);
      }
    }
    // Creating, folding, freezing, claiming, sending and ending are all among them.
    expect(killCount).toBeGreaterThanOrEqual(8);
    expect(killCount).toBeLessThan(stepsMax - 1);
  }, 60_000);
}); // prettier-ignore

describe('a digest over an index that lags behind', () => {
  it('takes everything, though the index still lists what was folded', async () => {
    changeable.foldedAtOnceMax = 2;
    const listed = new Map<string, Item>();
    const wrap = listing('deliver#console', (items) => {
      for (const item of items) listed.set(item.sk, item);
      return [...listed.values()];
    });
    const alert = {
      channels: ['console'],
      backfill: false,
      digest: { kind: 'daily', minute: 18 * 60 },
    } as const;
    const desk = await openDesk({ topics: [topicOf(topic, { any: ['معتقل'], alert })] }, { wrap });
    await desk.publish(...events);
    await desk.wait(11 * hourMs, hourMs);
    expect(desk.printed).toMatchObject([{ digest: { itemCount: events.length } }]);
    expect(titlesOf(desk.printed).sort()).toEqual([...events].sort());
  });
});

describe('a digest that several workers fold at the same time', () => {
  it('is one, with everything in it once', async () => {
    changeable.foldedAtOnceMax = 2;
    const alert = {
      channels: ['console'],
      backfill: false,
      digest: { kind: 'daily', minute: 18 * 60 },
    } as const;
    const desk = await openDesk({ topics: [topicOf(topic, { any: ['معتقل'], alert })] });
    await desk.publish(...events);
    desk.world.advance(10 * hourMs);
    const { deliver } = await import('../../shared/pipeline/deliver.ts');
    await Promise.all(Array.from({ length: 5 }, () => deliver(desk.world.ports, { channel: 'console' })));
    await desk.wait(hourMs, 5 * minuteMs);
    expect(desk.printed).toHaveLength(1);
    expect(titlesOf(desk.printed).sort()).toEqual([...events].sort());
  });
});
