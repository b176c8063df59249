import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArticles } from '../../sample/articles.ts';
import { openNewsroom, type Newsroom, type Outlet } from '../../sample/newsroom.ts';
import { missingPages } from '../../sample/outlets.ts';
import { extract } from '../../shared/extract/extract.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';

const articles = readArticles(fileURLToPath(new URL('../../sample/articles/', import.meta.url)));
const startMs = Date.UTC(2026, 1, 13, 8);
const minuteMs = 60_000;
const nothing: (() => Promise<void>)[] = [];
let nowMs = startMs;
let newsroom: Newsroom;

const opened = async (elapsedMs = 0, ports: Readonly<Record<string, number>> = {}) => {
  const one = await openNewsroom({
    articles,
    minuteMs,
    nowMs: () => nowMs,
    startedAtMs: startMs,
    elapsedMs,
    ports,
    feedEntriesMax: 50,
  });
  nothing.push(() => one.close());
  return one;
};

beforeAll(async () => {
  newsroom = await opened();
  newsroom.publishAll();
});
afterAll(async () => {
  for (const close of nothing) await close();
});

async function bytesOf(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers });
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? '',
    contentType: response.headers.get('content-type') ?? '',
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
}

const own = (outlet: Outlet) => articles.filter((article) => article.outlet === outlet.key);

describe('the sample newsroom', () => {
  it('publishes what a newcomer is promised', () => {
    expect(newsroom.outlets.length).toBeGreaterThanOrEqual(8);
    expect(articles.length).toBeGreaterThanOrEqual(70);
    expect(articles.filter(({ lang }) => lang === 'ar').length).toBeGreaterThanOrEqual(45);
    expect(new Set(articles.map(({ lang }) => lang))).toEqual(new Set(['ar', 'en', 'fr', 'tr', 'fa']));
    expect(articles.filter(({ label }) => label === 'near').length).toBeGreaterThanOrEqual(8);
    const dialects = ['rss', 'atom', 'rdf', 'json', 'rss-windows-1256', 'rss-broken', 'rss-flaky', 'news-sitemap']; // prettier-ignore
    expect(new Set(newsroom.outlets.map(({ feed }) => feed))).toEqual(new Set(dialects));
  });

  it('shows every article in its feed, which is read whole in its own dialect', async () => {
    for (const outlet of newsroom.outlets) {
      const { status, bytes, contentType } = await bytesOf(outlet.feedUrl);
      expect(status).toBe(200);
      const outcome = await parseFeed(bytes, { url: outlet.feedUrl, contentType, nowMs });
      if (outcome.kind !== 'feed') throw new Error(`${outlet.key}: ${outcome.reason}`);
      const read = outcome.document.entries.map(({ title, link }) => ({ title, link: link?.split('?')[0] }));
      const written = own(outlet).map((article) => ({ title: article.title, link: outlet.urlOf(article) }));
      expect(read.sort((a, b) => (a.link! < b.link! ? -1 : 1))).toEqual(
        written.sort((a, b) => (a.link < b.link ? -1 : 1)),
      );
      expect(outcome.document.entries.every(({ publishedAtMs }) => publishedAtMs !== undefined)).toBe(true);
    }
  });

  it('has pages of which the article is taken whole, and nothing that stands around it', async () => {
    const wrong: unknown[] = [];
    for (const outlet of newsroom.outlets) {
      for (const article of own(outlet)) {
        const url = outlet.urlOf(article);
        const { status, bytes, contentType } = await bytesOf(url);
        if (missingPages.has(article.id)) {
          expect(status).toBe(404);
          continue;
        }
        const outcome = extract(bytes, { url, contentType });
        if (outcome.kind === 'no-article') throw new Error(`${article.id}: ${outcome.reason}`);
        const lines = outcome.page.text.split('\n\n');
        const lost = article.paragraphs.filter((one) => !lines.includes(one));
        const added = lines.filter((one) => !article.paragraphs.includes(one));
        if (lost.length + added.length > 0) wrong.push({ id: article.id, theme: outlet.theme, lost, added });
        const { title, publishedAtMs } = outcome.page;
        if (title !== article.title) wrong.push({ id: article.id, title });
        // What a page writes for its readers alone is in the clock of its place, which it does not say.
        const toleranceMs = outlet.theme === 'table' ? 3 * 60 * minuteMs : 0;
        const errorMs = Math.abs((publishedAtMs ?? 0) - startMs - article.at * minuteMs);
        if (errorMs > toleranceMs) wrong.push({ id: article.id, theme: outlet.theme, publishedAtMs });
      }
    }
    expect(wrong).toEqual([]);
  });

  it('says windows-1256 in the header of a feed alone', async () => {
    const outlet = newsroom.outlets.find(({ feed }) => feed === 'rss-windows-1256')!;
    const { bytes, contentType } = await bytesOf(outlet.feedUrl);
    expect(contentType).toContain('windows-1256');
    expect(Buffer.from(bytes).toString('latin1').slice(0, 200)).not.toMatch(/encoding/u);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
  });

  it('answers 304 to who has the feed, and the flaky outlet 429 and 500 now and then', async () => {
    const steady = newsroom.outlets.find(({ feed }) => feed === 'rss')!;
    const { etag } = await bytesOf(steady.feedUrl);
    expect((await bytesOf(steady.feedUrl, { 'if-none-match': etag })).status).toBe(304);

    const live = await opened();
    live.open();
    const flaky = live.outlets.find(({ feed }) => feed === 'rss-flaky')!;
    const statuses = [];
    for (let round = 0; round < 6; round += 1) statuses.push((await bytesOf(flaky.feedUrl)).status);
    expect(statuses).toEqual([200, 200, 429, 200, 200, 500]);
  });

  it('publishes by its clock, and goes on where it stood, on the same ports', async () => {
    nowMs = startMs;
    const first = await opened();
    const early = first.published().length;
    expect(early).toBe(articles.filter(({ at }) => at <= 0).length);
    nowMs += 60 * minuteMs;
    expect(first.published()).toHaveLength(early);
    first.open();
    nowMs += 30 * minuteMs;
    const later = first.published().length;
    expect(later).toBe(articles.filter(({ at }) => at <= 30).length);
    const ports = Object.fromEntries(first.outlets.map(({ key, port }) => [key, port]));
    const elapsedMs = first.elapsedMs();
    await first.close();
    const second = await opened(elapsedMs, ports);
    expect(second.published()).toHaveLength(later);
    expect(second.outlets.map(({ feedUrl }) => feedUrl)).toEqual(first.outlets.map(({ feedUrl }) => feedUrl));
    await expect(opened(0, ports)).rejects.toThrow(/is taken by another program/u);
  });
});
