import { describe, expect, it } from 'vitest';
import { why, whyLines } from '../../cli/commands/why.ts';
import type { AlertPolicy } from '../../shared/domain/topic.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { newestSent } from '../../shared/store/sent-deliveries.ts';
import { tableLimits } from '../../shared/ports/table.ts';
import { events, hourMs, ledgerOf, openDesk, titlesOf, topic, wordsOf } from './desk-of.ts';
import { minuteMs } from './outlet.ts';
import { configOf, topicOf } from './test-world.ts';

const alerting = (policy: Partial<AlertPolicy>) => ({
  topics: [topicOf(topic, { any: ['معتقل'], alert: { channels: ['console'], backfill: false, ...policy } })],
});
const daily = { kind: 'daily', minute: 18 * 60 } as const;
const sorted = (titles: readonly string[]) => [...titles].sort();

describe('digests', () => {
  it('tells everything of a day once, at its time, in the order of its strength', async () => {
    const { world, outlet, printed, publish, wait } = await openDesk(alerting({ digest: daily }));
    await publish(...events.slice(0, 3));
    await publish(events[3]);
    await wait(9 * hourMs);
    expect(printed).toEqual([]);
    expect((await ledgerOf(world)).map(({ state, slot }) => [state, slot?.why])).toEqual(Array.from({ length: 4 }, () => ['held', 'schedule']));
    await wait(hourMs);
    expect(printed).toHaveLength(1);
    const { digest, isRepeat } = printed[0]!;
    expect(isRepeat).toBe(false);
    expect(digest).toMatchObject({ topic, why: 'schedule', slotMs: Date.UTC(2026, 1, 13, 18), itemCount: 4 });
    expect(sorted(titlesOf(printed))).toEqual(sorted(events.slice(0, 4)));
    const strengths = digest!.items.map(({ score, threshold }) => score / threshold);
    expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
    const ledger = await ledgerOf(world);
    const { config } = (await world.ports.config())!;
    const whyText = whyLines(await why(world.ports, config, `${outlet.origin}/a/p1`), config).join('\n');
    expect(whyText).toMatch(/console: folded \(.*\): into a digest, which is sent/u);
    expect(ledger.map(({ state, digestId }) => [state, digestId])).toEqual(Array.from({ length: 4 }, () => ['folded', digest!.id]));
    await wait(23 * hourMs, hourMs);
    expect(printed.filter((one) => one.digest !== undefined)).toHaveLength(1);
  });

  it('tells of the next day what comes later, and nothing on a day without news', async () => {
    const { printed, publish, wait } = await openDesk(alerting({ digest: daily }));
    await publish(events[0]);
    await wait(11 * hourMs, hourMs);
    await publish(events[1]);
    await wait(48 * hourMs, hourMs);
    expect(printed.map(({ digest }) => [digest?.slotMs, digest?.items.map(({ title }) => title)])).toEqual([
      [Date.UTC(2026, 1, 13, 18), [events[0]]],
      [Date.UTC(2026, 1, 14, 18), [events[1]]],
    ]);
  });

  it('comes as one, the latest, when several of its times went by in an outage', async () => {
    let isAsleep = true;
    const asleep = (ports: Ports): Ports => ({
      ...ports,
      queues: { ...ports.queues, deliver: { ...ports.queues.deliver, send: async (messages) => (isAsleep ? undefined : ports.queues.deliver.send(messages)) } },
    });
    const { world, printed, publish } = await openDesk(alerting({ digest: { kind: 'hourly' } }), { wrap: asleep });
    for (const event of events.slice(0, 3)) {
      await publish(event);
      world.advance(49 * minuteMs);
    }
    isAsleep = false;
    world.advance(minuteMs);
    await world.tick();
    expect(printed).toHaveLength(1);
    expect(printed[0]!.digest).toMatchObject({ slotMs: Date.UTC(2026, 1, 13, 11), itemCount: 3 });
    expect(sorted(titlesOf(printed))).toEqual(sorted(events.slice(0, 3)));
  });

  it('waits for the end of quiet hours', async () => {
    const quiet = { fromMinute: 17 * 60, toMinute: 19 * 60, timeZone: 'UTC' };
    const { printed, publish, wait } = await openDesk(alerting({ digest: daily, quiet }));
    await publish(events[0]);
    await wait(10 * hourMs, hourMs / 2);
    expect(printed).toEqual([]);
    await wait(hourMs, hourMs / 2);
    expect(printed).toMatchObject([{ digest: { slotMs: Date.UTC(2026, 1, 13, 18), itemCount: 1 } }]);
  });

  it('does not keep the topic’s own feed waiting', async () => {
    const { world, printed, publish } = await openDesk({
      ...alerting({ digest: daily, channels: ['console', 'feed'] }),
      channels: [{ name: 'console', type: 'console' }, { name: 'feed', type: 'feed' }],
    });
    await publish(...events.slice(0, 2));
    expect(printed).toEqual([]);
    const shown = await newestSent(world.ports.table, topic, 'feed', 10);
    expect(sorted(shown.map(({ article }) => article.title))).toEqual(sorted(events.slice(0, 2)));
  });

  it('takes more than one transaction holds into one digest, within the store’s limit', async () => {
    const sizes: number[] = [];
    const wrap = (ports: Ports): Ports => ({
      ...ports,
      table: { ...ports.table, transact: (actions) => (sizes.push(actions.length), ports.table.transact(actions)) },
    });
    const { printed, publish, wait, world } = await openDesk(
      { ...alerting({ digest: daily }), topics: alerting({ digest: daily }).topics.map((one) => ({ ...one, any: ['معتقل*'] })) },
      { wrap },
    );
    const many = Array.from({ length: 130 }, (_, nth) => `معتقل ${wordsOf(1_000 + nth, 5)}`);
    await publish(...many);
    const heldCount = (await ledgerOf(world)).length;
    expect(heldCount).toBeGreaterThan(tableLimits.transactionActionsMax);
    await wait(11 * hourMs, hourMs);
    expect(printed).toHaveLength(1);
    expect(printed[0]!.digest).toMatchObject({ itemCount: heldCount });
    expect(printed[0]!.digest!.items).toHaveLength(100);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(tableLimits.transactionActionsMax);
    expect((await ledgerOf(world)).every(({ state }) => state === 'folded')).toBe(true);
  });

  it('links to the topic’s own feed, where there is one and a door to it', async () => {
    const texts: string[] = [];
    const wrap = (ports: Ports): Ports => ({
      ...ports,
      print: (text, record) => {
        texts.push(text);
        ports.print(text, record);
      },
      door: { link: async (path) => `https://door.example.org${path}?s=x` },
    });
    const many = Array.from({ length: 104 }, (_, nth) => `معتقل ${wordsOf(5_000 + nth, 5)}`);
    const { publish, wait } = await openDesk(
      {
        ...alerting({ digest: daily, channels: ['console', 'feed'] }),
        channels: [{ name: 'console', type: 'console' }, { name: 'feed', type: 'feed' }],
      },
      { wrap },
    );
    await publish(...many);
    await wait(11 * hourMs, hourMs);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/and \d+ more, in the topic's own feed\n +https:\/\/door\.example\.org\/topics\/detainees\.xml\?s=x\n/u);
  }, 20_000);

  it('follows the owner’s own clock, and a topic’s where it names one', async () => {
    const fields = alerting({ digest: { ...daily, timeZone: 'America/New_York' } });
    const { printed, publish, wait } = await openDesk({ ...fields, timeZone: 'Asia/Baghdad' });
    await publish(events[0]);
    await wait(24 * hourMs, hourMs);
    expect(printed.map(({ digest }) => digest?.slotMs)).toEqual([Date.UTC(2026, 1, 13, 23)]);
    const baghdad = await openDesk({ ...alerting({ digest: daily }), timeZone: 'Asia/Baghdad' });
    await baghdad.publish(events[0]);
    await baghdad.wait(24 * hourMs, hourMs);
    expect(baghdad.printed.map(({ digest }) => digest?.slotMs)).toEqual([Date.UTC(2026, 1, 13, 15)]);
  });

  it('ends as dead, and seen, when its topic is gone before its time', async () => {
    const { world, outlet, printed, publish, wait } = await openDesk(alerting({ digest: daily }));
    await publish(events[0]);
    await apply(world.ports, configOf([outlet.url], { topics: [topicOf('other', { any: ['x'] })] }));
    await wait(11 * hourMs, hourMs);
    expect(await ledgerOf(world)).toMatchObject([{ state: 'dead', reason: 'the topic is no longer in the config' }]);
    expect(printed.every(({ digest }) => digest === undefined)).toBe(true);
  });
}); // prettier-ignore

