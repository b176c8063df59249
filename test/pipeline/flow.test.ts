import { describe, expect, it } from 'vitest';
import { apply } from '../../shared/pipeline/apply.ts';
import { getArticleObject } from '../../shared/store/articles.ts';
import { failing, itemOf, minuteMs, outletWith, startMs, stateOf, stored, worldWith } from './outlet.ts';
import { configOf, type Item } from './test-world.ts';

describe('from feed to alert', () => {
  it('stores the first look without alerting, alerts on what comes later, and once', async () => {
    const items = [itemOf('old', 'وصول معتقلين إلى بغداد', startMs - minuteMs)];
    const outlet = await outletWith(items);
    const world = await worldWith(startMs);
    await apply(world.ports, configOf([outlet.url]));
    await world.tick();
    expect(world.alerts).toEqual([]);
    expect(await stored(world.ports)).toMatchObject([{ isBaseline: true, hits: ['detainees'] }]);

    items.unshift(
      itemOf('new', 'العثور على للمعتقلين مقابر في نينوى', world.nowMs() + minuteMs),
      itemOf('far', 'افتتاح معرض للكتاب في العاصمة', world.nowMs() + minuteMs),
    );
    world.advance(11 * minuteMs);
    await world.tick();
    expect(world.alerts).toHaveLength(1);
    expect(world.alerts[0]).toMatchObject({
      topic: 'detainees',
      chapter: 0,
      article: { url: `${outlet.origin}/a/new`, outlet: 'صحيفة' },
      evidence: expect.arrayContaining([expect.objectContaining({ surface: 'للمعتقلين' })]) as unknown,
    });
    for (let round = 0; round < 3; round += 1) {
      world.advance(11 * minuteMs);
      await world.tick();
    }
    expect(world.alerts).toHaveLength(1);
    expect(await stored(world.ports)).toHaveLength(3);
  });

  it('asks conditionally, and remembers the validators only once the entries are safe', async () => {
    const items = [itemOf('one', 'خبر عن معتقل')];
    const outlet = await outletWith(items);
    let isBroken = true;
    const world = await worldWith(startMs, {
      wrap: (ports) => ({
        ...ports,
        blobs: failing(ports.blobs, (key) => isBroken && key.startsWith('entries/')),
      }),
    });
    await apply(world.ports, configOf([outlet.url]));
    await world.tick();
    expect((await stateOf(world, outlet.url))?.etag).toBeUndefined();
    isBroken = false;
    world.advance(2 * minuteMs);
    await world.tick();
    world.advance(11 * minuteMs);
    await world.tick();
    const asked = outlet.seen.filter(({ path }) => path === '/feed').map(({ etag }) => etag !== undefined);
    expect(asked).toEqual([false, false, true]);
    expect(await stored(world.ports)).toHaveLength(1);
  });

  it('tells the same story of two outlets once, and a changed count as a new chapter', async () => {
    const firstItems: Item[] = [];
    const secondItems: Item[] = [];
    const outlets = [await outletWith(firstItems), await outletWith(secondItems)];
    const world = await worldWith(startMs);
    await apply(world.ports, configOf(outlets.map(({ url }) => url)));
    await world.tick();
    const told = 'نقل 150 معتقلا من سجن الحسكة إلى بغداد على متن مروحيات';
    firstItems.unshift(itemOf('a', told, world.nowMs() + minuteMs));
    secondItems.unshift(itemOf('b', `عاجل: ${told}`, world.nowMs() + 2 * minuteMs));
    world.advance(11 * minuteMs);
    await world.tick();
    expect(world.alerts.map(({ chapter }) => chapter)).toEqual([0]);
    firstItems.unshift(
      itemOf(
        'c',
        'نقل 2000 معتقل من سجن الحسكة إلى بغداد على متن مروحيات حتى الآن',
        world.nowMs() + minuteMs,
      ),
    );
    world.advance(11 * minuteMs);
    await world.tick();
    expect(world.alerts.map(({ chapter, newFacts }) => [chapter, newFacts])).toEqual([
      [0, []],
      [1, ['150 -> 2000']],
    ]);
  });

  it('uses the feed’s own text where the page is missing, and the article says so', async () => {
    const items: Item[] = [];
    const outlet = await outletWith(items);
    const world = await worldWith(startMs);
    await apply(world.ports, configOf([outlet.url]));
    await world.tick();
    items.push(itemOf('lost', 'فرار معتقل من السجن', world.nowMs() + minuteMs));
    outlet.missing.add('lost');
    world.advance(11 * minuteMs);
    await world.tick();
    expect(world.alerts).toMatchObject([{ article: { textFromFeed: 'the page answered HTTP 404' } }]);
    const [record] = await stored(world.ports);
    const object = await getArticleObject(world.ports.blobs, record!.objectKey);
    expect(object?.article.text).toContain('فرار معتقل من السجن');
  });

  it('takes what a feed shows again under other ids for known, not for news', async () => {
    const items = Array.from({ length: 8 }, (_, index) =>
      itemOf(`n${index}`, `خبر رقم ${index} عن معتقل`, startMs - minuteMs),
    );
    const outlet = await outletWith(items);
    const world = await worldWith(startMs);
    await apply(world.ports, configOf([outlet.url]));
    await world.tick();
    items.splice(0, items.length, ...items.map((item) => ({ ...item, id: `${item.id}-x` })));
    world.advance(11 * minuteMs);
    await world.tick();
    expect(world.alerts).toEqual([]);
  });
});
