import { readdirSync, readFileSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { extract } from '../../shared/extract/extract.ts';

/** What a folder of test/fixtures/pages says of its page; `contentType` is the HTTP header. */
type Expected = { readonly url: string; readonly contentType: string | null } & (
  | { readonly kind: 'no-article' | 'paywall' }
  | {
      readonly kind?: never;
      readonly title: string;
      readonly text: string;
      /** Paragraphs that may be read or left out: embedded posts, pull quotes, the times of a live blog, a standfirst that stands outside the article. */
      readonly either?: string;
      readonly author: string | null;
      /** The day, where the outlet is. */
      readonly date: string | null;
      readonly lang: string;
    }
);

/** Of the words of a page: how many of them must be read, and how many of those read must be its own. */
const shareMin = 0.98;
/** A paragraph with fewer of the article's pairs of words stands outside the article. */
const ownPairsMin = 0.5;
const wordsShownMax = 30;

const folder = new URL('../fixtures/pages/', import.meta.url);
const pages = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    name,
    bytes: readFileSync(new URL(`${name}/page.html`, folder)),
    expected: JSON.parse(readFileSync(new URL(`${name}/expected.json`, folder), 'utf8')) as Expected,
  }));

describe('extract: pages in the manner of outlets', () => {
  it('are as many as they were, in the bytes they were written in', () => {
    expect(pages.filter(({ expected }) => expected.kind === undefined).length).toBeGreaterThanOrEqual(62);
    expect(pages.filter(({ expected }) => expected.kind !== undefined).length).toBeGreaterThanOrEqual(8);
    expect(pages.filter(({ bytes }) => !isUtf8(bytes)).length).toBeGreaterThanOrEqual(14);
  });

  it.each(pages)('$name', ({ bytes, expected }) => {
    expect(differences(bytes, expected)).toEqual([]);
  });
});

function differences(bytes: Uint8Array, expected: Expected): string[] {
  const { url, contentType } = expected;
  const outcome = extract(bytes, { url, ...(contentType !== null && { contentType }) });
  if (expected.kind !== undefined)
    return outcome.kind === 'article' ? [`is no article, but read: ${outcome.page.text.slice(0, 300)}`] : [];
  if (outcome.kind === 'no-article') return [`is an article, but: ${outcome.reason}`];
  const { title, author, publishedAtMs, lang, text } = outcome.page;
  const date = publishedAtMs === undefined ? null : new Date(publishedAtMs).toISOString().slice(0, 10);
  const unlike = (field: string, read: string | null, wanted: string | null) =>
    read === wanted ? [] : [`${field}: ${read ?? 'none'} instead of ${wanted ?? 'none'}`];
  return [
    ...unlike('title', title, expected.title),
    ...unlike('author', author ?? null, expected.author),
    ...unlike('date', date, expected.date),
    // A page need not say its language: the reader then tells it from the words. What it says must be right.
    ...(lang === undefined ? [] : unlike('lang', lang.split('-')[0]!.toLowerCase(), expected.lang)),
    ...textDifferences(text, expected.text, expected.either ?? ''),
  ];
}

function textDifferences(read: string, wanted: string, either: string): string[] {
  const missing = without(wordsOf(wanted), wordsOf(read));
  const foreign = without(wordsOf(read), [...wordsOf(wanted), ...wordsOf(either)]);
  const recall = 1 - missing.length / wordsOf(wanted).length;
  const precision = 1 - foreign.length / Math.max(1, wordsOf(read).length);
  const own = new Set([...pairsOf(wanted), ...pairsOf(either)]);
  const noise = read.split('\n\n').filter((paragraph) => {
    const pairs = pairsOf(paragraph);
    return pairs.filter((pair) => own.has(pair)).length < pairs.length * ownPairsMin;
  });
  const shown = (words: readonly string[]) => words.slice(0, wordsShownMax).join(' ');
  return [
    ...(recall < shareMin ? [`recall ${recall.toFixed(3)}, missing: ${shown(missing)}`] : []),
    ...(precision < shareMin ? [`precision ${precision.toFixed(3)}, foreign: ${shown(foreign)}`] : []),
    ...noise.map((paragraph) => `noise: ${paragraph.slice(0, 200)}`),
  ];
}

function wordsOf(text: string): string[] {
  return text.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** Neighbouring words within a paragraph, its ends included, so that a single word is two pairs. */
function pairsOf(text: string): string[] {
  return text.split('\n\n').flatMap((paragraph) => {
    const words = ['', ...wordsOf(paragraph), ''];
    return words.slice(1).map((word, index) => `${words[index]!} ${word}`);
  });
}

/** What is left of a list of words when each word of another has taken one like it away. */
function without(words: readonly string[], taken: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const word of taken) left.set(word, (left.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  });
}
