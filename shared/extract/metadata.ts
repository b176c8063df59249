import { decodeHTMLAttribute } from 'entities';
import { parseDate } from '../domain/dates.ts';
import { webAddress, type WebAddress } from '../domain/web-address.ts';
import type { PageContent } from '../domain/article.ts';
import { authorOf } from './author.ts';
import { dateOf, modifiedOf } from './date.ts';
import type { LinkedArticle } from './json-ld.ts';
import type { LeanPage, PageHead } from './lean.ts';
import { metaTags, plain } from './meta-tags.ts';
import { titleOf } from './title.ts';

export type Metadata = Omit<PageContent, 'text'>;

/** Title, byline, dates and the rest, each from the first source that has it, in the order that measures best. */
export function metadataOf(page: LeanPage, url: string, linked: LinkedArticle | undefined): Metadata {
  const { head } = page;
  const meta = metaTags(head);
  const siteName = plain(
    meta('og:site_name', 'application-name', 'al:android:app_name') ?? linked?.publisher,
  );
  const title = titleOf(page, { social: plain(meta('og:title', 'twitter:title')), headline: plain(linked?.headline), siteName, host: URL.canParse(url) ? new URL(url).hostname : '' }); // prettier-ignore
  const date = dateOf(page, meta, linked, { url, title });
  const modified = modifiedOf(page, meta, linked);
  return {
    title,
    author: authorOf(page, { linked: linked?.author, meta, siteName, title }),
    date,
    publishedAtMs: date === undefined ? undefined : parseDate(date),
    modifiedAtMs: modified === undefined ? undefined : parseDate(modified),
    isPaid: linked?.isPaid === true || meta('article:content_tier') === 'locked',
    lang: langOf(head.lang ?? meta('og:locale', 'content-language', 'language') ?? linked?.lang),
    siteName,
    image: absolute(meta('og:image', 'og:image:url', 'twitter:image') ?? linked?.image, url),
    canonicalUrl: absolute(canonicalOf(head) ?? meta('og:url'), url),
    feedUrls: feedUrlsOf(head, url),
  }; // prettier-ignore
}

const canonicalOf = (head: PageHead) =>
  head.tags.find((tag) => tag['rel']?.toLowerCase() === 'canonical')?.['href'];

/** A page names few feeds; alternates of other kinds (languages, devices) are left out. */
const feedsMax = 20;

function feedUrlsOf(head: PageHead, url: string): readonly string[] | undefined {
  const named = head.tags
    .filter((tag) => /(?:^|\s)alternate(?:\s|$)/iu.test(tag['rel'] ?? ''))
    .filter((tag) => /\b(?:rss|atom|rdf|xml|json)\b/iu.test(tag['type'] ?? ''))
    .flatMap((tag) => absolute(decodeHTMLAttribute(tag['href'] ?? ''), url) ?? []);
  return named.length === 0 ? undefined : named.slice(0, feedsMax);
}

function langOf(value: string | undefined): string | undefined {
  const lang = /^[a-z]{2,3}(?=$|[-_])/iu.exec(value?.trim() ?? '')?.[0];
  return lang?.toLowerCase();
}

function absolute(link: string | undefined, base: string): WebAddress | undefined {
  return link === undefined || link === '' ? undefined : webAddress(link, base);
}
