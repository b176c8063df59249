import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { limits } from '../../shared/feeds/limits.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';

const sitemap = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/1</loc><news:news><news:title>عنوان</news:title></news:news></url></urlset>'; // prettier-ignore
const rss = '<rss version="2.0"><channel><item><title>عنوان</title><link>https://news.example/1</link></item></channel></rss>'; // prettier-ignore
const json = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  items: [{ id: '1', url: 'https://news.example/1', title: 'عنوان' }],
});

const parsed = (bytes: Uint8Array, contentType?: string) =>
  parseFeed(bytes, {
    url: 'https://news.example/sitemap.xml.gz',
    nowMs: 0,
    ...(contentType !== undefined && { contentType }),
  });

describe('a gzipped file', () => {
  it.each(Object.entries({ sitemap, rss, json }))('is read by its first bytes: %s', async (_, source) => {
    for (const contentType of [undefined, 'application/gzip', 'application/xml', 'text/xml; charset=utf-8']) {
      expect(await parsed(gzipSync(source), contentType)).toMatchObject({
        kind: 'feed',
        document: { entries: [{ title: 'عنوان', link: 'https://news.example/1' }] },
      });
    }
  });

  it('of several members is read whole, and one that is cut off as far as it goes', async () => {
    const members = [sitemap.slice(0, 60), sitemap.slice(60)].map((part) => gzipSync(part));
    expect(await parsed(Buffer.concat(members))).toMatchObject({
      kind: 'feed',
      document: { entries: [{ title: 'عنوان' }] },
    });
    const many = `<rss><channel>${Array.from({ length: 500 }, (_, index) => `<item><title>${index} ${Math.sin(index)}</title></item>`).join('')}`; // prettier-ignore
    const packed = gzipSync(many);
    const outcome = await parsed(packed.subarray(0, packed.length / 2));
    if (outcome.kind !== 'feed') throw new Error(outcome.detail);
    expect(outcome.document.entries.length).toBeGreaterThan(100);
    expect(outcome.document.repairs).toContain('the document is cut off');
  });

  it('that is too large or broken is no feed, and says so', async () => {
    const bomb = gzipSync(Buffer.alloc(limits.unpackedBytesMax + 1, ' '));
    expect(await parsed(bomb)).toMatchObject({ kind: 'not-a-feed', reason: 'too-large' });
    expect(await parsed(Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8]))).toMatchObject({
      kind: 'not-a-feed',
      reason: 'broken',
    });
  });
});
