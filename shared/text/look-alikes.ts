import { is } from './characters.ts';
import { edited, type Edit, type PlainText } from './plain-text.ts';
import table from './look-alikes.json' with { type: 'json' };
import { wordCharsMax } from './words.ts';

type Script = 'latin' | 'cyrillic' | 'greek' | 'arabic';

/** By look-alike: the letter that it is read as. */
const letterOf = (letters: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(letters).flatMap(([letter, alike]) => Array.from(alike, (one) => [one, letter])));

const exact = {
  latin: letterOf(table.latin),
  cyrillic: letterOf(table.cyrillic),
  greek: letterOf(table.greek),
} as const;
/** Letters without case, and those that stand for I and l alike: their neighbours tell. */
const caseless = letterOf(table.latinCaseless);
const loose = letterOf(table.latinLoose);
const arabic = letterOf(table.arabic);

const scripts = {
  latin: /\p{Script=Latin}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  greek: /\p{Script=Greek}/u,
} as const;
const european =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]+$/u;
/** Scripts that whole words may be borrowed from: no text of ours mixes them with its own. */
const borrowed =
  /^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\p{Script=Inherited}]+$/u;
const neutral = /[\p{M}\p{Nd}\p{Script=Common}\p{Script=Inherited}]/u;
const word = /[\p{L}\p{M}\p{Nd}]+/gu;
/** Acronyms of Latin letters are honest in every script: BBC is not ВВС, an air force. */
const wholeLettersMin = { ofLatin: 5, ofOthers: 2 } as const;

/** Letters of each language that looks like an Arabic one to others; a language that is not here keeps all. */
const ownArabic: Readonly<Record<string, string>> = {
  ar: '',
  fa: 'پچژگ',
  ur: 'ٹپچڈڑژگںےۓ',
  ckb: 'پچژگڤڕڵۆۊێ',
};

/**
 * The text with the words in disguise as they look (UTS #39): a word of more than one script in the script of the text, or
 * in the one that most of it is in; a word wholly of look-alikes of the text's script in that; a letter that Arabic,
 * Persian, Urdu or Sorani do not have as the one that it is a shape of. It depends on the word and the language alone, so a
 * term and the text come to the same. A word that does not fit whole stays as it is.
 */
export function unmasked(plain: PlainText, code: string): PlainText {
  const script = scriptOf(code);
  if (isPlain(plain.bits, script)) return plain;
  const suspect = suspectIn(script, code);
  if (!suspect.test(plain.text)) return plain;
  const edits: Edit[] = [];
  for (const { 0: found, index } of plain.text.matchAll(word)) {
    if (found.length > wordCharsMax || !suspect.test(found)) continue;
    const letters = Array.from(found);
    const read = readAs(letters, found, script, code);
    if (read === undefined) continue;
    let start = index;
    for (const [at, letter] of letters.entries()) {
      const end = start + letter.length;
      if (read[at] !== letter) edits.push({ start, end, text: read[at]! });
      start = end;
    }
  }
  return edited(plain, edits);
}

const isPlain = (bits: number, script: Script | undefined) =>
  script !== 'cyrillic' && script !== 'greek' && (bits & askedIn(script)) === 0;

function askedIn(script: Script | undefined): number {
  if (script === 'arabic') return is.strange | is.beyondArabic;
  return script === 'latin' ? is.strange | is.arabic : is.strange;
}

/** The same as `is.strange`. */
const strange = String.raw`\u0180-\u02AF\u0370-\u0E00\u1000-\u1DFF\u1F00-\u1FFF\u2C00-\u2DFF\uA4D0-\uABFF\uD800-\uD83B`;
export const isStrange = new RegExp(`[${strange}]`);
export const inOther = new RegExp(`[A-Za-z${strange}]`);
export const mixed = new RegExp(`[A-Za-z][${strange}]|[${strange}][A-Za-z]`);
const inArabic = new Map<string, RegExp>();

/** A word may be in disguise only where this is met; most texts are done with it. */
export function suspectIn(script: Script | undefined, code: string): RegExp {
  if (script === 'latin') return isStrange;
  if (script === undefined) return mixed;
  if (script !== 'arabic') return inOther;
  const own = ownArabic[code];
  if (own === undefined) return mixed;
  const known = inArabic.get(code);
  if (known !== undefined) return known;
  const foreign = [...arabic.keys()].filter((letter) => !own.includes(letter));
  // By halves of pairs: a set that has letters beyond U+FFFF is searched for ten times as slowly.
  const made = new RegExp(`[\\u0370-\\u052F${foreign.map((letter) => letter[0]).join('')}]`);
  inArabic.set(code, made);
  return made;
}

