import type { SampleArticle } from '../articles.ts';
import type { FeedKind, OutletFacts } from '../outlets.ts';
import { escape } from '../themes/page.ts';

export interface FeedFacts {
  readonly outlet: OutletFacts;
  readonly origin: string;
  /** Newest first. */
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  readonly article: SampleArticle;
  readonly url: string;
  readonly publishedAt: Date;
}

export interface RenderedFeed {
  readonly contentType: string;
  readonly charset: 'utf-8' | 'windows-1256';
  readonly body: string;
}

/** The outlet's feed in its own dialect, with its own habits. */
export function renderFeed(feed: FeedFacts): RenderedFeed {
  return renderers[feed.outlet.feed](feed);
}

const summary = ({ paragraphs }: SampleArticle) => paragraphs[0] ?? '';
const html = ({ paragraphs }: SampleArticle) => paragraphs.map((text) => `<p>${escape(text)}</p>`).join('');
const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
const utf8 = (contentType: string, body: string): RenderedFeed => ({ contentType, charset: 'utf-8', body });

const renderers: Readonly<Record<FeedKind, (feed: FeedFacts) => RenderedFeed>> = {
  rss: (feed) =>
    utf8('application/rss+xml; charset=UTF-8', rss(feed, '<?xml version="1.0" encoding="UTF-8"?>')),
  'rss-flaky': (feed) => utf8('text/xml; charset=utf-8', rss(feed, '<?xml version="1.0" encoding="UTF-8"?>')),
  'rss-windows-1256': (feed) => ({
    contentType: 'text/xml; charset=windows-1256',
    charset: 'windows-1256',
    body: rss(feed, '<?xml version="1.0"?>'),
  }),
  'rss-broken': (feed) =>
    utf8('application/xml', broken(rss(feed, '<?xml version="1.0" encoding="UTF-8"?>'))),
  atom: (feed) => utf8('application/atom+xml', atom(feed)),
  rdf: (feed) => utf8('application/rdf+xml', rdf(feed)),
  json: (feed) => utf8('application/feed+json', json(feed)),
  'news-sitemap': (feed) => utf8('application/xml', sitemap(feed)),
};

function rss({ outlet, origin, items }: FeedFacts, declaration: string): string {
  const isWhole = outlet.feed === 'rss-broken';
  const rows = items.map(({ article, url, publishedAt }) => `
<item><title>${escape(article.title)}</title><link>${escape(url + (outlet.tracking ?? ''))}</link>
<dc:creator>${cdata(article.author ?? outlet.name)}</dc:creator><pubDate>${publishedAt.toUTCString()}</pubDate>
<category>${cdata(article.event)}</category><guid isPermaLink="false">${outlet.key}-${article.id}</guid>
<description>${cdata(`<p>${escape(summary(article))}</p><p><a href="${escape(url)}">${escape(article.title)}</a></p>`)}</description>
${isWhole ? `<content:encoded>${cdata(html(article))}</content:encoded>` : ''}<media:content url="${origin}/image.svg" medium="image"/></item>`); // prettier-ignore
  return `${declaration}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>${escape(outlet.name)}</title><atom:link href="${origin}${outlet.feedPath}" rel="self" type="application/rss+xml"/><link>${origin}/</link>
<description>${escape(outlet.tagline)}</description><language>${outlet.lang}</language><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>${rows.join('')}
</channel></rss>`;
}

/** What a hand-written feed script does: a bare ampersand, a control character, and no end. */
function broken(source: string): string {
  return source
    .replace(
      /<description>([^<]*)<\/description><language>/u,
      '<description>$1 & المزيد\u0008</description><language>',
    )
    .replace(/<\/channel><\/rss>$/u, '<item><title>');
}

function atom({ outlet, origin, items }: FeedFacts): string {
  const updated = (items[0]?.publishedAt ?? new Date(0)).toISOString();
  const rows = items.map(({ article, url, publishedAt }) => `
<entry><title type="html">${escape(escape(article.title))}</title><link rel="alternate" type="text/html" href="${escape(url)}"/><id>tag:${outlet.key},2026:${article.id}</id>
<published>${publishedAt.toISOString()}</published><updated>${publishedAt.toISOString()}</updated><author><name>${escape(article.author ?? outlet.name)}</name></author>
<summary type="text">${escape(summary(article))}</summary></entry>`); // prettier-ignore
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${outlet.lang}"><title>${escape(outlet.name)}</title><subtitle>${escape(outlet.tagline)}</subtitle>
<link rel="self" href="${origin}${outlet.feedPath}"/><link href="${origin}/"/><id>${origin}/</id><updated>${updated}</updated>${rows.join('')}
</feed>`;
}

function rdf({ outlet, origin, items }: FeedFacts): string {
  const list = items.map(({ url }) => `<rdf:li rdf:resource="${escape(url)}"/>`).join('');
  const rows = items.map(({ article, url, publishedAt }) => `
<item rdf:about="${escape(url)}"><title>${escape(article.title)}</title><link>${escape(url)}</link>
<description>${escape(summary(article))}</description><dc:date>${publishedAt.toISOString()}</dc:date><dc:creator>${escape(article.author ?? outlet.name)}</dc:creator></item>`); // prettier-ignore
  return `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="${origin}/"><title>${escape(outlet.name)}</title><link>${origin}/</link><description>${escape(outlet.tagline)}</description><dc:language>${outlet.lang}</dc:language><items><rdf:Seq>${list}</rdf:Seq></items></channel>${rows.join('')}
</rdf:RDF>`;
}

function json({ outlet, origin, items }: FeedFacts): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: outlet.name,
    home_page_url: `${origin}/`,
    feed_url: `${origin}${outlet.feedPath}`,
    language: outlet.lang,
    items: items.map(({ article, url, publishedAt }) => ({
      id: article.id,
      url,
      title: article.title,
      content_html: html(article),
      summary: summary(article),
      date_published: publishedAt.toISOString(),
      authors: [{ name: article.author ?? outlet.name }],
    })),
  });
}

function sitemap({ outlet, items }: FeedFacts): string {
  const rows = items.map(({ article, url, publishedAt }) => `
<url><loc>${escape(url)}</loc><news:news><news:publication><news:name>${escape(outlet.name)}</news:name><news:language>${outlet.lang}</news:language></news:publication>
<news:publication_date>${publishedAt.toISOString()}</news:publication_date><news:title>${escape(article.title)}</news:title></news:news></url>`); // prettier-ignore
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${rows.join('')}
</urlset>`;
}
