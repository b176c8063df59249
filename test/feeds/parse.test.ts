import { describe, expect, it } from 'vitest';
import type { FeedDocument } from '../../shared/domain/feed.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';

const url = 'https://news.example/feeds/latest.xml';
const nowMs = Date.parse('2026-02-14T00:00:00Z');

async function documentOf(source: string): Promise<FeedDocument> {
  const outcome = await parseFeed(Buffer.from(source), { url, nowMs });
  if (outcome.kind !== 'feed') throw new Error(`${outcome.reason}: ${outcome.detail}`);
  return outcome.document;
}

const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>صحيفة</title><link>/</link>${items}</channel></rss>`;

describe('parseFeed: dialects', () => {
  it('RSS 2.0 with the usual modules', async () => {
    const document = await documentOf(`<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
      <channel><title>صحيفة النهر</title><link>https://news.example/</link><description>أخبار</description>
      <language>ar</language><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
      <item><title>نقل &amp;quot;الدفعة&amp;quot; الأولى</title><link>/a?x=1&amp;y=2</link><guid isPermaLink="false">n-1</guid>
      <dc:creator>ليلى</dc:creator><pubDate>Fri, 13 Feb 2026 14:05:00 +0300</pubDate><enclosure url="/i.jpg" type="image/jpeg"/>
      <description><![CDATA[<p>موجز</p>]]></description>
      <content:encoded><![CDATA[<p dir="rtl">نص <a href="/b">رابط</a><script>x()</script></p>]]></content:encoded></item>
      </channel></rss>`);
    expect(document).toMatchObject({
      title: 'صحيفة النهر',
      link: 'https://news.example/',
      language: 'ar',
    });
    expect(document.entries).toEqual([
      expect.objectContaining({
        title: 'نقل &quot;الدفعة&quot; الأولى',
        link: 'https://news.example/a?x=1&y=2',
        guid: 'n-1',
        author: 'ليلى',
        summary: '<p>موجز</p>',
        content: '<p dir="rtl">نص <a href="https://news.example/b">رابط</a></p>',
        publishedAtMs: Date.parse('2026-02-13T11:05:00Z'),
      }),
    ]);
    expect(document.repairs).toEqual([]);
  });

  it('Atom 1.0: the alternate link, XHTML content, plain text with brackets, xml:base, the first date', async () => {
    const document = await documentOf(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar" xml:base="/x/">
      <title type="text">a &lt; b</title><id>urn:1</id><link rel="self" href="f.atom"/><link href="."/>
      <entry><id>urn:2</id><title>T</title><link rel="enclosure" href="e.mp3"/><link rel="alternate" href="one.html"/>
      <updated>2026-02-13T15:00:00Z</updated><published>2026-02-13T14:00:00Z</published>
      <author><name>ليلى</name><email>l@example.org</email></author>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>one<br/>two &amp; three</p></div></content>
      </entry></feed>`);
    expect(document).toMatchObject({
      title: 'a &lt; b',
      id: 'urn:1',
      link: 'https://news.example/x/',
      language: 'ar',
    });
    expect(document.entries[0]).toMatchObject({
      guid: 'urn:2',
      link: 'https://news.example/x/one.html',
      author: 'ليلى',
      language: 'ar',
      content: '<p>one<br />two &amp; three</p>',
      publishedAtMs: Date.parse('2026-02-13T14:00:00Z'),
    });
  });

  it('RSS 1.0 under odd prefixes, items beside the channel', async () => {
    const document = await documentOf(`<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
      <channel r:about="https://news.example/"><title>بردى</title><link>https://news.example/</link></channel>
      <item r:about="https://news.example/1"><title>خبر</title><d:date>2026-02-13T10:00:00+03:00</d:date><d:creator>سمير</d:creator></item></r:RDF>`);
    expect(document.entries).toEqual([
      expect.objectContaining({
        guid: 'https://news.example/1',
        link: 'https://news.example/1',
        author: 'سمير',
        publishedAtMs: Date.parse('2026-02-13T07:00:00Z'),
      }),
    ]);
  });

  it('RSS 0.91, a bare channel, and a news sitemap', async () => {
    const old = await documentOf(
      '<rss version="0.91"><channel><title>x</title><item><title>t</title><link>/1</link></item></channel></rss>',
    );
    expect(old.entries[0]).toMatchObject({ title: 't', link: 'https://news.example/1' });
    const bare = await documentOf(
      '<channel><title>x</title><item><title>t</title><guid>https://news.example/2</guid></item></channel>',
    );
    expect(bare.entries[0]).toMatchObject({ link: 'https://news.example/2' });
    const sitemap = await documentOf(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/3</loc><news:news>
      <news:publication><news:name>Le Courrier</news:name><news:language>fr</news:language></news:publication>
      <news:publication_date>2026-02-13</news:publication_date><news:title>Titre</news:title></news:news></url></urlset>`);
    expect(sitemap.entries).toEqual([
      expect.objectContaining({
        link: 'https://news.example/3',
        title: 'Titre',
        language: 'fr',
        publishedAtMs: Date.parse('2026-02-13T00:00:00Z'),
      }),
    ]);
  });

  it('JSON Feed 1.1', async () => {
    const document = await documentOf(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'وكالة',
        items: [
          {
            id: 7,
            url: '/7',
            title: 'a < b',
            content_html: '<p>x</p>',
            authors: [{ name: 'N' }],
            date_published: '2026-02-13T10:00:00Z',
          },
          'no item',
          { id: '8', content_text: 'plain & simple', tags: 3 },
        ],
      }),
    );
    expect(document.entries).toMatchObject([
      { guid: '7', link: 'https://news.example/7', title: 'a &lt; b', content: '<p>x</p>', author: 'N' },
      { guid: '8', content: 'plain &amp; simple' },
    ]);
  });

  it('CDF: what others say in elements stands in attributes', async () => {
    const document = await documentOf(`<CHANNEL HREF="https://news.example/" xml:lang="ar_SY"><TITLE>x</TITLE>
      <ITEM HREF="/5" LASTMOD="2026-02-13T10:00Z"><TITLE>t</TITLE></ITEM></CHANNEL>`);
    expect(document).toMatchObject({ link: 'https://news.example/', title: 'x', language: 'ar-SY' });
    expect(document.entries[0]).toMatchObject({
      link: 'https://news.example/5',
      title: 't',
      publishedAtMs: Date.parse('2026-02-13T10:00Z'),
    });
  });

  it('takes no enclosure for the page, and the last of several dates', async () => {
    const { entries } = await documentOf(`<feed xmlns="http://www.w3.org/2005/Atom"><entry>
      <link rel="enclosure" href="/e.mp3"/><link rel="enclosure">/f.mp3</link><link rel="alternate">/page</link>
      <updated>2026-02-12T10:00:00Z</updated><updated>2026-02-13T10:00:00Z</updated></entry></feed>`);
    expect(entries[0]).toMatchObject({
      link: 'https://news.example/page',
      publishedAtMs: Date.parse('2026-02-13T10:00:00Z'),
    });
  });

  it('gives back markup, brackets and the end of CDATA as they were', async () => {
    const title = 'x ]]> <b>y</b> &amp; "z"';
    const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const { entries } = await documentOf(rss(`<item><title>${escaped}</title></item>`));
    expect(entries[0]?.title).toBe('x ]]&gt; <b>y</b> &amp; "z"');
  });

  it('keeps no date that lies more than a day ahead', async () => {
    const { entries } = await documentOf(
      rss('<item><title>x</title><pubDate>Fri, 13 Feb 2099 00:00:00 GMT</pubDate></item>'),
    );
    expect(entries[0]).toMatchObject({ date: 'Fri, 13 Feb 2099 00:00:00 GMT' });
    expect(entries[0]?.publishedAtMs).toBeUndefined();
  });
});

describe('parseFeed: repairs', () => {
  it('takes bare ampersands, control characters, HTML entities and junk before the root, and says so', async () => {
    const document = await documentOf(
      `\n warning: x\n${rss('<item><title>A & B&nbsp;\u0007C</title><link>/1</link></item>')}`,
    );
    expect(document.entries[0]?.title).toBe('A & B\u00A0C');
    expect(document.repairs).toEqual(
      expect.arrayContaining(['bare ampersands', 'control characters', 'text before the first element']),
    );
  });

  it.each([
    '<br />\n<b>Warning</b>:  mysql_connect() in <b>/srv/x.php</b> on line <b>3</b><br />\n<?xml version="1.0"?>',
    '\n\n<?xml version="1.0"?><!-- <rss> was here --> x',
    '<?xml version="1.0"?><data>',
    '<!DOCTYPE rss [<!ENTITY x "<rss>">]> and',
  ])('finds the root behind what programs print: %j', async (junk) => {
    const { entries, repairs } = await documentOf(junk + rss('<item><title>خبر</title></item>'));
    expect(entries.map(({ title }) => title)).toEqual(['خبر']);
    expect(repairs).toEqual(['text before the first element']);
  });

  it.each([
    '<?xml version="1.0"?>\n<?xml-stylesheet href="x"?><!-- a <rss> --><!-- b -->\n',
    '<!DOCTYPE rss PUBLIC "-//x" "http://x/rss.dtd" [\n<!ENTITY nbsp "&#160;">\n<!ELEMENT rss (channel)>]>\n',
  ])('has nothing to repair before the root: %j', async (prolog) => {
    expect((await documentOf(prolog + rss('<item><title>t</title></item>'))).repairs).toEqual([]);
  });

  it('takes no element of a bare channel for the root', async () => {
    const document = await documentOf('<channel><item><title>t</title><body><html><p>نص</p></html></body></item></channel>');
    expect(document.entries[0]).toMatchObject({ title: 't', content: '<p>نص</p>' });
  }); // prettier-ignore

  it('keeps the whole entries of a document that is cut off, and no half one', async () => {
    const whole = rss(
      '<item><link>/1</link><title>one</title></item><item><title>two</title><link>/22222</link></item>',
    );
    const { entries, repairs } = await documentOf(whole.slice(0, whole.indexOf('22222') + 2));
    expect(entries.map(({ title }) => title)).toEqual(['one']);
    expect(repairs).toContain('the document is cut off');
  });

  it('keeps an entry that is cut after its link', async () => {
    const whole = rss('<item><title>one</title><link>/1</link><description>long text</description></item>');
    const { entries } = await documentOf(whole.slice(0, whole.indexOf('text')));
    expect(entries).toEqual([expect.objectContaining({ link: 'https://news.example/1', title: 'one' })]);
    expect(entries[0]?.summary).toBeUndefined();
  });

  it.each([
    ['', 'empty'],
    ['  \n', 'empty'],
    ['<!doctype html><html><body>404</body></html>', 'html'],
    ['<html><head></head></html>', 'html'],
    ['<sitemapindex><sitemap><loc>x</loc></sitemap></sitemapindex>', 'unknown-format'],
    ['{"a":1}', 'unknown-format'],
    ['{"items":[', 'broken'],
    ['no markup at all', 'broken'],
    ['<opml version="2.0"/>', 'unknown-format'],
  ])('is no feed: %j', async (source, reason) => {
    expect(await parseFeed(Buffer.from(source), { url, nowMs })).toMatchObject({
      kind: 'not-a-feed',
      reason,
    });
  });
});
