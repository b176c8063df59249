import type { Article, PageContent } from '../domain/article.ts';
import type { Entry, FeedConfig } from '../domain/feed.ts';
import type { Analyse } from '../domain/text.ts';
import { webAddress, type WebAddress } from '../domain/web-address.ts';
import { feedKnowsBetter } from '../extract/by-feed.ts';
import { htmlToText } from '../extract/html-text.ts';
import { canonicalUrl } from '../net/canonical-url.ts';
import { haveOneOwner, speaksFor, type Claimed } from '../net/speaks-for.ts';
import { idOf } from '../store/ids.ts';
import type { NoPage } from './fetch-page.ts';
import { limits } from './limits.ts';

/** An article before anybody has looked what it is about. */
export type UnrankedArticle = Omit<Article, 'keywords' | 'frequencies'>;

export interface ReadEntry {
  readonly entry: Entry;
  readonly entryId: string;
  readonly feed: FeedConfig;
  readonly feedTitle: string | undefined;
  readonly movedTo: string | undefined;
  readonly page: { readonly kind: 'page'; readonly page: PageContent; readonly url: string } | NoPage;
  readonly nowMs: number;
  readonly analyse: Analyse;
}

/**
 * The article of an entry: the page's text, or the feed's own where the page gave none. A feed that does not speak for
 * the page brings its address alone: all words are the page's, and without a page they are an article of the feed's
 * own, so that they never keep back what is really there.
 */
export function articleOf(read: ReadEntry): UnrankedArticle {
  const { entry, feed, page } = read;
  const found = page.kind === 'page' ? page.page : undefined;
  // The config has let the feed's own address through by the same rule.
  const url = urlOf(read) ?? (feed.url as WebAddress);
  const address = entry.link === undefined ? undefined : canonicalUrl(url);
  const isForeign = address !== undefined && !speaksFor(feed, read.movedTo, claimedOf(read, url));
  const said: Entry = isForeign && found !== undefined ? {} : entry;
  const title = cut(htmlToText(said.title ?? '') || found?.title || '', limits.articleTitleCharsMax);
  const fromFeed = htmlToText(said.content ?? said.summary ?? '');
  const reason = page.kind === 'page' ? feedKnowsBetter(page.page, { title, text: fromFeed }) : page.reason;
  const text = cut(reason === undefined ? (found?.text ?? '') : fromFeed, limits.articleTextCharsMax);
  const { lang } = read.analyse(`${title}\n${text}`, found?.lang ?? said.language);
  const isOfFeed = address === undefined || (isForeign && found === undefined);
  const feedName = feed.name ?? read.feedTitle;
  return {
    id: isOfFeed ? idOf('entry', feed.id, read.entryId) : articleIdOf(address),
    url,
    title,
    text,
    lang,
    author: found?.author ?? said.author,
    publishedAtMs: said.publishedAtMs ?? found?.publishedAtMs,
    readAtMs: read.nowMs,
    feedId: feed.id,
    outlet: found?.siteName ?? (isForeign && !isOfFeed ? undefined : feedName) ?? hostname(isOfFeed ? feed.url : url),
    via: isForeign ? (feedName ?? hostname(feed.url)) : undefined,
    image: found?.image,
    source: reason === undefined ? { kind: 'page' } : { kind: 'feed', reason },
  };
} // prettier-ignore

/** What is asked for its owner: the page that was read, or the address with what a page there showed all the same. */
function claimedOf({ page }: ReadEntry, url: string): Claimed {
  if (page.kind === 'page') return { url, feedUrls: page.page.feedUrls };
  if (page.shown === undefined || !haveOneOwner(page.shown.url, url)) return { url };
  return { url, feedUrls: page.shown.feedUrls };
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
