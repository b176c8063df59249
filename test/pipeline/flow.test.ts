import { afterEach, describe, expect, it } from 'vitest';
import type { Blobs } from '../../shared/ports/blobs.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { articlesSince, getArticleObject } from '../../shared/store/articles.ts';
import { getDeliveries } from '../../shared/store/deliveries.ts';
import { getFeed } from '../../shared/store/feeds.ts';
import { idOf } from '../../shared/store/ids.ts';
import {
  configOf,
  pageOf,
  rssOf,
  serve,
  testWorld,
  topicOf,
  type Item,
  type TestWorld,
} from './test-world.ts';

const startMs = Date.UTC(2026, 1, 13, 8);
const minuteMs = 60_000;
/** What else stands in an article: something of its own, as articles have it. */
const paddings = [
  'وذكرت المصادر أن التفاصيل ستعلن في وقت لاحق من اليوم بعد اجتماع المسؤولين في العاصمة.',
  'وقالت عائلته إنها تنتظر تقرير الطبيب الشرعي قبل أن تقرر رفع دعوى أمام المحاكم المدنية.',
  'وانطلقت مسيرة من الجامعة القديمة إلى الميناء شارك فيها طلاب ومحامون وفنانون معروفون.',
];
const itemOf = (id: string, sentence: string, atMs = startMs + minuteMs): Item => ({
  id,
  title: sentence,
  text: `${sentence}. ${paddings[(id.codePointAt(id.length - 1) ?? 0) % paddings.length]}`,
  atMs,
});

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function worldWith(...given: Parameters<typeof testWorld>): Promise<TestWorld> {
  const world = await testWorld(...given);
  closers.push(() => world.close());
  return world;
}

/** An outlet whose feed shows what the test puts into it; pages can be missing. */
async function outletWith(items: Item[]) {
  const missing = new Set<string>();
  const seen: { path: string; etag?: string | undefined }[] = [];
  let feed: { status: number; headers: Record<string, string>; body: string } | undefined;
  const server = await serve((request, response, path) => {
    seen.push({ path, etag: request.headers['if-none-match'] });
    if (path === '/feed') {
      const body = rssOf(server.origin, items);
      const etag = `"${idOf('etag', body)}"`;
      if (feed !== undefined) response.writeHead(feed.status, feed.headers).end(feed.body);
      else if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
      else response.writeHead(200, { etag, 'content-type': 'application/rss+xml' }).end(body);
      return;
    }
    const item = items.find(({ id }) => path === `/a/${id}`);
    if (item === undefined || missing.has(item.id)) response.writeHead(404).end('gone');
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(item));
  });
  closers.push(() => server.close());
  return {
    url: `${server.origin}/feed`,
    origin: server.origin,
    missing,
    seen,
    answer: (other: typeof feed) => {
      feed = other;
    },
  };
}

async function stored(ports: Ports) {
  const records = [];
  for await (const record of articlesSince(ports.table, 0, ports.clock.nowMs())) records.push(record);
  return records;
}

const stateOf = async (world: TestWorld, url: string) =>
  (await getFeed(world.ports.table, idOf('feed', url)))?.state;

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

