import { plain } from '../domain/plain.ts';

/** Letters that are written from right to left. */
const rtl = '\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}';
const letter = /\p{L}/gu;
export const rtlLetter = new RegExp(`(?=\\p{L})[${rtl}]`, 'gu');

/** Words of one script that stand together, without the marks that belong to the line around them. */
export const runsOf = (script: string) => {
  const word = `[${script}](?:[${script}\\p{M}\\p{N}'’.&@:/?=_-]*[${script}\\p{M}\\p{N}])?[+#%]*`;
  return new RegExp(`${word}(?: ${word})*`, 'gu');
};
const foreign = { rtl: runsOf('\\p{Script=Latin}'), ltr: runsOf(rtl) };
const mark = { rtl: '\u200F', ltr: '\u200E' };

/** The direction that most of its letters have. */
export function directionOf(text: string): 'rtl' | 'ltr' {
  const count = text.match(letter)?.length ?? 0;
  return 2 * (text.match(rtlLetter)?.length ?? 0) > count ? 'rtl' : 'ltr';
}

/**
 * A stranger's text as a line of its own. Words of the other direction are isolated, and a mark gives the line its
 * direction where it would begin with one of them: some readers go by the first letter, inside of isolates too.
 */
export function ownLine(text: string): string {
  const line = plain(text);
  const direction = directionOf(line);
  const shown = line.replace(foreign[direction], (run) => `\u2068${run}\u2069`);
  const first = /\p{L}/u.exec(line)?.[0] ?? '';
  return first === '' || directionOf(first) === direction ? shown : mark[direction] + shown;
}

/** At most so many UTF-16 units of a line, cut behind a word where one is near, its isolates closed. */
export function cutOnWord(line: string, charsMax: number): string {
  if (line.length <= charsMax) return line;
  const kept = line.slice(0, charsMax);
  const space = /\s/u.test(line.charAt(charsMax)) ? charsMax : kept.lastIndexOf(' ');
  const end = 2 * space > charsMax ? space : charsMax;
  const cut = kept
    .slice(0, end)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .trimEnd();
  const openCount = (cut.match(/[\u2066-\u2068]/gu)?.length ?? 0) - (cut.match(/\u2069/gu)?.length ?? 0);
  return `${cut}…${'\u2069'.repeat(Math.max(0, openCount))}`;
}
