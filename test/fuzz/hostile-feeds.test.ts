import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../shared/feeds/parse.ts';

const many = (text: string, count: number) => text.repeat(count);
const item = (inside: string) =>
  `<rss version="2.0"><channel><title>t</title><item><title>x</title><link>http://a/b</link>${inside}</item></channel></rss>`;
const description = (html: string) => item(`<description>${html}</description>`);
const cdata = (html: string) => description(`<![CDATA[${html}]]>`);
const list = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => one(index)).join(' ');

/** Documents of up to about 1 MB, each made to be slow for somebody. */
const documents: Readonly<Record<string, string>> = {
  '300 kB of < in a description': cdata(many('<', 300_000)),
  'a million bare <': description(many('<', 1_000_000)),
  'unfinished tags': description(many('<a ', 300_000)),
  'elements nested 330,000 deep': many('<a>', 330_000),
  'HTML nested 100,000 deep': cdata(many('<b>', 100_000)),
  'paragraphs never closed': cdata(many('<p><li>', 100_000)),
  '200,000 attributes': `<rss ${list(200_000, (index) => `a${index}="b"`)}><channel></channel></rss>`,
  'a million ampersands': description(many('&', 1_000_000)),
  'CDATA in CDATA': description(many('<![CDATA[', 100_000)),
  'comments that never end': description(many('<!--', 200_000)),
  'instructions that never end': many('<?', 500_000),
  'an entity bomb': `<!DOCTYPE a [<!ENTITY a "${many('a', 1_000)}"><!ENTITY b "${many('&a;', 1_000)}">]>${item('<category>&b;</category>')}`,
  '30,000 entries': `<rss version="2.0"><channel>${many('<item><title>q</title></item>', 30_000)}</channel></rss>`,
  'one endless style': cdata(`<p style="${many('color:red;', 20_000)}">`),
  'styles that match late': cdata(many(`<p style="color:${many('a ', 400)}!">`, 300)),
  'brackets of JSON': `{"items":[${many('[', 400_000)}`,
  '40,000 JSON entries': `{"version":"https://jsonfeed.org/version/1.1","items":[${list(40_000, () => '{"id":1}').replaceAll(' ', ',')}]}`,
  'closing tags only': `<rss>${many('</b>', 250_000)}`,
  'closing tags in HTML': cdata(many('</b>', 70_000)),
  '20,000 namespaces': `<rss ${list(20_000, (index) => `xmlns:a${index}="u"`)}><channel>${many('<x xmlns:q="1">', 90)}</channel></rss>`,
  'zero bytes': many('\0', 1_000_000),
  'white space': many(' ', 1_000_000),
  'a date of 600 kB': item(`<pubDate>${many('9 ', 300_000)}</pubDate>`),
  'open quotes': cdata(many('<a href="', 30_000)),
};

/** Far above what any of them takes; a quadratic step takes minutes. */
const msMax = 4_000;

describe('parseFeed on hostile documents', () => {
  it.each(Object.entries(documents))('ends soon and does not throw: %s', async (_, document) => {
    const startMs = performance.now();
    const outcome = await parseFeed(Buffer.from(document), { url: 'http://a/', nowMs: 0 });
    expect(['feed', 'not-a-feed']).toContain(outcome.kind);
    expect(performance.now() - startMs).toBeLessThan(msMax);
  });

  it('expands no entity of a document', async () => {
    const outcome = await parseFeed(Buffer.from(documents['an entity bomb']!), {
      url: 'http://a/',
      nowMs: 0,
    });
    expect(JSON.stringify(outcome)).not.toContain('aaaa');
  });

  it('says when entries are left out', async () => {
    const outcome = await parseFeed(Buffer.from(documents['30,000 entries']!), {
      url: 'http://a/',
      nowMs: 0,
    });
    expect(outcome).toMatchObject({ document: { repairs: ['only the first 2000 entries are read'] } });
  });
});
