import { describe, expect, it } from 'vitest';
import type { Notice } from '../../shared/domain/notice.ts';
import type { Topic } from '../../shared/domain/topic.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { sweep } from '../../shared/pipeline/sweep.ts';
import { itemOf, minuteMs, outletWith, startMs, worldWith } from './outlet.ts';
import { configOf, topicOf, type Item } from './test-world.ts';

const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A topic of two groups, and whatever the console was told about silence. */
async function watched(fields: Partial<Topic> = {}) {
  const items: Item[] = [itemOf('old', 'خبر قديم', startMs - minuteMs)];
  const outlet = await outletWith(items);
  const notices: Notice[] = [];
  const world = await worldWith(startMs, {
    wrap: (ports) => ({
      ...ports,
      print: (text, record) => {
        const { notice } = record as { notice?: Notice };
        if (notice === undefined) ports.print(text, record);
        else if (notice.kind.startsWith('silence')) notices.push(notice);
      },
    }),
  });
  const topic = topicOf('detainees', { title: 'نقل المعتقلين', weights: { معتقل: 2, سجن: 4 }, threshold: 9, ...fields });
  const config = configOf([outlet.url], { topics: [topic] });
  await apply(world.ports, config);
  await world.tick();
  const live = async (ms: number, stepMs = hourMs) => {
    for (const endMs = world.nowMs() + ms; world.nowMs() < endMs;) {
      const day = Math.floor(world.nowMs() / dayMs);
      if (items[0]?.id !== `d${day}`) items.unshift(itemOf(`d${day}`, `أسعار الخضار في أسواق اليوم ${day}`, world.nowMs()));
      world.advance(stepMs);
      await world.tick();
    }
  };
  const publish = async (id: string, sentence: string) => {
    items.unshift(itemOf(id, sentence, world.nowMs() + minuteMs));
    await live(hourMs, 11 * minuteMs);
  };
  return { outlet, notices, world, config, live, publish };
} // prettier-ignore

describe('a silent topic', () => {
  it('is told once, with the feeds, the articles read and the best score; and once when it alerts again', async () => {
    const { notices, live, publish, world } = await watched();
    await publish('a', 'اجتماع حول السجن في بغداد');
    await publish('b', 'أمطار غزيرة على الساحل');
    await live(7 * dayMs);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ kind: 'silence', title: 'نقل المعتقلين: no alert for 7 days' });
    expect(notices[0]?.text).toMatch(/^1 of 1 feeds healthy, 10 articles read, best score 0\.\d\d of the threshold\. The feeds do well/u);
    await live(14 * dayMs);
    expect(notices).toHaveLength(1);
    await publish('c', 'نقل معتقل من السجن إلى سجن آخر');
    await live(3 * hourMs);
    expect(world.alerts).toHaveLength(1);
    expect(notices.map(({ kind, title }) => [kind, title])).toEqual([
      ['silence', 'نقل المعتقلين: no alert for 7 days'],
      ['silence-over', 'نقل المعتقلين: alerts again'],
    ]);
    expect(notices[1]?.text).toBe('It has alerted, 14 days after its silence was told.');
  }, 60_000);

  it('is told by the feeds where they are dead', async () => {
    const { notices, live, outlet } = await watched({ alert: { channels: ['console'], backfill: false, silence: dayMs } });
    outlet.answer({ status: 500, headers: {}, body: '' });
    await live(2 * dayMs);
    expect(notices[0]?.text).toMatch(/^0 of 1 feeds healthy, \d articles? read, none near the threshold\. Look at the feeds first/u);
  });

  it('is not told where the owner wants no word, nor for the time in which nothing ran', async () => {
    const off = await watched({ alert: { channels: ['console'], backfill: false, silence: 'off' } });
    await off.live(20 * dayMs, 6 * hourMs);
    expect(off.notices).toEqual([]);
    const stopped = await watched();
    await stopped.live(2 * dayMs);
    stopped.world.advance(30 * dayMs);
    await stopped.live(2 * dayMs);
    expect(stopped.notices).toEqual([]);
  }, 30_000);

  it('is not told after three days where it alerts once a month', async () => {
    const { notices, live, publish, world } = await watched();
    await publish('a', 'نقل معتقل من السجن إلى سجن آخر');
    await live(30 * dayMs);
    await publish('b', 'محاكمة معتقل سابق في سجن الحسكة تبدأ غدا');
    expect(world.alerts).toHaveLength(2);
    // By then it was told that its first month's silence is over.
    await live(3 * hourMs);
    notices.length = 0;
    await live(30 * dayMs, 2 * hourMs);
    expect(notices).toEqual([]);
  }, 60_000);

  it('is told once where two ticks meet, and costs one read a tick in between', async () => {
    const { notices, live, world } = await watched({ alert: { channels: ['console'], backfill: false, silence: hourMs } });
    let getCount = 0;
    const { table } = world.ports;
    const counting = { ...world.ports, table: { ...table, get: (key: Parameters<typeof table.get>[0]) => {
      if (key.pk === 'silence') getCount += 1;
      return table.get(key);
    } } } as typeof world.ports;
    await live(hourMs, minuteMs);
    world.advance(2 * hourMs);
    await Promise.all([sweep(counting), sweep(counting), sweep(counting)]);
    // The tick after finds the delivery.
    await world.tick();
    expect(notices.map(({ kind }) => kind)).toEqual(['silence']);
    getCount = 0;
    for (let tick = 0; tick < 30; tick += 1) await sweep(counting);
    expect(getCount).toBe(30);
  });
}); // prettier-ignore
