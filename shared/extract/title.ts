import { htmlToText } from './html-text.ts';
import type { LeanPage } from './lean.ts';

interface Named {
  readonly social: string | undefined;
  readonly headline: string | undefined;
  readonly siteName: string | undefined;
  readonly host: string;
}

const headingCharsMax = 400;
/** Each separator in a name makes a part that is looked for in the page: half a million dashes took ten minutes. */
const nameCharsMax = 1_000;
/** A heading that shares fewer of its words with what the page calls itself may be anything. */
const sharedMin = 0.3;
const cutCharsMin = 50;

/**
 * The heading that readers see; where there are several, or none that is the article's, what the page calls itself
 * for linked data, for social networks, or in the browser's tab.
 */
export function titleOf(page: LeanPage, { social, headline, siteName, host }: Named): string {
  const tab = htmlToText(page.head.title).replace(/\s+/gu, ' ').trim();
  const isSite = (text: string) =>
    (siteName !== undefined && sameWords(text, siteName)) || isHost(text, host);
  const names = [headline, social, tab]
    .filter((name) => name !== undefined && name !== '')
    .map((name) => withoutSite((name ?? '').slice(0, nameCharsMax), isSite));
  const headings = page.says
    .filter(({ kind, text }) => kind === 'heading' && text.length > 3 && text.length < headingCharsMax)
    .map(({ text }) => withoutSite(text, isSite))
    .filter((text) => !isSite(text));
  const scored = headings.map((text) => ({
    text,
    shared: Math.max(0, ...names.map((name) => shared(text, name))),
    covered: Math.max(0, ...names.map((name) => shared(text, name) * shared(name, text))),
  }));
  // A site's name is all of it in what its pages call themselves, but is not all of that.
  const best = scored.toSorted((a, b) => b.shared - a.shared || b.covered - a.covered)[0];
  if (best !== undefined && (best.shared >= sharedMin || names.length === 0)) return best.text;
  const [name = headings[0] ?? ''] = names;
  return names.find((other) => isCut(name, other)) ?? shownPart(name, page);
}

/** What stands between separators in it and on the page by itself: the headline, beside the outlet's name. */
function shownPart(name: string, page: LeanPage): string {
  const parts = name.split(/((?<!\s)\s+(?:[|»·•–—:-]|::|\.\.|\.:\.)\s+|(?:(?<!\s)\s+)?\|{1,2}\s*|:\s+)/u);
  const joined = parts.flatMap((_, index) =>
    index % 2 === 0 && index > 0 ? [parts.slice(0, index - 1).join(''), parts.slice(index).join('')] : [],
  );
  const shown = joined.filter((part) => part.length > cutCharsMin / 2 && page.shows(part));
  return shown.toSorted((a, b) => b.length - a.length)[0] ?? name;
}

/** Linked data cuts headlines at a length that search engines once asked for. */
function isCut(name: string, whole: string): boolean {
  const start = name.replace(/(?<![\s.…])[\s.…]+$/u, '');
  return name.length > cutCharsMin && whole.length > name.length && whole.startsWith(start) && !/^\s*[|»·•–—-]/u.test(whole.slice(start.length)); // prettier-ignore
}

/** "Title | Site", "Site - Title" without the site. */
function withoutSite(title: string, isSite: (text: string) => boolean): string {
  const parts = title.split(/(?<!\s)\s+[|»·•–—-]\s+|(?:(?<!\s)\s+)?(?:\|\s*|:{1,2}\s+)/u);
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length < 2) return title;
  if (isSite(last))
    return title.slice(0, title.lastIndexOf(last)).replace(/(?<![\s|»·•–—:-])[\s|»·•–—:-]+$/u, '');
  if (isSite(first)) return title.slice(first.length).replace(/^[\s|»·•–—:-]+/u, '');
  // After a bar comes the section or the series, whoever's they are.
  const [headline = '', label] = title.split(/(?<!\s)\s+\|\s+/u);
  return label !== undefined && headline.length > label.length ? headline : title;
}

/** "The Example Times" is who has exampletimes.org. */
function isHost(text: string, host: string): boolean {
  const letters = wordsOf(text).join('').replace(/^the/u, '');
  return letters.length > 2 && host.replace(/[^a-z\d]/gu, '').includes(letters);
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
