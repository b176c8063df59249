import { parseDate } from '../domain/dates.ts';
import type { LinkedArticle } from './json-ld.ts';
import type { LeanPage } from './lean.ts';
import type { MetaTags } from './meta-tags.ts';

const dateCharsMax = 100;
const linesMax = 12;

/** When it was published, as the page writes it. */
export function dateOf(
  page: LeanPage,
  meta: MetaTags,
  linked: LinkedArticle | undefined,
  url: string,
): string | undefined {
  const named = [
    linked?.published,
    meta(
      'article:published_time', 'og:article:published_time', 'datepublished', 'date', 'pubdate', 'publishdate', 'publish-date',
      'publish_date', 'dc.date', 'dc.date.issued', 'dcterms.date', 'dcterms.created', 'parsely-pub-date', 'sailthru.date',
      'article.published', 'published-date', 'citation_publication_date', 'timestamp', 'og:published_time', 'cxenseparse:recs:publishtime',
    ),
    ...['published', 'date'].flatMap((wanted) =>
      page.says.filter(({ kind }) => kind === wanted).flatMap(({ value, text }) => [value, text]),
    ),
    dateInUrl(url),
    ...page.says.flatMap(({ after }) => after.slice(0, linesMax)),
  ]; // prettier-ignore
  return named.find(
    (text) => text !== undefined && text.length < dateCharsMax && parseDate(text) !== undefined,
  );
}

function dateInUrl(url: string): string | undefined {
  const found = /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)/u.exec(url);
  return found === null
    ? undefined
    : `${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}`;
}
