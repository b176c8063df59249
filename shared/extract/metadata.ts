import { parseDate } from '../domain/dates.ts';
import type { PageContent } from '../domain/article.ts';
import { sameWords } from './boilerplate.ts';
import { all, flatText, type Document } from './dom.ts';
import { htmlToText } from './html-text.ts';
import type { LinkedArticle } from './json-ld.ts';

type Metadata = Omit<PageContent, 'text'>;

const authorCharsMax = 120;

/** Title, byline, date and the rest, each from the first source that has it, the most reliable first. */
export function metadataOf(document: Document, url: string, linked: LinkedArticle | undefined): Metadata {
  const meta = metaTags(document);
  const siteName = plain(
    meta('og:site_name', 'application-name', 'al:android:app_name') ?? linked?.publisher,
  );
  const date =
    linked?.published ??
    meta(
      'article:published_time', 'og:article:published_time', 'datepublished', 'date', 'pubdate', 'publishdate', 'publish-date',
      'publish_date', 'dc.date', 'dc.date.issued', 'dcterms.date', 'dcterms.created', 'parsely-pub-date', 'sailthru.date',
      'article.published', 'published-date', 'citation_publication_date', 'timestamp', 'og:published_time', 'cxenseparse:recs:publishtime',
    ) ??
    dateInPage(document) ??
    dateInUrl(url); // prettier-ignore
  return {
    title: titleOf(document, meta('og:title', 'twitter:title'), linked?.headline, siteName),
    author: authorOf(document, meta, linked),
    date,
    publishedAtMs: date === undefined ? undefined : parseDate(date),
    lang: langOf(document.documentElement.getAttribute('lang') ?? meta('og:locale', 'content-language', 'language') ?? linked?.lang),
    siteName,
    image: absolute(meta('og:image', 'og:image:url', 'twitter:image') ?? linked?.image, url),
    canonicalUrl: absolute(document.querySelector('link[rel=canonical]')?.getAttribute('href') ?? meta('og:url'), url),
  }; // prettier-ignore
}

/** The first of the named tags with content, whether it is called by name, property, itemprop or http-equiv. */
function metaTags(document: Document): (...names: string[]) => string | undefined {
  const content = new Map<string, string>();
  for (const tag of all(document, 'meta[content]')) {
    const value = tag.getAttribute('content')?.trim() ?? '';
    for (const key of ['property', 'name', 'itemprop', 'http-equiv']) {
      const name = tag.getAttribute(key)?.trim().toLowerCase();
      if (name !== undefined && value !== '' && !content.has(name)) content.set(name, value);
    }
  }
  return (...names) => names.map((name) => content.get(name)).find((value) => value !== undefined);
}

function titleOf(
  document: Document,
  social: string | undefined,
  headline: string | undefined,
  siteName: string | undefined,
): string {
  const tab = plain(document.querySelector('title')?.textContent ?? undefined) ?? '';
  const headings = all(document, 'h1')
    .map(flatText)
    .filter((text) => text.length > 3 && text.length < 400);
  // A heading that the browser's tab repeats is the article's; others may be the site's own name.
  const [heading] = headings.filter((text) => tab.includes(text) || (social ?? '').includes(text));
  const candidate =
    heading ?? plain(headline) ?? plain(social) ?? (headings.length === 1 ? headings[0] : undefined) ?? tab;
  return withoutSite(candidate, siteName);
}

/** "Title | Site", "Site - Title" without the site. */
function withoutSite(title: string, siteName: string | undefined): string {
  const parts = title.split(/\s+[|»·•–—-]\s+|\s*\|\s*/u);
  if (parts.length < 2 || siteName === undefined) return title;
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (sameWords(last, siteName)) return title.slice(0, title.lastIndexOf(last)).replace(/[\s|»·•–—-]+$/u, '');
  if (sameWords(first, siteName)) return title.slice(first.length).replace(/^[\s|»·•–—-]+/u, '');
  return title;
}

function authorOf(
  document: Document,
  meta: (...names: string[]) => string | undefined,
  linked: LinkedArticle | undefined,
): string | undefined {
  const byline = () =>
    all(
      document,
      '[rel=author], [itemprop=author] [itemprop=name], [itemprop=author], .byline-name, .author-name, .byline .author, .entry-author, .post-author, .article-author, .byline, .author',
    )
      .map(flatText)
      .find((text) => text.length > 2 && text.length < authorCharsMax);
  const named = [
    linked?.author,
    meta('author', 'article:author', 'parsely-author', 'dc.creator', 'sailthru.author', 'byl'),
    byline(),
  ];
  return named
    .map((name) =>
      plain(name)
        ?.replace(/^(?:by|written by|par|von|por|بقلم|كتب(?:ت)?|تحرير|إعداد|نویسنده)\s*:?\s+/iu, '')
        .trim(),
    )
    .find(
      (name) =>
        name !== undefined &&
        name !== '' &&
        name.length < authorCharsMax &&
        !/^https?:|^@|[<>{}]/u.test(name),
    );
}

function dateInPage(document: Document): string | undefined {
  const tagged = all(
    document,
    '[itemprop=datePublished], time[pubdate], article time[datetime], time[datetime]',
  )
    .map(
      (element) => element.getAttribute('datetime') ?? element.getAttribute('content') ?? flatText(element),
    )
    .find((text) => parseDate(text) !== undefined);
  if (tagged !== undefined) return tagged;
  return all(document, '[class*=date], [class*=time], [class*=publish], [class*=meta], [id*=date]')
    .map(flatText)
    .find((text) => text.length < 100 && parseDate(text) !== undefined);
}

function dateInUrl(url: string): string | undefined {
  const found = /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)/u.exec(url);
  return found === null
    ? undefined
    : `${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}`;
}

function langOf(value: string | undefined): string | undefined {
  const lang = /^[a-z]{2,3}(?=$|[-_])/iu.exec(value?.trim() ?? '')?.[0];
  return lang?.toLowerCase();
}

function plain(value: string | undefined): string | undefined {
  const text = value === undefined ? '' : htmlToText(value).replace(/\s+/gu, ' ').trim();
  return text === '' ? undefined : text;
}

function absolute(link: string | undefined, base: string): string | undefined {
  return link !== undefined && link !== '' && URL.canParse(link, base) ? new URL(link, base).href : undefined;
}
