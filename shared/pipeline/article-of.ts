import type { Entry, FeedConfig } from '../domain/feed.ts';
import type { Analyse } from '../domain/text.ts';
import { webAddress, type WebAddress } from '../domain/web-address.ts';
import { feedKnowsBetter } from '../extract/by-feed.ts';
import { htmlToText } from '../extract/html-text.ts';
import { canonicalUrl } from '../net/canonical-url.ts';
import { idOf } from '../store/ids.ts';
import type { PageOutcome } from './fetch-page.ts';
import type { UnrankedArticle } from './keywords-of.ts';
import { limits } from './limits.ts';

export interface ReadEntry {
  readonly entry: Entry;
  readonly entryId: string;
  readonly feed: FeedConfig;
  readonly feedTitle: string | undefined;
  readonly page: Extract<PageOutcome, { kind: 'page' | 'unreadable' }>;
  readonly nowMs: number;
  readonly analyse: Analyse;
}

/** The article of an entry: the page's text, or the feed's own where the page gave none. */
export function articleOf(read: ReadEntry): UnrankedArticle {
  const { entry, feed, page } = read;
  const found = page.kind === 'page' ? page.page : undefined;
  const title = cut(htmlToText(entry.title ?? '') || found?.title || '', limits.articleTitleCharsMax);
  const fromFeed = htmlToText(entry.content ?? entry.summary ?? '');
  const reason = page.kind === 'page' ? feedKnowsBetter(page.page, { title, text: fromFeed }) : page.reason;
  const text = cut(reason === undefined ? (found?.text ?? '') : fromFeed, limits.articleTextCharsMax);
  const { lang } = read.analyse(`${title}\n${text}`, found?.lang ?? entry.language);
  // The config has let the feed's own address through by the same rule.
  const url = urlOf(read) ?? (feed.url as WebAddress);
  const identity = entry.link === undefined ? undefined : canonicalUrl(url);
  return {
    id: identity === undefined ? idOf('entry', feed.id, read.entryId) : articleIdOf(identity),
    url,
    title,
    text,
    lang,
    author: found?.author ?? entry.author,
    publishedAtMs: entry.publishedAtMs ?? found?.publishedAtMs,
    readAtMs: read.nowMs,
    feedId: feed.id,
    outlet: found?.siteName ?? feed.name ?? read.feedTitle ?? hostname(url),
    image: found?.image,
    source: reason === undefined ? { kind: 'page' } : { kind: 'feed', reason },
  };
}

/** The id of whatever article stands under a canonical URL. */
export function articleIdOf(canonical: string): string {
  return idOf('article', canonical);
}

/**
 * The page's own canonical URL, where it may be believed: on the same host, and not the front page, which
 * broken templates name on every page. Otherwise the URL that the page came from, or was to come from.
 */
function urlOf({ entry, page }: ReadEntry): WebAddress | undefined {
  if (page.kind === 'unreadable') return entry.link;
  const { canonicalUrl: named } = page.page;
  const from = webAddress(page.url) ?? entry.link;
  if (named === undefined || from === undefined) return from;
  const [own, fetched] = [canonicalUrl(named), canonicalUrl(from)];
  if (own === undefined || fetched === undefined) return from;
  const isFront = new URL(own).pathname === '/' && new URL(fetched).pathname !== '/';
  return new URL(own).host === new URL(fetched).host && !isFront ? named : from;
}

function cut(text: string, charsMax: number): string {
  return text.length <= charsMax ? text : text.slice(0, charsMax);
}

function hostname(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}