describe('what goes wrong on the way', () => {
  it('loses nothing when every message is lost', async () => {
    const items: Item[] = [];
    const outlet = await outletWith(items);
    const world = await worldWith(startMs);
    await apply(world.ports, configOf([outlet.url]));
    await world.tick();
    items.push(itemOf('one', 'الإفراج عن معتقل', world.nowMs() + minuteMs));
    world.advance(11 * minuteMs);
    const { plan } = await import('../../shared/pipeline/plan.ts');
    await plan(world.ports);
    await world.loseMessages();
    for (let round = 0; round < 6 && world.alerts.length === 0; round += 1) {
      world.advance(6 * minuteMs);
      await world.tick();
    }
    expect(world.alerts).toHaveLength(1);
  });

  it.each(['texts/', 'entries/'])(
    'loses and doubles nothing when writing %s fails now and then',
    async (prefix) => {
      const items: Item[] = [];
      const outlet = await outletWith(items);
      let writeCount = 0;
      const world = await worldWith(startMs, {
        wrap: (ports) => ({
          ...ports,
          blobs: failing(ports.blobs, (key) => key.startsWith(prefix) && writeCount++ % 3 === 0),
        }),
      });
      await apply(world.ports, configOf([outlet.url]));
      await world.tick();
      items.push(
        itemOf('a', 'محاكمة معتقل في الموصل', world.nowMs() + minuteMs),
        itemOf('b', 'وفاة معتقل في مستشفى البصرة', world.nowMs() + minuteMs),
      );
      for (let round = 0; round < 8; round += 1) {
        world.advance(11 * minuteMs);
        await world.tick();
      }
      expect(world.alerts.map(({ article }) => article.url).sort()).toEqual([
        `${outlet.origin}/a/a`,
        `${outlet.origin}/a/b`,
      ]);
    },
  );

  it.each([
    [
      'HTML',
      { status: 200, headers: {}, body: '<!doctype html><html><body>x</body></html>' },
      'misread',
      /html/u,
    ],
    ['nothing', { status: 200, headers: {}, body: '' }, 'misread', /empty/u],
    ['HTTP 500', { status: 500, headers: {}, body: 'x' }, 'failing', /HTTP 500/u],
    ['HTTP 410', { status: 410, headers: {}, body: 'x' }, 'gone', /410/u],
    [
      '20 MB',
      { status: 200, headers: {}, body: `<rss version="2.0"><channel>${' '.repeat(20_000_000)}` },
      'failing',
      /too-large/u,
    ],
    [
      'a cut-off document',
      {
        status: 200,
        headers: {},
        body: '<rss version="2.0"><channel><item><title>x</title><link>http://127.0.0.1:1/x</link></item><item><ti',
      },
      'ok',
      /cut off/u,
    ],
  ] as const)(
    'shows a feed that answers with %s, and reads the others',
    async (_, answer, health, reason) => {
      const sick = await outletWith([]);
      sick.answer(answer);
      const well = await outletWith([itemOf('one', 'خبر')]);
      const world = await worldWith(startMs);
      await apply(world.ports, configOf([sick.url, well.url]));
      await world.tick();
      expect(await stateOf(world, sick.url)).toMatchObject({
        health,
        healthReason: expect.stringMatching(reason) as string,
      });
      expect(await stateOf(world, well.url)).toMatchObject({ health: 'ok' });
      expect((await stored(world.ports)).some(({ url }) => url === `${well.origin}/a/one`)).toBe(true);
    },
  );

  it('slows a failing feed down, never stops it, and heeds Retry-After', async () => {
    const outlet = await outletWith([]);
    outlet.answer({ status: 429, headers: { 'retry-after': '7200' }, body: '' });
    const world = await worldWith(startMs);
    await apply(world.ports, configOf([outlet.url]));
    await world.tick();
    const state = await stateOf(world, outlet.url);
    expect(state?.dueAtMs).toBeGreaterThanOrEqual(world.nowMs() + 7_199_000);
    outlet.answer(undefined);
    world.advance(7_300_000);
    await world.tick();
    expect(await stateOf(world, outlet.url)).toMatchObject({ health: 'quiet', failureCount: 0 });
  });

  it('gives up a feed that never answers after the limit, while the others go on', async () => {
    const server = await serve(() => undefined);
    closers.push(() => server.close());
    const well = await outletWith([itemOf('one', 'خبر')]);
    const world = await worldWith(startMs, {
      // The client's own limit, made short: what is tested is what the feed's row says then.
      wrap: (ports) => ({
        ...ports,
        web: { fetch: (request) => ports.web.fetch({ ...request, totalMs: 300 }) },
      }),
    });
    await apply(world.ports, configOf([`${server.origin}/feed`, well.url]));
    await world.tick();
    expect(await stateOf(world, `${server.origin}/feed`)).toMatchObject({
      health: 'failing',
      healthReason: expect.stringContaining('timeout') as string,
    });
    expect(await stored(world.ports)).toHaveLength(1);
  });
});

