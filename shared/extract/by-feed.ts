import type { PageContent } from '../domain/article.ts';

/** A feed's text of so many characters is the article, or enough of it to tell what the page should hold. */
const tellingCharsMin = 120;
/** A page with more text than this is an article, whatever the feed says of it. */
const noticeCharsMax = 2_000;
/** A page's text that is shorter than this share of the feed's is its beginning. */
const wholeShareMin = 0.6;
/** Of the feed's longer words, at least so many stand in the page that it leads to. */
const sharedMin = 0.2;
const wordsMax = 400;

/** Why the feed's own text is to be kept instead of the page's, in words for the owner; undefined: the page's is better. */
export function feedKnowsBetter(
  page: Pick<PageContent, 'text' | 'isPaid'>,
  feed: { readonly title: string; readonly text: string },
): string | undefined {
  const isLonger = feed.text.length > page.text.length;
  if (page.isPaid === true && isLonger) return 'the page is behind a paywall';
  if (feed.text.length >= tellingCharsMin && page.text.length < wholeShareMin * feed.text.length)
    return 'the page shows only a part of what the feed has';
  if (page.text.length < noticeCharsMax && feed.text.length >= tellingCharsMin) {
    const share = sharedShare(`${feed.title} ${feed.text}`, page.text);
    if (share < sharedMin) return 'the page holds something else than the feed tells';
  }
  return undefined;
}

/** How many of the first text's words stand in the second, as a share; short words stand in any text. */
function sharedShare(text: string, other: string): number {
  const words = new Set(longWords(text).slice(0, wordsMax));
  const others = new Set(longWords(other));
  return words.size === 0 ? 1 : [...words].filter((word) => others.has(word)).length / words.size;
}

const longWords = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