describe('the cap per hour', () => {
  it('turns what it holds back into one line, and loses none of it', async () => {
    const { world, printed, publish, wait } = await openDesk(alerting({ perHourMax: 2 }));
    await publish(...events);
    expect(printed.map((one) => Object.keys(one)[0])).toEqual(['alert', 'alert']);
    expect((await ledgerOf(world)).filter(({ state }) => state === 'held')).toHaveLength(6);
    await wait(70 * minuteMs);
    expect(printed).toHaveLength(3);
    expect(printed[2]!.digest).toMatchObject({ why: 'cap', itemCount: 6 });
    expect(sorted(titlesOf(printed))).toEqual(sorted(events));
    await wait(5 * hourMs, hourMs / 2);
    expect(printed).toHaveLength(3);
  });

  it('never lets more through in an hour, however often it is tried', async () => {
    const times: number[] = [];
    const desk = await openDesk(alerting({ perHourMax: 1 }), {
      onPrint: () => times.push(desk.world.nowMs()),
    });
    for (const event of events) await desk.publish(event);
    await desk.wait(5 * hourMs, 7 * minuteMs);
    expect(sorted(titlesOf(desk.printed))).toEqual(sorted(events));
    for (const [nth, atMs] of times.slice(1).entries())
      expect(atMs - times[nth]!).toBeGreaterThanOrEqual(hourMs);
  });
});

