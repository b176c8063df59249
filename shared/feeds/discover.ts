import { decodeHTMLStrict } from 'entities';
import LinkHeader from 'http-link-header';
import type { FeedCandidate } from '../domain/feed.ts';
import { escapeText } from '../domain/markup-text.ts';
import { textOf } from './bytes.ts';
import { limits } from './limits.ts';
import { readMarkup } from './markup.ts';
import { webUrl } from './web-url.ts';

interface Link {
  readonly how: FeedCandidate['how'];
  readonly href: string;
  readonly type: string;
  title: string;
}

/**
 * The feeds that a web page names, best first, each once and absolute: those it declares for programs
 * (`link rel=alternate`, in its head or in the `Link` header of RFC 8288), then links for its readers whose address looks like a feed's. Comments come last. Whether
 * they are feeds is known when they are fetched; an empty list means that the page names none.
 */
export function discoverFeeds(
  page: Uint8Array,
  how: { readonly url: string; readonly contentType?: string; readonly linkHeader?: string },
): readonly FeedCandidate[] {
  const { links, base } = linksOf(textOf(page, how), how.url);
  const inHeader = linksInHeader(how.linkHeader ?? '', how.url);
  const found = new Map<string, { candidate: FeedCandidate; rank: number }>();
  for (const link of [...inHeader, ...links]) {
    const url = webUrl(link.href, base);
    if (url === undefined) continue;
    const type = typeOf(link.type, url);
    if (type === undefined || (link.how === 'linked' && !looksLikeFeed(url))) continue;
    const title = decodeHTMLStrict(link.title).replace(/\s+/gu, ' ').trim().slice(0, titleCharsMax);
    const candidate = { url, type, how: link.how, ...(title !== '' && { title }) };
    const rank = rankOf(candidate, how.url);
    const earlier = found.get(url);
    if (earlier === undefined || rank < earlier.rank) found.set(url, { candidate, rank });
  }
  return [...found.values()]
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limits.candidatesMax)
    .map(({ candidate }) => candidate);
}

const titleCharsMax = 200;

/** Relative to the page itself, whatever base its HTML names. A header that is none is as if it were not there. */
function linksInHeader(header: string, pageUrl: string): Link[] {
  let refs: readonly LinkHeader.Reference[];
  try {
    ({ refs } = LinkHeader.parse(header.slice(0, limits.linkHeaderCharsMax)));
  } catch {
    return [];
  }
  return refs.flatMap(({ uri, rel, type, title }) => {
    const said = { type: textIn(type).toLowerCase(), title: escapeText(textIn(title)) };
    if (!isDeclaration(textIn(rel), said.type) || !URL.canParse(uri, pageUrl)) return [];
    return [{ how: 'declared', href: new URL(uri, pageUrl).href, ...said }];
  });
}

const textIn = (value: unknown) => (typeof value === 'string' ? value : '');

function linksOf(html: string, pageUrl: string): { links: readonly Link[]; base: string } {
  const links: Link[] = [];
  let base = pageUrl;
  let isBaseSaid = false;
  let open: Link | undefined;
  const add = (link: Link) => {
    if (links.length < limits.linksMax) links.push(link);
    return link;
  };
  readMarkup(html, {
    onopentag: (name, given) => {
      const said = (key: string) => decodeHTMLStrict((given[key] ?? '').slice(0, limits.attributeCharsMax));
      const href = said('href');
      if (href === '') return;
      const link = { href, type: said('type').toLowerCase(), title: said('title') };
      if (name === 'a') open = add({ how: 'linked', ...link });
      if (name === 'link' && isDeclaration(said('rel'), link.type)) add({ how: 'declared', ...link });
      if (name === 'base' && !isBaseSaid) {
        base = URL.canParse(href, pageUrl) ? new URL(href, pageUrl).href : pageUrl;
        isBaseSaid = true;
      }
    },
    ontext: (text) => {
      if (open !== undefined && open.title.length < titleCharsMax) open.title += text.slice(0, titleCharsMax);
    },
    onclosetag: (name) => {
      if (name === 'a') open = undefined;
    },
  });
  return { links, base };
}

const isDeclaration = (rel: string, type: string) =>
  /(?:^|\s)(?:alternate|feed)(?:\s|$)/iu.test(rel) && declaredTypes.test(type);

const declaredTypes =
  /^(?:(?:application|text)\/(?:x[.-])?(?:rss|atom|rdf)(?:\+xml)?|application\/feed\+json|(?:application|text)\/(?:xml|json))(?:\s*;|$)/u;

/** What the link says, then what the address looks like; undefined for what is known to be no feed. */
function typeOf(type: string, url: string): FeedCandidate['type'] | undefined {
  // WordPress and others declare their interfaces as alternates too.
  if (/oembed|\/wp-json\//iu.test(`${type} ${url}`)) return undefined;
  const said = `${type} ${new URL(url).pathname}`.toLowerCase();
  if (/json/u.test(said)) return 'json';
  if (/atom/u.test(said)) return 'atom';
  return /rss|rdf|feed/u.test(said) ? 'rss' : 'unknown';
}

const feedWords = new Set(words('rss rss2 rssfeed rssfeeds atom rdf feed feeds xmlfeed'));
const feedEndings = new Set(words('rss atom rdf'));
const feedQuery =
  /[?&](?:(?:feed|format|type|alt|output|mode|view)=(?:rss2?|atom|rdf|feed|xml|json)|rss|feed|atom)(?:&|=|$)/iu;
/** Folders under `/rss/` or `/feeds/`, and words of a name that says `rss` or `feed`; with more it is an article. */
const [foldersMax, wordsMax] = [3, 2];

function looksLikeFeed(url: string): boolean {
  const { pathname, search } = new URL(url);
  // An address within an address belongs to a reader program or to a button for sharing.
  if (url.length > limits.urlCharsMax || /https?(?::|%3a)/iu.test(`${pathname}${search}`)) return false;
  if (feedQuery.test(search)) return true;
  const segments = pathname.toLowerCase().split('/').filter((segment) => segment !== ''); // prettier-ignore
  const [name = '', ...endings] = (segments.at(-1) ?? '').split('.');
  const parts = name.split(/[_-]/u);
  if (endings.some((ending) => feedEndings.has(ending))) return true;
  if (parts.length <= wordsMax && parts.some((part) => feedWords.has(part))) return true;
  return segments.slice(-1 - foldersMax, -1).some((segment) => feedWords.has(segment));
}

function words(list: string): string[] {
  return list.split(' ');
}

/** Smaller is better: declared before linked, this site before another, news before comments. */
function rankOf({ url, title = '', how }: FeedCandidate, pageUrl: string): number {
  const isComments = /comment|replies|تعليق|commentaire|yorum|دیدگاه|نظرات/iu.test(`${url} ${title}`);
  const isElsewhere = siteOf(url) !== siteOf(pageUrl);
  return (isComments ? 4 : 0) + (how === 'declared' ? 0 : 2) + (how === 'linked' && isElsewhere ? 1 : 0);
}

/** The last two labels of a host: enough to tell a site from a stranger, wrong only in ranks. */
const siteOf = (url: string) =>
  URL.canParse(url) ? new URL(url).hostname.split('.').slice(-2).join('.') : '';