describe('deliveries', () => {
  async function withHit(fields: Parameters<typeof configOf>[1], wrap?: (ports: Ports) => Ports) {
    const items: Item[] = [];
    const outlet = await outletWith(items);
    const world = await worldWith(startMs, wrap === undefined ? {} : { wrap });
    await apply(world.ports, configOf([outlet.url], fields));
    await world.tick();
    const publish = async (...sentences: string[]) => {
      items.push(
        ...sentences.map((sentence, index) =>
          itemOf(`${idOf(sentence)}-${index}`, sentence, world.nowMs() + minuteMs),
        ),
      );
      world.advance(11 * minuteMs);
      await world.tick();
    };
    return { world, publish };
  }

  it('tries a webhook again with the same id until it answers, then never more', async () => {
    const received: string[] = [];
    const hook = await serve((request, response) => {
      received.push(String(request.headers['webhook-id']));
      request.resume();
      response.writeHead(received.length < 4 ? 503 : 200).end();
    });
    closers.push(() => hook.close());
    const { world, publish } = await withHit({
      channels: [{ name: 'hook', type: 'webhook', url: `${hook.origin}/x` }],
      topics: [topicOf('detainees', { any: ['معتقل'], alert: { channels: ['hook'], backfill: false } })],
    });
    await publish('نقل معتقل');
    for (let round = 0; round < 5; round += 1) {
      world.advance(20 * minuteMs);
      await world.tick();
    }
    expect(received).toHaveLength(4);
    expect(new Set(received).size).toBe(1);
  });

  it('ends in the dead list with its reason when the receiver refuses', async () => {
    const hook = await serve((request, response) => {
      request.resume();
      response.writeHead(410).end();
    });
    closers.push(() => hook.close());
    const { world, publish } = await withHit({
      channels: [{ name: 'hook', type: 'webhook', url: hook.origin }],
      topics: [topicOf('detainees', { any: ['معتقل'], alert: { channels: ['hook'], backfill: false } })],
    });
    await publish('نقل معتقل');
    const { getHead } = await import('../../shared/store/stories.ts');
    const { head } = await getHead(world.ports.table, 'detainees');
    const deliveries = await getDeliveries(world.ports.table, 'detainees', head.recent[0]!.story);
    expect(deliveries).toMatchObject([{ state: 'dead', reason: 'the receiver answered HTTP 410' }]);
  });

  it('holds alerts in quiet hours and sends them after', async () => {
    const quiet = { fromMinute: 8 * 60, toMinute: 10 * 60, timeZone: 'UTC' };
    const { world, publish } = await withHit({
      topics: [
        topicOf('detainees', { any: ['معتقل'], alert: { channels: ['console'], backfill: false, quiet } }),
      ],
    });
    await publish('نقل معتقل');
    expect(world.alerts).toEqual([]);
    world.advance(2 * 60 * minuteMs);
    await world.tick();
    expect(world.alerts).toHaveLength(1);
  });

  it('keeps to the cap per hour and sends the rest later', async () => {
    const { world, publish } = await withHit({
      topics: [
        topicOf('detainees', {
          any: ['معتقل'],
          alert: { channels: ['console'], backfill: false, perHourMax: 2 },
        }),
      ],
    });
    await publish(
      'محاكمة معتقل في الموصل اليوم',
      'وفاة معتقل بمستشفى البصرة أمس',
      'إضراب معتقل عن الطعام في طرابلس',
    );
    expect(world.alerts).toHaveLength(2);
    world.advance(61 * minuteMs);
    await world.tick();
    expect(world.alerts).toHaveLength(3);
  });

  it('marks as a repeat what may have been sent by somebody who did not live to say so', async () => {
    let isDying = true;
    const printed: boolean[] = [];
    const { world, publish } = await withHit({}, (ports) => ({
      ...ports,
      print: (_, record) => {
        printed.push((record as { isRepeat: boolean }).isRepeat);
        if (isDying) throw new Error('killed right after sending');
      },
    }));
    await publish('نقل معتقل');
    isDying = false;
    world.advance(6 * minuteMs);
    await world.tick();
    expect(printed).toEqual([false, true]);
  });
});

/** Blobs whose `put` throws where the test says. */
function failing(blobs: Blobs, isFailing: (key: string) => boolean): Blobs {
  return {
    ...blobs,
    put: async (key, ...rest) => {
      if (isFailing(key)) throw new Error('the disk said no');
      return blobs.put(key, ...rest);
    },
  };
}
