import type { Article, Edit } from '../domain/article.ts';
import type { Config } from '../domain/config.ts';
import type { Match } from '../domain/topic.ts';
import { getArticle, getArticleObject, type ArticleRow } from '../store/articles.ts';
import type { UnrankedArticle } from './keywords-of.ts';
import { saysTheSame } from './marks.ts';
import { match } from './match.ts';
import type { Ports } from './ports.ts';

/** An article as it stands, and the row that says so. */
export interface Known {
  readonly article: Article;
  readonly row: ArticleRow;
}

/** Undefined when it is no longer stored. */
export async function knownArticle(
  { table, blobs }: Pick<Ports, 'table' | 'blobs'>,
  articleId: string,
): Promise<Known | undefined> {
  const row = await getArticle(table, articleId);
  const object = row && (await getArticleObject(blobs, row.record.objectKey));
  return row && object && { row, article: object.article };
}

/** A feed that does not speak for the page has words of its own, and the page could not be read. */
const isClaim = ({ via, source }: Pick<Article, 'via' | 'source'>) =>
  via !== undefined && source.kind === 'feed';

/** It came by a feed that does not speak for the page, and now one that does shows it. */
export const isOwnWord = (earlier: Pick<Article, 'via'>, read: Pick<Article, 'via'>) =>
  earlier.via !== undefined && read.via === undefined;

/**
 * What was read again, as a version of the article that it was read for: with its identity, whatever the page calls
 * itself now. What the page said stands while only the feed's own text can be had, and another feed of the same
 * article words title and summary in its own way: from there, only the page counts. From a feed that does not speak for
 * the page, nothing else ever does; one that does takes over what such a feed has brought.
 */
export function versionOf({ article }: Known, read: UnrankedArticle): UnrankedArticle {
  const { id, url, title, feedId, outlet, via, text, lang, source } = article;
  if (isClaim(read) && read.id !== id) return article;
  const isTakenOver = read.id === id && isOwnWord(article, read);
  const isOtherFeed = read.feedId !== feedId && !isTakenOver;
  const isPageLost = source.kind === 'page' && read.text.length < text.length;
  const isTextKept = read.source.kind === 'feed' && (isOtherFeed || isPageLost);
  return {
    ...read,
    ...(!isTakenOver && { id, url, feedId, outlet, via }),
    title: isOtherFeed || read.title === '' ? title : read.title,
    publishedAtMs: article.publishedAtMs ?? read.publishedAtMs,
    ...(isTextKept && { text, lang, source }),
  };
}

/** What of its words has changed; nothing, when only their looks have. */
export function changedParts({ article }: Known, version: UnrankedArticle): Edit['changed'] {
  return (['title', 'text'] as const).filter((part) => !saysTheSame(article[part], version[part]));
}

/** What the edit has done, and to which row; `isNews`: the topics that it newly hits are to hear of it. */
export function editOf(
  config: Config,
  { known, changed, matches, isNews }: { known: Known; changed: Edit['changed']; matches: readonly Match[]; isNews: boolean },
) {
  return { row: known.row, changed, newHits: isNews ? newHits(config, known, matches) : [] };
} // prettier-ignore

/**
 * Topics that the edit has made a hit of. The version before is judged by the same topics: one that was added since
 * finds what was there before it, which is no news, in articles that are edited as little as in others.
 */
function newHits(config: Config, { article, row }: Known, matches: readonly Match[]): string[] {
  const before = match(config, article).filter(({ isHit }) => isHit);
  const known = new Set([...row.record.hits, ...before.map(({ topic }) => topic)]);
  return matches.flatMap(({ topic, isHit }) => (isHit && !known.has(topic) ? [topic] : []));
}
