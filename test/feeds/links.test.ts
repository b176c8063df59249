import { describe, expect, it } from 'vitest';
import { escapeAttribute, legal } from '../../shared/domain/markup-text.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';

const xml = (link: string) => escapeAttribute(legal(link));
const dialects: Readonly<Record<string, (link: string) => string>> = {
  RSS: (link) => `<rss version="2.0"><channel><title>E</title><link>${xml(link)}</link><item><title>T</title><link>${xml(link)}</link><description>text</description></item></channel></rss>`,
  'RSS by its guid': (link) => `<rss version="2.0"><channel><title>E</title><item><title>T</title><guid>${xml(link)}</guid><description>text</description></item></channel></rss>`,
  Atom: (link) => `<feed xmlns="http://www.w3.org/2005/Atom"><title>E</title><link href="${xml(link)}"/><entry><title>T</title><link href="${xml(link)}"/><summary>text</summary></entry></feed>`,
  RDF: (link) => `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>E</title><link>${xml(link)}</link></channel><item rdf:about="${xml(link)}"><title>T</title><link>${xml(link)}</link><description>text</description></item></rdf:RDF>`,
  sitemap: (link) => `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${xml(link)}</loc><news:news><news:title>T</news:title></news:news></url></urlset>`,
  'JSON Feed': (link) => JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'E', home_page_url: link, items: [{ id: '1', url: link, title: 'T', content_text: 'text' }] }),
}; // prettier-ignore
const refused = [
  'javascript:alert(document.domain)//',
  'JavaScript://example.org/%0Aalert(1)',
  'vbscript:x',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'tel:+123456',
  'https://example.com@evil.example/',
  `https://example.org/${'a'.repeat(5_000)}`,
];
const readOf = async (text: string) => {
  const parsed = await parseFeed(Buffer.from(text), { url: 'https://example.org/feed', nowMs: 0 });
  if (parsed.kind !== 'feed') throw new Error(parsed.detail);
  return parsed.document;
};

describe.each(Object.entries(dialects))('a link of %s', (_, documentOf) => {
  it.each(refused)('is absent where it is no web address, and its entry stays: %s', async (link) => {
    const { link: ofFeed, entries } = await readOf(documentOf(link));
    expect(ofFeed).toBeUndefined();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ title: 'T', link: undefined });
  });

  it('carries no control character and no mark of direction', async () => {
    const { entries } = await readOf(
      documentOf('http://a.example/x\u001B]0;T\u0007\u009B31m\u202Ecod.exe#\u2067y'),
    );
    expect(entries[0]?.link).toMatch(/^http:\/\/a\.example\/x[\x21-\x7E]*$/u);
  });
});

it('an entry whose first link is none has the next that is one', async () => {
  const { entries } = await readOf(
    '<rss version="2.0"><channel><item><title>T</title><link>javascript:x</link><guid>https://example.org/1</guid></item></channel></rss>',
  );
  expect(entries[0]?.link).toBe('https://example.org/1');
});
