import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { discoverFeeds } from '../../shared/feeds/discover.ts';

const url = 'https://www.news.example/arabic/';
const found = (html: string | Uint8Array, contentType?: string) =>
  discoverFeeds(typeof html === 'string' ? Buffer.from(html) : html, {
    url,
    ...(contentType !== undefined && { contentType }),
  });
const urls = (html: string) => found(html).map((one) => one.url);

describe('feeds that a Link header names', () => {
  const inHeader = (linkHeader: string, html = '<html></html>') =>
    discoverFeeds(Buffer.from(html), { url, linkHeader });

  it('are declared ones, relative to the page and before those of its HTML', () => {
    const header = '</style.css>; rel=preload; as=style, <rss.xml>; rel="alternate"; type="application/rss+xml"; title="A & <b>", <https://news.example/atom>; type="application/atom+xml"; rel="home alternate"'; // prettier-ignore
    expect(inHeader(header, '<base href="/other/"><link rel="alternate" type="application/rss+xml" href="x">')).toEqual([
      { url: 'https://www.news.example/arabic/rss.xml', title: 'A & <b>', type: 'rss', how: 'declared' },
      { url: 'https://news.example/atom', type: 'atom', how: 'declared' },
      { url: 'https://www.news.example/other/x', type: 'rss', how: 'declared' },
    ]); // prettier-ignore
  });

  it('are none where the header declares another thing, or is broken', () => {
    for (const header of ['', '</wp-json/>; rel="https://api.w.org/"', '<javascript:x>; rel=alternate; type="application/rss+xml"', '<x', 'x', '<x>; rel="alternate', '<http://[>; rel=alternate; type="application/rss+xml"'])
      expect(inHeader(header), header).toEqual([]);
  }); // prettier-ignore

  it('throw for no header at all', () => {
    const part = fc.constantFrom('<', '>', ';', ',', '=', '"', '\\', ' ', '\t', '*', '%', '/x', 'é', 'rel=alternate', 'type="application/rss+xml"');
    fc.assert(fc.property(fc.array(part, { maxLength: 40 }), (parts) => void inHeader(parts.join(''))));
  }); // prettier-ignore
});

