import { afterEach } from 'vitest';
import type { Blobs } from '../../shared/ports/blobs.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { articlesSince } from '../../shared/store/articles.ts';
import { getFeed } from '../../shared/store/feeds.ts';
import { idOf } from '../../shared/store/ids.ts';
import { pageOf, rssOf, serve, testWorld, type Item, type TestWorld } from './test-world.ts';

export const startMs = Date.UTC(2026, 1, 13, 8);
export const minuteMs = 60_000;
/** What else stands in an article: something of its own, as articles have it. */
const paddings = [
  'وذكرت المصادر أن التفاصيل ستعلن في وقت لاحق من اليوم بعد اجتماع المسؤولين في العاصمة.',
  'وقالت عائلته إنها تنتظر تقرير الطبيب الشرعي قبل أن تقرر رفع دعوى أمام المحاكم المدنية.',
  'وانطلقت مسيرة من الجامعة القديمة إلى الميناء شارك فيها طلاب ومحامون وفنانون معروفون.',
];
export const itemOf = (id: string, sentence: string, atMs = startMs + minuteMs): Item => ({
  id,
  title: sentence,
  text: `${sentence}. ${paddings[(id.codePointAt(id.length - 1) ?? 0) % paddings.length]}`,
  atMs,
});

export const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

export async function worldWith(...given: Parameters<typeof testWorld>): Promise<TestWorld> {
  const world = await testWorld(...given);
  closers.push(() => world.close());
  return world;
}

/** An outlet whose feed shows what the test puts into it; pages can be missing. */
export async function outletWith(items: Item[]) {
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

export async function stored(ports: Ports) {
  const records = [];
  for await (const record of articlesSince(ports.table, startMs, ports.clock.nowMs())) records.push(record);
  return records;
}

export const stateOf = async (world: TestWorld, url: string) =>
  (await getFeed(world.ports.table, idOf('feed', url)))?.state;

/** Blobs whose `put` throws where the test says. */
export function failing(blobs: Blobs, isFailing: (key: string) => boolean): Blobs {
  return {
    ...blobs,
    put: async (key, ...rest) => {
      if (isFailing(key)) throw new Error('the disk said no');
      return blobs.put(key, ...rest);
    },
  };
}