/** The letter that each one is read as; undefined where the word is not in disguise. */
function readAs(
  letters: readonly string[],
  found: string,
  script: Script | undefined,
  code: string,
): string[] | undefined {
  const isWhole = script !== undefined && script !== 'arabic' && !scripts[script].test(found);
  if (script === 'arabic' && /^[\p{Script=Arabic}\p{M}\p{Nd}]+$/u.test(found))
    return arabicLetters(letters, code);
  if (isWhole && mayBeBorrowed(letters, found)) {
    const whole = inScript(letters, script, 'exact');
    if (whole !== undefined) return whole;
  }
  if (!isMixed(found)) return undefined;
  if (script !== undefined && script !== 'arabic' && !isWhole) {
    const own = inScript(letters, script, 'loose');
    if (own !== undefined) return own;
  }
  if (!european.test(found)) return undefined;
  const most = mostOf(letters);
  return (
    inScript(letters, most, 'loose') ?? (most === 'latin' ? undefined : inScript(letters, 'latin', 'loose'))
  );
}

/** Letters of one word that belong to more than one script, or shapes of Latin letters that no language of ours has. */
const isMixed = (found: string) =>
  Object.values(scripts).filter((script) => script.test(found)).length > 1 ||
  (scripts.latin.test(found) && isStrange.test(found));

function mayBeBorrowed(letters: readonly string[], found: string): boolean {
  if (borrowed.test(found)) return letters.length >= wholeLettersMin.ofOthers;
  return european.test(found) && letters.length >= wholeLettersMin.ofLatin;
}

function mostOf(letters: readonly string[]): keyof typeof scripts {
  const counts = (Object.keys(scripts) as (keyof typeof scripts)[]).map((script) => ({
    script,
    count: letters.filter((letter) => scripts[script].test(letter)).length,
  }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).script;
}

const arabicLetters = (letters: readonly string[], code: string) =>
  letters.map((letter) =>
    ownArabic[code]?.includes(letter) === false ? (arabic.get(letter) ?? letter) : letter,
  );

/** The letters in one script, or undefined where one has no look-alike in it. */
function inScript(
  letters: readonly string[],
  script: keyof typeof scripts,
  how: 'exact' | 'loose',
): string[] | undefined {
  const read: string[] = [];
  for (const [at, letter] of letters.entries()) {
    const isLatin = script === 'latin';
    const free = isLatin
      ? (caseless.get(letter) ?? (how === 'loose' ? loose.get(letter) : undefined))
      : undefined;
    const isOwn = scripts[script].test(letter) || neutral.test(letter);
    const made =
      free === undefined
        ? (exact[script].get(letter) ?? (isOwn ? letter : undefined))
        : inCase(free, read, letters[at + 1]);
    if (made === undefined) return undefined;
    read.push(made);
  }
  return read;
}

/** A letter in the case of what stands before it; a first one is a capital. An upright line is I or l. */
function inCase(letter: string, before: readonly string[], next: string | undefined): string {
  const last = before.findLast((one) => /\p{L}/u.test(one));
  const isHigh =
    last === undefined ||
    (last !== last.toLowerCase() &&
      !(before.length === 1 && next !== undefined && next !== next.toUpperCase()));
  if (isHigh) return letter.toUpperCase();
  return letter === 'I' ? 'l' : letter;
}

const known = new Map<string, Script | undefined>();
/** Feeds name languages, so a hostile one could name thousands. */
const knownMax = 100;

/** The script that a language is mostly written in, where it is one that others look like. */
function scriptOf(code: string): Script | undefined {
  if (known.has(code)) return known.get(code);
  if (known.size >= knownMax) known.clear();
  const script =
    code === 'und' || !/^[a-z]{2,3}$/u.test(code) ? undefined : new Intl.Locale(code).maximize().script;
  const made = { Latn: 'latin', Cyrl: 'cyrillic', Grek: 'greek', Arab: 'arabic' }[script ?? ''] as
    Script | undefined;
  known.set(code, made);
  return made;
}
