const presentationForms = /[\uFB50-\uFDFF\uFE70-\uFEFC\uFF10-\uFF5A]/u;
/** Harakat, Quranic signs, marks of other scripts, tatweel, and the joiners that writing systems leave without a sound. */
const silent =
  /[\u0300-\u036F\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u0897-\u089F\u08CA-\u08E1\u08E3-\u08FF\u0640\u200B-\u200F\u2060\uFEFF\u00AD]/gu;
const combiningHamza = /[\u0653-\u0655]/u;
const foreignLetters =
  /[\u0649\u0671\u06A9\u06AA\u06AB\u06CC\u06CD\u06D0\u06D1\u06C0\u06C1\u06C2\u06C3\u06BE\u06D5]/gu;

const arabicOf: Readonly<Record<string, string>> = {
  '\u0649': 'ي', // alef maqsura: written for final ya in Egypt, so the two cannot be told apart
  '\u0671': 'ا',
  '\u06A9': 'ك',
  '\u06AA': 'ك',
  '\u06AB': 'ك',
  '\u06CC': 'ي',
  '\u06CD': 'ي',
  '\u06D0': 'ي',
  '\u06D1': 'ي',
  '\u06C0': 'ه',
  '\u06C1': 'ه',
  '\u06C2': 'ه',
  '\u06C3': 'ة',
  '\u06BE': 'ه',
  '\u06D5': 'ه',
};

const digits = /[\u0660-\u0669\u06F0-\u06F9\uFF10-\uFF19\u0966-\u096F]/gu;

/** Every decimal digit as 0-9. */
export function foldDigits(text: string): string {
  return text.replace(digits, (digit) => String((digit.charCodeAt(0) - zeroOf(digit.charCodeAt(0))) % 10));
}

function zeroOf(code: number): number {
  if (code >= 0xff10) return 0xff10;
  if (code >= 0x0966) return 0x0966;
  return code >= 0x06f0 ? 0x06f0 : 0x0660;
}

/**
 * An Arabic-script word in the plain letters of Arabic: presentation forms undone (Unicode NFKC), marks and
 * tatweel gone, Persian, Urdu and Kurdish letter shapes as the Arabic ones. Seats of hamza and ta marbuta
 * are still told apart; `foldSeats` gives them up.
 */
export function plainLetters(word: string): string {
  let plain = presentationForms.test(word) ? word.normalize('NFKC') : word;
  if (combiningHamza.test(plain)) plain = plain.normalize('NFC');
  return plain.replace(silent, '').replace(foreignLetters, (letter) => arabicOf[letter] ?? letter);
}

/** Alef in one form, hamza on waw or ya as hamza alone: مسؤول and مسئول are one word. */
export function foldSeats(plain: string): string {
  return plain.replace(/[أإآ]/gu, 'ا').replace(/[ؤئ]/gu, 'ء');
}

const latinMarks = /[\u0300-\u036F]|[\u1AB0-\u1AFF]|[\u1DC0-\u1DFF]|[\u20D0-\u20FF]|[\uFE20-\uFE2F]/gu;

/** Lower case without accents (Unicode NFKD): État and etat are one word. */
export function plainLatin(word: string): string {
  const lower = word.toLowerCase();
  if (isAscii(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(latinMarks, '')
    .replace(/[\u00AD\u200B-\u200F]/gu, '')
    .replace(/[œæøłđßı]/gu, (letter) => latinOf[letter] ?? letter)
    .normalize('NFC');
}

const latinOf: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ß: 'ss',
  ı: 'i',
};

const isAscii = (text: string) => /^[\0-\x7F]*$/u.test(text);