describe('feeds that a page names', () => {
  it('declared ones first, then links for readers, comments last; each once and absolute', () => {
    const page = `<html><head><title>x</title>
      <link rel="stylesheet" href="/rss.css"><link rel="alternate" hreflang="en" href="/en/">
      <link rel="alternate" type="application/rss+xml" title="صحيفة &raquo; التعليقات" href="/comments/feed/">
      <link rel="alternate" type="application/rss+xml" title="صحيفة" href="feed/#top">
      <LINK REL='alternate feed' TYPE='application/atom+xml; charset=utf-8' HREF='//www.news.example/atom'>
      <link rel="alternate" type="application/feed+json" href="/feed.json"></head><body>
      <a href="https://other.example/rss">خلاصة أخرى</a>
      <a href="/rss/world.xml"> أخبار <b>العالم</b>\n </a> <a href="feed/">RSS</a> <a href="/about">من نحن</a></body></html>`;
    expect(found(page)).toEqual([
      { url: 'https://www.news.example/arabic/feed/', title: 'صحيفة', type: 'rss', how: 'declared' },
      { url: 'https://www.news.example/atom', type: 'atom', how: 'declared' },
      { url: 'https://www.news.example/feed.json', type: 'json', how: 'declared' },
      { url: 'https://www.news.example/rss/world.xml', title: 'أخبار العالم', type: 'rss', how: 'linked' },
      { url: 'https://other.example/rss', title: 'خلاصة أخرى', type: 'rss', how: 'linked' },
      { url: 'https://www.news.example/comments/feed/', title: 'صحيفة » التعليقات', type: 'rss', how: 'declared' },
    ]);
  }); // prettier-ignore

  it.each([
    '/feed',
    '/feed/',
    '/rss',
    '/rss.xml',
    '/index.rdf',
    '/news.rss',
    '/atom.xml',
    '/feed.json',
    '/rss.php?id=3',
    '/?feed=rss2',
    '/page?format=rss',
    '/feeds/posts/default',
    '/rss/world/middle-east.xml',
    '/news-rss.aspx',
    '/category/%D8%B9%D8%B1%D8%A7%D9%82/feed/',
  ])('an address that looks like a feed: %s', (path) => {
    expect(urls(`<a href="${path}">x</a>`)).toEqual([new URL(path, url).href]);
  });

  it.each([
    '/',
    '/news/article.html',
    '/sitemap.xml',
    '/how-to-feed-a-family-of-six',
    '/feedback',
    '/compress',
    '/rss/2026/02/13/world/an-article',
    'mailto:rss@news.example',
    'javascript:rss()',
    'https://reader.example/subscribe?url=https%3A%2F%2Fwww.news.example%2Frss',
    'https://reader.example/feed/https://www.news.example/rss',
    'http://[::/rss',
  ])('an address that does not: %s', (href) => {
    expect(urls(`<a href="${href}">x</a>`)).toEqual([]);
  });

  it.each([
    '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">',
    '<link rel="alternate" type="application/json+oembed" href="/oembed?x=1">',
    '<link rel="alternate" type="text/xml+oembed" href="/oembed?format=xml">',
    '<link rel="alternate" type="text/html" href="/m/">',
    '<link rel="alternate" media="handheld" href="/rss">',
    '<link rel="icon" type="application/rss+xml" href="/rss">',
    '<link rel="alternate" type="application/rss+xml" href="ftp://news.example/rss">',
  ])('declared, and no feed: %s', (link) => {
    expect(urls(link)).toEqual([]);
  });

  it('knows <base>, the feed scheme, and the encoding that the page says', () => {
    expect(urls('<base href="/x/"><base href="/y/"><link rel=alternate type=text/xml href=a.xml>')).toEqual([
      'https://www.news.example/x/a.xml',
    ]);
    expect(urls('<a href="feed://news.example/rss">1</a><a href="feed:https://news.example/atom">2</a>')).toEqual([
      'http://news.example/rss',
      'https://news.example/atom',
    ]);
    const page = '<meta charset="windows-1256"><link rel="alternate" type="application/rss+xml" title="أخبار العراق" href="/r">';
    expect(found(iconv.encode(page, 'windows-1256'))[0]?.title).toBe('أخبار العراق');
  }); // prettier-ignore

  it('takes a bounded number, and ends soon on what was made to be slow', () => {
    const pages = ['<a href="/rss/', '<link rel="alternate" type="application/rss+xml" href="', '<a href="/feed"><a ', 'rss.rss-', '<!--', '<b '].map((part) => part.repeat(1_000_000 / part.length)); // prettier-ignore
    const many = Array.from({ length: 5_000 }, (_, index) => `<a href="/rss/${index}">x</a>`).join('');
    const startMs = performance.now();
    const deep = '<b>'.repeat(150_000) + '</i>'.repeat(150_000);
    for (const page of [...pages, `<a href="/${'rss.'.repeat(240_000)}">`, many, deep])
      expect(found(page).length).toBeLessThanOrEqual(50);
    expect(performance.now() - startMs).toBeLessThan(8_000);
  });

  it('gives only addresses on the web, each once, whatever the bytes are', () => {
    const part = fc.constantFrom('<link rel=alternate type=application/rss+xml href="', '<a href=\'', '/feed', 'http://', 'feed:', '"', "'", '>', '</a>', '<base href=', '#', '&amp;', 'ص', '\0'); // prettier-ignore
    const page = fc.array(fc.oneof(part, fc.string()), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(page, (html) => {
        const addresses = urls(html);
        expect(new Set(addresses).size).toBe(addresses.length);
        expect(addresses.every((one) => /^https?:\/\/[^#]*$/u.test(one) && URL.canParse(one))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
