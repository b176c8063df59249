import { charset } from './charsets.ts';

/** The code page that a language's texts are in when they are in none of Unicode's encodings. */
const pages: ReadonlyMap<string, string> = new Map(Object.entries({
  tr: 'windows-1254', az: 'windows-1254', ru: 'windows-1251', uk: 'windows-1251', bg: 'windows-1251',
  mk: 'windows-1251', sr: 'windows-1251', be: 'windows-1251', el: 'windows-1253', he: 'windows-1255',
  pl: 'windows-1250', cs: 'windows-1250', sk: 'windows-1250', hu: 'windows-1250', ro: 'windows-1250',
  hr: 'windows-1250', sl: 'windows-1250', lt: 'windows-1257', lv: 'windows-1257', et: 'windows-1257',
  vi: 'windows-1258', th: 'windows-874', ja: 'shift_jis', zh: 'gb18030', ko: 'euc-kr',
})); // prettier-ignore

const arabicPages = ['windows-1256', 'iso-8859-6'] as const;
const arabicLanguages = new Set(['ar', 'fa', 'ur', 'ps', 'ckb', 'sd', 'ug']);

/** In an Arabic text by its own page nearly all letters stand in words; less is asked where the language says so. */
const arabicShareMin = 0.75;
const expectedShareMin = 0.5;
const clearlyBetter = 0.1;
/** Of an Arabic page's bytes so few may be none of its letters: whoever has more is another page. */
const noneShareMax = 0.02;
/** Western texts hardly ever have two letters beyond ASCII in a row, Arabic ones hardly ever just one. */
const runMin = 2;
const wordLettersMin = 3;

/** For bytes that are not UTF-8 and whose labels are not true. */
export function guessCharset(bytes: Uint8Array, lang?: string): string {
  return arabicPage(bytes, lang) ?? pages.get(lang ?? '') ?? 'windows-1252';
}

/** The Arabic code page in which the bytes are Arabic words, if there is one. */
function arabicPage(bytes: Uint8Array, lang?: string): string | undefined {
  const shareMin = arabicLanguages.has(lang ?? '') ? expectedShareMin : arabicShareMin;
  const { name, share } = bestPage(bytes);
  return share > shareMin ? name : undefined;
}

/** Whether a label that servers give by default is wrong: by another page the bytes are clearly better Arabic. */
export function isContradicted(label: string, bytes: Uint8Array): boolean {
  if (label !== 'windows-1252' && !arabicPages.some((name) => name === label)) return false;
  const { share } = bestPage(bytes);
  return share > arabicShareMin && share - arabicShare(bytes, label) > clearlyBetter;
}

function bestPage(bytes: Uint8Array): { name: string; share: number } {
  const shares = arabicPages.map((name) => ({ name, share: arabicShare(bytes, name) }));
  return shares.reduce((a, b) => (b.share > a.share ? b : a));
}

const [neutral, arabic, other, none] = [0, 1, 2, 3];

/** The share of Arabic letters in words among the letters beyond ASCII; 0 where there is no word. */
function arabicShare(bytes: Uint8Array, name: string): number {
  const kinds = kindsOf(name);
  const counts = [0, 0, 0, 0];
  let [run, longest, inRuns] = [0, 0, 0];
  for (const byte of bytes) {
    const kind = kinds[byte] ?? neutral;
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (kind !== arabic) run = 0;
    else if ((run += 1) >= runMin) inRuns += run === runMin ? runMin : 1;
    if (run > longest) longest = run;
  }
  const [, arabicCount = 0, otherCount = 0, noneCount = 0] = counts;
  const letterCount = arabicCount + otherCount + noneCount;
  return longest < wordLettersMin || noneCount > noneShareMax * letterCount ? 0 : inRuns / letterCount;
}

const knownKinds = new Map<string, Uint8Array>();

/** What each byte is in a code page. */
function kindsOf(name: string): Uint8Array {
  const known = knownKinds.get(name) ?? Uint8Array.from({ length: 256 }, (_, byte) => kindOf(byte, name));
  knownKinds.set(name, known);
  return known;
}

function kindOf(byte: number, name: string): number {
  if (byte < 0x80) return neutral;
  const letter = charset(name)?.(Uint8Array.of(byte)) ?? '';
  if (/^[\uFFFD\u0080-\u009F]/u.test(letter)) return none;
  if (!/^[\p{L}\p{M}]/u.test(letter)) return neutral;
  return /^[\u0621-\u06FF]/u.test(letter) ? arabic : other;
}
