/** A namespace without what its writers vary: scheme, `www.`, letter case, and a slash or `#` at its end. */
const keyOf = (space: string) =>
  space
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/u, '')
    .replace(/[/#]$/u, '');

/** Namespaces under any prefix -> the prefix that the rest of `feeds/` knows them by; '' is the feed's own. */
const known: ReadonlyMap<string, string> = new Map(
  Object.entries({
    atom: ['http://www.w3.org/2005/Atom', 'http://purl.org/atom/ns#', 'http://example.com/newformat#'],
    '': [
      'http://purl.org/rss/1.0/',
      'http://purl.org/net/rss1.1#',
      'http://my.netscape.com/rdf/simple/0.9/',
      'http://channel.netscape.com/rdf/simple/0.9/',
      'http://backend.userland.com/rss',
      'http://backend.userland.com/rss2',
      'http://backend.userland.com/rss091',
      'http://backend.userland.com/rss092',
      'http://cyber.law.harvard.edu/rss/rss.html',
      'http://blogs.law.harvard.edu/tech/rss',
      'http://www.sitemaps.org/schemas/sitemap/0.9',
      'http://www.google.com/schemas/sitemap/0.84',
      'http://www.google.com/schemas/sitemap/0.9',
    ],
    news: [
      'http://www.google.com/schemas/sitemap-news/0.9',
      'http://www.google.com/schemas/sitemap-news/0.84',
    ],
    dc: ['http://purl.org/dc/elements/1.1/', 'http://purl.org/dc/elements/1.0/', 'http://purl.org/dc/1.1/'],
    dcterms: ['http://purl.org/dc/terms/'],
    content: ['http://purl.org/rss/1.0/modules/content/'],
    sy: ['http://purl.org/rss/1.0/modules/syndication/'],
    rdf: ['http://www.w3.org/1999/02/22-rdf-syntax-ns#'],
    xhtml: ['http://www.w3.org/1999/xhtml'],
    media: [
      'http://search.yahoo.com/mrss/',
      'http://tools.search.yahoo.com/mrss/',
      'http://video.search.yahoo.com/mrss/',
      'http://www.rssboard.org/media-rss',
    ],
    itunes: ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'http://example.com/dtds/podcast-1.0.dtd'],
  }).flatMap(([prefix, spaces]) => spaces.map((space): [string, string] => [keyOf(space), prefix])),
);

/** Prefixes that feeds use without ever declaring them. */
const conventional = new Set([
  'atom',
  'dc',
  'dcterms',
  'content',
  'sy',
  'rdf',
  'xhtml',
  'media',
  'itunes',
  'news',
]);

/** What a prefix stands for: one of the above, '' for the feed's own, `?` for what nobody here reads. */
export type Prefixes = ReadonlyMap<string, string>;

export const boundTo = (space: string) => known.get(keyOf(space)) ?? '?';

/** The name of an element by what its prefix is bound to; `?:name` in a namespace that nobody here reads. */
export function canonicalName(name: string, prefixes: Prefixes): string {
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const local = colon < 0 ? name : name.slice(colon + 1);
  const target = prefixes.get(prefix);
  if (target === undefined && prefix !== '') {
    return `${conventional.has(prefix.toLowerCase()) ? prefix.toLowerCase() : '?'}:${local}`;
  }
  // A default namespace that nobody knows is a dialect's own idea of what it is.
  if (target === undefined || target === '' || (target === '?' && prefix === '')) return spelt(local);
  return target === '?' ? `?:${local}` : spelt(`${target}:${local}`);
}

/** Some dialects shout. */
function spelt(name: string): string {
  return ownNames.has(name) ? name : (spellings.get(name.toLowerCase()) ?? name);
}

/** Roots and what they make of the document. */
export const roots: ReadonlyMap<string, 'feed' | 'sitemap-index'> = new Map(
  Object.entries({
    rss: 'feed',
    'rdf:RDF': 'feed',
    RDF: 'feed',
    channel: 'feed',
    'atom:feed': 'feed',
    feed: 'feed',
    'atom:entry': 'feed',
    entry: 'feed',
    urlset: 'feed',
    sitemapindex: 'sitemap-index',
  } as const),
);

/** Elements that hold one entry. */
export const entryNames = new Set(['item', 'atom:entry', 'entry', 'url']);

/** Elements whose children belong to whatever holds the element. */
export const transparent = new Set([
  'channel',
  'skipHours',
  'skipDays',
  'news:news',
  'news:publication',
  'media:group',
]);

/** The fields that are read, by canonical name; `fields.ts` says in which order they count. */
export const fieldNames: ReadonlySet<string> = new Set(
  (
    'title link description content summary id guid author updated published issued modified created subtitle ' +
    'tagline info language pubDate lastBuildDate managingEditor webMaster ttl body fullitem loc lastmod name enclosure ' +
    'atom:title atom:link atom:content atom:summary atom:id atom:author atom:updated atom:published atom:issued ' +
    'atom:modified atom:created atom:subtitle atom:tagline atom:info ' +
    'dc:title dc:description dc:creator dc:author dc:date dc:language dc:identifier dc:publisher ' +
    'abstract dcterms:issued dcterms:created dcterms:modified dcterms:available dcterms:abstract ' +
    'content:encoded xhtml:body media:title media:description itunes:author itunes:summary itunes:subtitle ' +
    'news:title news:publication_date news:language news:name hour day'
  ).split(' '),
);

const ownNames = new Set([...fieldNames, ...entryNames, ...transparent]);
const spellings = new Map([...ownNames].map((name) => [name.toLowerCase(), name]));