describe('breaking news', () => {
  const quiet = { fromMinute: 8 * 60, toMinute: 12 * 60, timeZone: 'UTC' };
  const told = 'نقل 150 معتقلا من سجن الحسكة إلى بغداد على متن مروحيات';
  const again = 'مروحيات تنقل 150 معتقلا من سجن الحسكة باتجاه بغداد';

  it('passes quiet hours when its score is high enough, and only then', async () => {
    const waiting = await openDesk(alerting({ quiet, breaking: { score: 100 } }));
    await waiting.publish(events[0]);
    expect(waiting.printed).toEqual([]);
    const woken = await openDesk(alerting({ quiet, breaking: { score: 1 } }));
    await woken.publish(events[0]);
    expect(titlesOf(woken.printed)).toEqual([events[0]]);
  });

  it.each([['quiet hours', { quiet }], ['a digest', { digest: daily }]])('is let out of %s when enough texts report it', async (_, policy) => {
    const { world, printed, publish, wait } = await openDesk(alerting({ ...policy, breaking: { texts: 2 } }));
    await publish(told, events[1]);
    expect(printed).toEqual([]);
    await publish(again);
    expect(titlesOf(printed)).toEqual([told]);
    await wait(11 * hourMs, hourMs);
    expect(titlesOf(printed)).toEqual([told, events[1]]);
    expect((await ledgerOf(world)).every(({ state }) => state === 'sent' || state === 'folded')).toBe(true);
  });

  it('keeps to the cap', async () => {
    const { printed, publish } = await openDesk(alerting({ perHourMax: 1, breaking: { score: 1 } }));
    await publish(...events.slice(0, 3));
    expect(printed).toHaveLength(1);
  });
}); // prettier-ignore
