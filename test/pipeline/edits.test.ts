import { describe, expect, it } from 'vitest';
import { apply } from '../../shared/pipeline/apply.ts';
import { limits } from '../../shared/pipeline/limits.ts';
import { getArticleObject } from '../../shared/store/articles.ts';
import { getWindow, saveWindow } from '../../shared/store/feeds.ts';
import { idOf } from '../../shared/store/ids.ts';
import { getHit, getStories } from '../../shared/store/stories.ts';
import { wordsOf } from './desk-of.ts';
import { asking, detainees, told, watched } from './edited.ts';
import { closers, minuteMs, startMs, stored } from './outlet.ts';
import { configOf, rssOf, serve, topicOf, type Item } from './test-world.ts';

const alertedTopics = ({ alerts }: { alerts: readonly { topic: string }[] }) =>
  alerts.map(({ topic }) => topic);

describe('an article that is edited', () => {
  it('keeps its identity and both versions, and alerts no second time', async () => {
    const { world, publish, edit, recordOf } = await watched([detainees]);
    await publish('one', told('نقل 150 معتقلا إلى بغداد'));
    const before = await recordOf('one');
    await edit('one', told('نقل 2000 معتقل إلى بغداد والبصرة', 2));
    const after = await recordOf('one');
    expect(await stored(world.ports)).toHaveLength(1);
    expect(after).toMatchObject({ id: before.id, url: before.url, readAtMs: before.readAtMs, title: 'نقل 2000 معتقل إلى بغداد والبصرة' });
    expect(after.versions).toEqual([
      { readAtMs: before.readAtMs, objectKey: before.objectKey },
      { readAtMs: expect.any(Number) as number, objectKey: after.objectKey, edit: { changed: ['title', 'text'], newHits: [] } },
    ]);
    const texts = await Promise.all(after.versions!.map(({ objectKey }) => getArticleObject(world.ports.blobs, objectKey)));
    expect(texts.map((object) => object?.article.title)).toEqual([before.title, after.title]);
    const rows = async (terms: readonly string[]) => {
      const pks = terms.map((term) => `keyword#${after.lang}#${term}#${new Date(after.readAtMs).toISOString().slice(0, 10)}`);
      return world.ports.table.getMany(pks.map((pk) => ({ pk, sk: after.id })));
    };
    const gone = before.keywords.filter((term) => !after.keywords.includes(term));
    expect([gone.length > 0, await rows(gone), (await rows(after.keywords)).length]).toEqual([true, [], after.keywords.length]);
    expect(world.alerts).toHaveLength(1);
  }); // prettier-ignore

  it('is not read again for what a template does, nor written when its page says the same', async () => {
    const { world, publish, edit, pageReads, recordOf } = await watched([detainees]);
    const words = told('محاكمة معتقل في الموصل');
    await publish('one', words);
    await edit('one', { text: `&lt;p class="x"&gt;${words.text}&lt;/p&gt;&lt;p&gt;17 مشاهدة&lt;/p&gt;` });
    expect(pageReads('one')).toBe(1);
    await edit('one', { text: `${words.text} للمزيد تابعوا قناتنا` });
    expect(pageReads('one')).toBe(2);
    const { versions } = await recordOf('one');
    expect(versions).toHaveLength(2);
    // Its feed has taken the line back, and the page still shows it.
    const { outlet, world: other, items, look } = await watched([detainees]);
    items.unshift({ id: 'two', ...words, atMs: other.nowMs() + minuteMs });
    await look();
    outlet.answer({ status: 200, headers: {}, body: `<rss version="2.0"><channel><title>صحيفة</title><item><title>${words.title}</title><link>${outlet.origin}/a/two</link><guid>two</guid><description>موجز آخر للخبر نفسه.</description></item></channel></rss>` });
    await look();
    expect(outlet.seen.filter(({ path }) => path === '/a/two')).toHaveLength(2);
    const [record] = await stored(other.ports);
    expect(record?.versions).toBeUndefined();
    expect(await other.ports.table.query({ pk: 'unread', on: 'index', itemsMax: 10 })).toMatchObject({ items: [] });
    expect(world.alerts).toHaveLength(1);
  }); // prettier-ignore

  it('alerts a topic that it hits only since, with the receipt', async () => {
    const { world, publish, edit, recordOf } = await watched([detainees]);
    await publish('one', told('اجتماع أمني في العاصمة'));
    expect((await recordOf('one')).objectKey).toMatch(/^texts\//u);
    await edit('one', told('اجتماع أمني في العاصمة حول المعتقلين'));
    expect(world.alerts).toMatchObject([{ chapter: 0, newFacts: [], evidence: [{ surface: 'المعتقلين' }] }]);
    expect(await recordOf('one')).toMatchObject({ hits: ['detainees'], objectKey: expect.stringMatching(/^articles\//u) as string });
  }); // prettier-ignore

  it('lists the first of its versions and the latest, where there are more than its row holds', async () => {
    const changeable = limits as { versionsMax: number };
    const { versionsMax } = limits;
    changeable.versionsMax = 3;
    try {
      const { publish, edit, recordOf } = await watched([detainees]);
      await publish('one', told('خبر متجدد عن معتقل'));
      const { objectKey } = await recordOf('one');
      for (let seed = 2; seed < 6; seed += 1) await edit('one', told('خبر متجدد عن معتقل', seed));
      const record = await recordOf('one');
      expect(record.versions).toHaveLength(3);
      expect([record.versions?.[0]?.objectKey, record.versions?.[2]?.objectKey]).toEqual([objectKey, record.objectKey]);
    } finally {
      changeable.versionsMax = versionsMax;
    }
  }); // prettier-ignore

  it('stays a hit that it no longer is, and its text is kept', async () => {
    const { world, publish, edit, recordOf } = await watched([detainees]);
    await publish('one', told('الإفراج عن معتقل في حلب'));
    await edit('one', told('الإفراج عن رجل في حلب'));
    expect(await recordOf('one')).toMatchObject({
      hits: ['detainees'],
      objectKey: expect.stringMatching(/^articles\//u) as string,
    });
    await edit('one', told('الإفراج عن معتقل في حلب'));
    expect(world.alerts).toHaveLength(1);
  });

  it('keeps what its page said while only the feed’s own text can be had', async () => {
    const { outlet, publish, edit, recordOf, world } = await watched([detainees]);
    const words = told('فرار معتقل من السجن');
    await publish('one', words);
    outlet.missing.add('one');
    await edit('one', { title: 'القبض على معتقل فر من السجن', text: 'موجز قصير.' });
    const record = await recordOf('one');
    expect(record).toMatchObject({ title: 'القبض على معتقل فر من السجن', versions: [{}, { edit: { changed: ['title'] } }] });
    expect(record.textFromFeed).toBeUndefined();
    expect((await getArticleObject(world.ports.blobs, record.objectKey))?.article.text).toContain(words.text);
  }); // prettier-ignore
});

it('is not edited by another feed that words its title in its own way, but by what its page says then', async () => {
  const { world, outlet, items, publish, look } = await watched([asking]);
  const other: Item[] = [];
  const server = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rssOf(outlet.origin, other));
  });
  closers.push(() => server.close());
  await apply(world.ports, configOf([outlet.url, `${server.origin}/feed`], { topics: [asking] }));
  await look();
  const words = told('زيارة معتقل في البصرة');
  await publish('one', words);
  const shown = { id: 'one', atMs: world.nowMs() };
  other.push({ ...shown, title: `${words.title} - صحيفة`, text: 'موجز.' });
  await look();
  other[0] = { ...shown, title: `${words.title} | صحيفة اليوم`, text: 'موجز آخر للخبر.' };
  await look();
  expect(outlet.seen.filter(({ path }) => path === '/a/one')).toHaveLength(3);
  expect((await stored(world.ports))[0]?.versions).toBeUndefined();
  const page = told('زيارة معتقل في البصرة', 9).text;
  items[0] = { ...items[0]!, text: page };
  other[0] = { ...shown, title: words.title, text: 'موجز ثالث للخبر.' };
  await look();
  expect(await stored(world.ports)).toMatchObject([{ title: words.title, versions: [{}, { edit: { changed: ['text'] } }] }]);
  expect(world.alerts.map(({ chapter, newFacts }) => [chapter, ...newFacts])).toEqual([[0], [1, 'edited: text']]);
}); // prettier-ignore

describe('a topic that asks for edits', () => {
  it('is told each as a chapter of the story, whose counts do not grow', async () => {
    const { world, publish, edit, facts, recordOf } = await watched([asking]);
    await publish('one', told('نقل 150 معتقلا إلى بغداد'));
    await edit('one', told('نقل 2000 معتقل إلى بغداد'));
    await edit('one', told('نقل 2000 معتقل إلى بغداد', 2));
    expect(facts()).toEqual([[0], [1, 'edited: title, 150 -> 2000'], [2, 'edited: text']]);
    const { id } = await recordOf('one');
    const hit = await getHit(world.ports.table, 'detainees', id);
    expect(hit).toMatchObject({ chapter: 0, editChapters: [1, 2] });
    const [story] = await getStories(world.ports.table, 'detainees', [hit!.story]);
    expect(story).toMatchObject({ articleCount: 1, independentCount: 1, chapterCount: 3 });
    expect(world.alerts.map(({ size }) => size)).toEqual(Array(3).fill({ outletCount: 1, independentCount: 1 }));
  }); // prettier-ignore

  it('is told in a story that is over, and another report of the new count tells nothing', async () => {
    const { world, publish, edit, alerts, facts } = await watched([asking]);
    await publish('one', told('نقل 150 معتقلا من سجن الحسكة إلى بغداد على متن مروحيات'));
    await edit('one', told('نقل 2000 معتقل من سجن الحسكة إلى بغداد على متن مروحيات'));
    await publish('two', told('نقل 2000 معتقل من سجن الحسكة إلى بغداد على متن مروحيات اليوم', 5));
    expect(facts()).toEqual([[0], [1, 'edited: title, 150 -> 2000']]);
    world.advance(4 * 24 * 60 * minuteMs);
    await edit('one', told('نقل 2000 معتقل من سجن الحسكة إلى بغداد على متن مروحيات', 3));
    expect(facts().slice(2)).toEqual([[2, 'edited: text']]);
    expect(new Set(alerts().map(({ story }) => story)).size).toBe(1);
  });
});

it('leaves the count to be told by another article where the topic does not ask for edits', async () => {
  const { publish, edit, facts } = await watched([detainees]);
  await publish('one', told('نقل 150 معتقلا من سجن الحسكة إلى بغداد على متن مروحيات'));
  await edit('one', told('نقل 2000 معتقل من سجن الحسكة إلى بغداد على متن مروحيات'));
  await publish('two', told('نقل 2000 معتقل من سجن الحسكة إلى بغداد على متن مروحيات اليوم', 5));
  expect(facts()).toEqual([[0], [1, '150 -> 2000']]);
});

describe('an article of the first look that is edited', () => {
  const old = (sentence: string): Item[] => [{ id: 'old', ...told(sentence), atMs: startMs - minuteMs }];

  it('alerts a topic that it hits only since, and none that it hit before', async () => {
    const strike = topicOf('strike', { any: ['إضراب'] });
    const { world, edit } = await watched([detainees, strike], old('زيارة معتقل في البصرة'));
    await edit('old', told('زيارة معتقل في البصرة بعد إضراب'));
    expect(alertedTopics(world)).toEqual(['strike']);
  });

  it('is told where the topic asks for edits: what was added was not there', async () => {
    const { edit, facts } = await watched([asking], old('زيارة معتقل في البصرة'));
    await edit('old', told('زيارة ثانية لمعتقل في البصرة'));
    expect(facts()).toEqual([[0, 'edited: title']]);
  });
});

it('alerts nothing to a topic that came after the article and would have been hit before the edit', async () => {
  const { world, outlet, publish, edit, recordOf } = await watched([detainees]);
  await publish('one', told('اجتماع عن الموانئ في طرابلس'));
  await apply(world.ports, configOf([outlet.url], { topics: [detainees, topicOf('ports', { any: ['الموانئ'] })] }));
  await edit('one', told('اجتماع ثان عن الموانئ في طرابلس'));
  expect(world.alerts).toEqual([]);
  expect(await recordOf('one')).toMatchObject({ hits: ['ports'] });
}); // prettier-ignore

describe('what is taken for an edit', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index): Item => ({ id: `n${index}`, ...told(`خبر عن ${wordsOf(index + 50, 3)}`, index), atMs: startMs - minuteMs })); // prettier-ignore
  const reread = ({ outlet }: { outlet: { seen: { path: string }[] } }, count: number) =>
    outlet.seen.filter(({ path }) => path.startsWith('/a/')).length - count;

  it.each([
    ['two of five', 5, 2, 2],
    ['three of five: the feed writes in another way', 5, 3, 0],
    ['four of twenty', 20, 4, 4],
    ['five of twenty', 20, 5, 0],
    ['more than one poll reads', 100, 14, limits.editsPerPollMax],
  ])('%s', async (_, count, editCount, readCount) => {
    const desk = await watched([detainees], many(count));
    desk.items.forEach((item, index) => {
      if (index < editCount) desk.items[index] = { ...item, text: `${item.text} تحديث جديد للخبر.` };
    });
    await desk.look();
    expect(reread(desk, count)).toBe(readCount);
    // What had to wait is read with the feed's next document; a template has been learned.
    desk.items.unshift({ id: 'new', ...told('خبر آخر'), atMs: desk.world.nowMs() });
    await desk.look();
    expect(reread(desk, count)).toBe((readCount === 0 ? 0 : editCount) + 1);
  });

  it('not what a window of an earlier version, without marks, says nothing of', async () => {
    const desk = await watched([detainees], many(3));
    const feedId = idOf('feed', desk.outlet.url);
    const window = await getWindow(desk.world.ports.table, feedId);
    await saveWindow(
      desk.world.ports.table,
      feedId,
      new Map([...window.keys()].map((id) => [id, undefined])),
    );
    await desk.edit('n0', told('خبر صار عن معتقل'));
    expect(reread(desk, 3)).toBe(0);
    await desk.edit('n0', told('خبر صار عن معتقل في حلب'));
    expect(reread(desk, 3)).toBe(1);
  });

  it('not what is edited without end', async () => {
    const { publish, edit, pageReads } = await watched([detainees]);
    await publish('one', told('خبر متجدد عن معتقل'));
    for (let round = 0; round < limits.editsPerEntryMax + 3; round += 1) {
      await edit('one', told('خبر متجدد عن معتقل', 100 + round));
    }
    expect(pageReads('one')).toBe(1 + limits.editsPerEntryMax);
  });
});
