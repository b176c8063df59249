import { htmlToText } from './html-text.ts';
import type { LeanPage } from './lean.ts';

interface Named {
  readonly social: string | undefined;
  readonly headline: string | undefined;
  readonly siteName: string | undefined;
}

const headingCharsMax = 400;
/** A heading that shares fewer of its words with what the page calls itself may be anything. */
const sharedMin = 0.3;

/**
 * The heading that readers see; where there are several, or none that is the article's, what the page calls itself
 * for linked data, for social networks, or in the browser's tab.
 */
export function titleOf(page: LeanPage, { social, headline, siteName }: Named): string {
  const tab = htmlToText(page.head.title).replace(/\s+/gu, ' ').trim();
  const names = [headline, social, tab].filter((name) => name !== undefined && name !== '') as string[];
  const headings = page.says
    .filter(({ kind, text }) => kind === 'heading' && text.length > 3 && text.length < headingCharsMax)
    .map(({ text }) => text)
    .filter((text) => siteName === undefined || !sameWords(text, siteName));
  const scored = headings.map((text) => ({ text, shared: Math.max(0, ...names.map((name) => shared(text, name))) }));
  const best = scored.toSorted((a, b) => b.shared - a.shared)[0];
  const heading = best !== undefined && (best.shared >= sharedMin || names.length === 0) ? best.text : undefined;
  return withoutSite(heading ?? names[0] ?? headings[0] ?? '', siteName);
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

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** How many of a text's words stand in the other, as a share. */
function shared(text: string, other: string): number {
  const words = new Set(wordsOf(text));
  const others = new Set(wordsOf(other));
  return words.size === 0 ? 0 : [...words].filter((word) => others.has(word)).length / words.size;
}

export function sameWords(left: string, right: string): boolean {
  return wordsOf(left).join(' ') === wordsOf(right).join(' ');
}
