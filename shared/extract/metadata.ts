import { decodeHTMLAttribute } from 'entities';
import { parseDate } from '../domain/dates.ts';
import type { PageContent } from '../domain/article.ts';
import { authorOf } from './author.ts';
import { dateOf } from './date.ts';
import { htmlToText } from './html-text.ts';
import type { LinkedArticle } from './json-ld.ts';
import type { LeanPage, PageHead } from './lean.ts';
import { titleOf } from './title.ts';

export type Metadata = Omit<PageContent, 'text'>;

/** The first of the named tags with content, whether it is called by name, property, itemprop or http-equiv. */
export type MetaTags = (...names: readonly string[]) => string | undefined;

/** Title, byline, dates and the rest, each from the first source that has it, in the order that measures best. */
export function metadataOf(page: LeanPage, url: string, linked: LinkedArticle | undefined): Metadata {
  const { head } = page;
  const meta = metaTags(head);
  const siteName = plain(
    meta('og:site_name', 'application-name', 'al:android:app_name') ?? linked?.publisher,
  );
  const date = dateOf(page, meta, linked, url);
  return {
    title: titleOf(page, { social: plain(meta('og:title', 'twitter:title')), headline: plain(linked?.headline), siteName, host: URL.canParse(url) ? new URL(url).hostname : '' }),
    author: authorOf(page, { linked: linked?.author, meta, siteName }),
    date,
    publishedAtMs: date === undefined ? undefined : parseDate(date),
    lang: langOf(head.lang ?? meta('og:locale', 'content-language', 'language') ?? linked?.lang),
    siteName,
    image: absolute(meta('og:image', 'og:image:url', 'twitter:image') ?? linked?.image, url),
    canonicalUrl: absolute(canonicalOf(head) ?? meta('og:url'), url),
  }; // prettier-ignore
}

const canonicalOf = (head: PageHead) =>
  head.tags.find((tag) => tag['rel']?.toLowerCase() === 'canonical')?.['href'];

function metaTags(head: PageHead): MetaTags {
  const content = new Map<string, string>();
  for (const tag of head.tags) {
    const value = decodeHTMLAttribute(tag['content'] ?? '').trim();
    for (const key of ['property', 'name', 'itemprop', 'http-equiv']) {
      const name = tag[key]?.trim().toLowerCase();
      if (name !== undefined && value !== '' && !content.has(name)) content.set(name, value);
    }
  }
  return (...names) => names.map((name) => content.get(name)).find((value) => value !== undefined);
}

function langOf(value: string | undefined): string | undefined {
  const lang = /^[a-z]{2,3}(?=$|[-_])/iu.exec(value?.trim() ?? '')?.[0];
  return lang?.toLowerCase();
}

/** A value as its page meant it: some write HTML and entities into it. */
export function plain(value: string | undefined): string | undefined {
  const text = value === undefined ? '' : htmlToText(value).replace(/\s+/gu, ' ').trim();
  return text === '' ? undefined : text;
}

function absolute(link: string | undefined, base: string): string | undefined {
  return link !== undefined && link !== '' && URL.canParse(link, base) ? new URL(link, base).href : undefined;
}
