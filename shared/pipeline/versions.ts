import { isClaim, isOwnWord, type Article, type Edit } from '../domain/article.ts';
import type { UnrankedArticle } from './article-of.ts';
import { saysTheSame } from './marks.ts';

/**
 * The version that a second reading makes of an article: with its identity, whatever the page calls itself now. What the page said stands while only the feed's own text can be had, and another feed of the same
 * article words title and summary in its own way: from there, only the page counts. From a feed that does not speak for
 * the page, nothing else ever does; one that does takes over what such a feed has brought.
 */
export function versionOf(known: Article, read: UnrankedArticle): UnrankedArticle {
  const { id, url, title, feedId, outlet, via, text, lang, source } = known;
  if (isClaim(read) && read.id !== id) return known;
  const isTakenOver = read.id === id && isOwnWord(known, read);
  const isOtherFeed = read.feedId !== feedId && !isTakenOver;
  const isPageLost = source.kind === 'page' && read.text.length < text.length;
  const isTextKept = read.source.kind === 'feed' && (isOtherFeed || isPageLost);
  return {
    ...read,
    ...(!isTakenOver && { id, url, feedId, outlet, via }),
    title: isOtherFeed || read.title === '' ? title : read.title,
    publishedAtMs: known.publishedAtMs ?? read.publishedAtMs,
    ...(isTextKept && { text, lang, source }),
  };
}

/** The parts whose words have changed; none, when only their looks have. */
export function changedParts(known: Article, version: UnrankedArticle): Edit['changed'] {
  return (['title', 'text'] as const).filter((part) => !saysTheSame(known[part], version[part]));
}
