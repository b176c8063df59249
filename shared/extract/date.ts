import type { PageContent } from '../domain/article.ts';
import { parseDate } from '../domain/dates.ts';
import type { LinkedArticle } from './json-ld.ts';
import { isSentence } from './lines.ts';
import type { LeanPage } from './lean.ts';
import type { Said } from './marks.ts';
import type { MetaTags } from './meta-tags.ts';

const published =
  /^(?:(?:first )?published|posted|publicado|veröffentlicht|publié|نُ?شر(?:ت)?(?: في| بتاريخ|:)|تاريخ النشر|تم النشر|منتشر شده|تاریخ انتشار)/iu;
const dateLineCharsMax = 40;
const endLinesMax = 6;
const dateCharsMax = 100;
/** So many tags and words from the heading, a date is the article's and no comment's or teaser's. */
const nearPieces = 60;

/** When it was published, as the page writes it. */
export function dateOf(
  page: LeanPage,
  meta: MetaTags,
  linked: LinkedArticle | undefined,
  { url, title }: { readonly url: string; readonly title: string },
): string | undefined {
  const below = page.below(title);
  return firstDate([
    linked?.published,
    meta(
      'article:published_time', 'og:article:published_time', 'datepublished', 'date', 'pubdate', 'publishdate', 'publish-date',
      'publish_date', 'dc.date', 'dc.date.issued', 'dcterms.date', 'dcterms.created', 'parsely-pub-date', 'sailthru.date',
      'article.published', 'published-date', 'citation_publication_date', 'timestamp', 'og:published_time', 'cxenseparse:recs:publishtime',
    ),
    ...saidOf(page, 'published'),
    ...below.filter((line) => published.test(line)),
    ...saidOf(page, 'time', nearPieces),
    ...saidOf(page, 'date', nearPieces),
    ...saidOf(page, 'time'),
    ...saidOf(page, 'date'),
    dateInUrl(url),
    ...below,
  ]); // prettier-ignore
}

export function modifiedOf(
  page: LeanPage,
  meta: MetaTags,
  linked: LinkedArticle | undefined,
): string | undefined {
  return firstDate([
    linked?.modified,
    meta('article:modified_time', 'og:updated_time', 'datemodified', 'last-modified', 'dcterms.modified', 'dc.date.modified'),
    ...saidOf(page, 'modified'),
  ]); // prettier-ignore
}

const firstDate = (dates: readonly (string | undefined)[]) =>
  dates.find((date) => date !== undefined && date.length < dateCharsMax && parseDate(date) !== undefined);

/** A line above or below the text that is nothing but a date, where the page says none elsewhere. */
export function dateAmong(lines: readonly string[]): Pick<PageContent, 'date' | 'publishedAtMs'> | undefined {
  const ends =
    lines.length <= 2 * endLinesMax ? lines : [...lines.slice(0, endLinesMax), ...lines.slice(-endLinesMax)];
  const date = ends.find(
    (line) => line.length <= dateLineCharsMax && !isSentence(line) && parseDate(line) !== undefined,
  );
  return date === undefined ? undefined : { date, publishedAtMs: parseDate(date) };
}

/** The nearest to the heading first: pages also show the date of today and those of other articles. */
function saidOf(page: LeanPage, wanted: Said['kind'], piecesMax = Infinity): (string | undefined)[] {
  const heading = page.says.find(({ kind }) => kind === 'heading')?.at ?? 0;
  return page.says
    .filter(({ kind, at }) => kind === wanted && Math.abs(at - heading) <= piecesMax)
    .toSorted((a, b) => Math.abs(a.at - heading) - Math.abs(b.at - heading))
    .flatMap(({ value, text, lines }) => [value, text, ...lines]);
}

function dateInUrl(url: string): string | undefined {
  const found = /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)/u.exec(url);
  return found === null
    ? undefined
    : `${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}`;
}
