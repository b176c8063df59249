import { describe, expect, it } from 'vitest';
import { apply } from '../../shared/pipeline/apply.ts';
import { learn } from '../../shared/pipeline/learn.ts';
import { getArticleObject } from '../../shared/store/articles.ts';
import { conceptTable, getLearned } from '../../shared/store/frequencies.ts';
import { dayMs } from '../../shared/store/ids.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { failing, itemOf, minuteMs, outletWith, startMs, stored, worldWith } from './outlet.ts';
import { configOf, type Item, type TestWorld } from './test-world.ts';

const sentences = [
  'نقل 150 معتقلا من سجن الحسكة إلى بغداد',
  'افتتاح معرض للكتاب في العاصمة بغداد',
  'سجن جديد في بغداد يستقبل المعتقلين',
];
const dayOne = '2026-02-13';
/** startMs is at eight in the morning. */
const toMidnightMs = 16 * 60 * minuteMs;
const wordOf = (word: string) => analyse(word, 'ar').tokens[0]!.term;

/** An outlet whose articles are all read on the first day. */
async function newsroom(faults: Parameters<typeof worldWith>[1] = {}) {
  const items: Item[] = sentences.map((sentence, at) => itemOf(`a${at}`, sentence));
  const outlet = await outletWith(items);
  const world = await worldWith(startMs, faults);
  await apply(world.ports, configOf([outlet.url]));
  await world.tick();
  return { items, world };
}

const pass = async (world: TestWorld, ms: number) => {
  world.advance(ms);
  await world.tick();
};

describe('learning how frequent words are', () => {
  it('counts a day once it is over, by language, and concepts over all of them', async () => {
    const { world } = await newsroom();
    await pass(world, toMidnightMs + 5 * minuteMs);
    expect(await getLearned(world.ports.table)).toMatchObject({ body: { throughDay: '2026-02-12' } });
    await pass(world, 6 * minuteMs);
    expect((await getLearned(world.ports.table))?.body).toMatchObject({ throughDay: dayOne });
    // The source looks once an hour.
    world.advance(60 * minuteMs);
    const arabic = await world.ports.frequencies('ar');
    expect(arabic?.counts.articles).toBe(3);
    expect(arabic?.counts.terms.get(wordOf('بغداد'))).toBe(3);
    expect(arabic?.counts.terms.get(wordOf('معرض'))).toBe(1);
    expect(arabic?.counts.terms.get(wordOf('في'))).toBeUndefined();
    const concepts = await world.ports.frequencies(conceptTable);
    expect(concepts?.counts.terms.get('prison')).toBe(2);
    for (const none of ['en', 'constructor', '__proto__'])
      expect(await world.ports.frequencies(none)).toBeUndefined();
  });

  it('later articles are ranked by what was learned, and say by which object', async () => {
    const { items, world } = await newsroom();
    await pass(world, toMidnightMs + 15 * minuteMs);
    items.unshift(itemOf('new', 'مظاهرة في بغداد أمام سجن المطار', world.nowMs()));
    await pass(world, 61 * minuteMs);
    const [latest, ...earlier] = await Promise.all((await stored(world.ports)).map(({ objectKey }) => getArticleObject(world.ports.blobs, objectKey))); // prettier-ignore
    const keys = [await world.ports.frequencies('ar'), await world.ports.frequencies(conceptTable)].map((one) => one?.key); // prettier-ignore
    expect(latest?.article.frequencies).toEqual(keys);
    expect(keys[0]).toMatch(/^frequencies\/ar\/2026-02-13-[0-9a-f]{8}\.json$/);
    for (const object of earlier) expect(object?.article.frequencies).toBeUndefined();
  });

  it('a day is counted once, though its job comes twice, side by side or after a failure', async () => {
    let isBroken = true;
    const { world } = await newsroom({
      wrap: (ports) => ({
        ...ports,
        table: { ...ports.table, put: (item, when) => isBroken && item.pk === 'frequencies' ? Promise.reject(new Error('down')) : ports.table.put(item, when) }, // prettier-ignore
      }),
    });
    world.advance(toMidnightMs + 15 * minuteMs);
    await expect(learn(world.ports)).rejects.toThrow('down');
    isBroken = false;
    const outcomes = await Promise.all([learn(world.ports), learn(world.ports)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['learned', 'moved']);
    expect(await learn(world.ports)).toEqual({ kind: 'skipped' });
    expect((await world.ports.frequencies('ar'))?.counts.articles).toBe(3);
  });

  it('catches up on days that were slept through, and what is older counts less', async () => {
    const { items, world } = await newsroom();
    world.advance(9 * dayMs);
    items.unshift(itemOf('new', 'مظاهرة في بغداد', world.nowMs()));
    await world.tick();
    await pass(world, dayMs);
    for (let round = 0; round < 3; round += 1) await pass(world, 6 * minuteMs);
    expect((await getLearned(world.ports.table))?.body.throughDay).toBe('2026-02-22');
    world.advance(60 * minuteMs);
    const found = await world.ports.frequencies('ar');
    expect(found?.counts.articles).toBeCloseTo(3 * 2 ** (-9 / 30) + 1, 2);
  });

  it('an object that cannot be read stops the day, not the news', async () => {
    let isBroken = false;
    const { items, world } = await newsroom({
      wrap: (ports) => ({ ...ports, blobs: failing(ports.blobs, (key) => isBroken && key.startsWith('frequencies/')) }), // prettier-ignore
    });
    isBroken = true;
    await pass(world, toMidnightMs + 15 * minuteMs);
    items.unshift(itemOf('new', 'العثور على معتقلين في نينوى', world.nowMs()));
    await pass(world, 11 * minuteMs);
    expect(world.alerts).toHaveLength(1);
    isBroken = false;
    await pass(world, 6 * minuteMs);
    expect((await getLearned(world.ports.table))?.body.throughDay).toBe(dayOne);
  });
});
