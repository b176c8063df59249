import type { Article, Edit } from '../domain/article.ts';
import type { Match } from '../domain/topic.ts';
import { getArticle, getArticleObject, type ArticleRow } from '../store/articles.ts';
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

interface Edited {
  readonly changed: Edit['changed'];
  readonly matches: readonly Match[];
  readonly before: readonly Match[];
  readonly isNews: boolean;
}

/**
 * The effect of an edit, and on which row; `isNews`: the topics that it newly hits are to alert. The version before is
 * judged by the same topics (`before`), so one that was added since finds what was there before it, which is no news, in
 * articles that are edited as little as in others.
 */
export function editOf({ row }: Known, { changed, matches, before, isNews }: Edited) {
  if (!isNews) return { row, changed, newHits: [] };
  const known = new Set([
    ...row.record.hits,
    ...before.filter(({ isHit }) => isHit).map(({ topic }) => topic),
  ]);
  const newHits = matches.flatMap(({ topic, isHit }) => (isHit && !known.has(topic) ? [topic] : []));
  return { row, changed, newHits };
}
