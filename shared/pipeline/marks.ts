import type { Entry } from '../domain/feed.ts';
import { htmlToText } from '../extract/html-text.ts';
import { markChars } from '../store/feeds.ts';
import { idOf } from '../store/ids.ts';
import { foldDigits, plainLatin, plainLetters } from '../text/letters.ts';

/** A line of so few words with a figure in it, and no sentence: "1,204 views", "Updated 10:42", "منذ 5 دقائق". */
const counterWordsMax = 5;

/**
 * A short mark of what a feed says of an entry: other words, another mark. Markup, links, spaces and spelling are
 * left out, and so are dates and whatever else of the entry is no text: they move while nobody writes.
 */
export function markOf({ title = '', summary = '', content = '' }: Entry): string {
  const parts = [title, summary, content].map(htmlToText);
  return Buffer.from(idOf(...parts.map(saidBy)), 'hex')
    .toString('base64url')
    .slice(0, markChars);
}

/** Whether two texts say the same, whatever stands around the words and whatever counts beside them. */
export const saysTheSame = (left: string, right: string) => saidBy(left) === saidBy(right);

/** The words of a text in plain letters, counters left out. */
function saidBy(text: string): string {
  const lines = text.split('\n').flatMap((line) => {
    const words = foldDigits(plainLetters(plainLatin(line))).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    return words.length === 0 ? [] : [{ words, isCounter: isCounter(line, words) }];
  });
  // A text of nothing else says just that.
  const said = lines.every(({ isCounter }) => isCounter) ? lines : lines.filter(({ isCounter }) => !isCounter); // prettier-ignore
  return said.map(({ words }) => words.join(' ')).join(' ');
}

const isCounter = (line: string, words: readonly string[]) =>
  words.length <= counterWordsMax && /\p{N}/u.test(line) && !/[.!?؟…।。]\s*$/u.test(line);
