import { charset } from './charsets.ts';

export interface Decoded {
  readonly text: string;
  /** As the Encoding Standard names it, or `utf-32`. */
  readonly encoding: string;
  readonly how: 'bom' | 'label' | 'valid-utf-8' | 'guess';
}

/** WHATWG: what these labels say is read as the Windows code page that contains it. */
const labelAliases: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252', 'iso8859-1': 'windows-1252', latin1: 'windows-1252', ascii: 'windows-1252',
  'us-ascii': 'windows-1252', 'iso-8859-9': 'windows-1254', latin5: 'windows-1254', 'cp-1256': 'windows-1256',
  'x-sjis': 'shift_jis', 'iso_8859-1': 'windows-1252',
}; // prettier-ignore

/** Among the multi-byte sequences of a text, so few may be broken for it still to be UTF-8. */
const brokenShareMax = 0.02;

/**
 * Bytes -> text: byte order mark, then the labels in the order given, each believed only when the bytes decode
 * by it, then UTF-8 when they are that, then a guess by the letters (Arabic code pages, Turkish by its
 * language, Western). Follows RFC 7303 in the lenient form of browsers.
 */
export function decode(bytes: Uint8Array, labels: readonly (string | undefined)[], lang?: string): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marked = byMark(buffer);
  if (marked !== undefined) return { text: clean(textOf(buffer, marked)), encoding: marked, how: 'bom' };
  const utf8 = utf8Of(buffer);
  for (const label of labels) {
    const text = label === undefined ? undefined : byLabel(buffer, label, utf8);
    if (text !== undefined) return text;
  }
  if (utf8 !== undefined) return { text: clean(utf8), encoding: 'utf-8', how: 'valid-utf-8' };
  const encoding = guess(buffer, lang);
  return { text: clean(textOf(buffer, encoding)), encoding, how: 'guess' };
}

/** Bytes that a code page has no letter for come out as these. */
const notInCodePage = /[\uFFFD\u0080-\u009F]/u;

const textOf = (bytes: Uint8Array, name: string) => (charset(name) ?? charset('windows-1252'))?.(bytes) ?? '';

const clean = (text: string) => text.replace(/^\uFEFF/u, '');

function byMark(bytes: Buffer): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if ((a === 0 && b === 0 && c === 0xfe && d === 0xff) || (a === 0 && b === 0 && c === 0 && d === 0x3c))
    return 'utf-32be';
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0x3c && b === 0 && c === 0 && d === 0))
    return 'utf-32le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  return undefined;
}

function byLabel(bytes: Buffer, label: string, utf8: string | undefined): Decoded | undefined {
  const lower = label.trim().toLowerCase();
  // A wide label over bytes that showed no wide mark is a lie; so is a narrow one over what is UTF-8.
  if (/^(?:utf-?(?:16|32)|ucs|iso-10646)/u.test(lower)) return undefined;
  const encoding = labelAliases[lower] ?? lower;
  if (/^utf-?8$/u.test(encoding)) {
    return utf8 === undefined ? undefined : { text: clean(utf8), encoding: 'utf-8', how: 'label' };
  }
  const decoder = charset(encoding);
  if (decoder === undefined) return undefined;
  if (utf8 !== undefined && bytes.some((byte) => byte > 0x7f)) return undefined;
  const text = decoder(bytes);
  return notInCodePage.test(text) ? undefined : { text: clean(text), encoding, how: 'label' };
}

/** The bytes as UTF-8, when they are that but for a few broken sequences (a document cut in a letter). */
function utf8Of(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  const brokenCount = count(text, /\uFFFD/gu);
  if (brokenCount === 0) return text;
  const wideCount = wideCountOf(text) - brokenCount;
  return (brokenCount <= 2 && wideCount >= brokenCount) || brokenCount < wideCount * brokenShareMax
    ? text
    : undefined;
}

const arabicLetters = /[\u0621-\u065F\u060C\u061B\u061F\u067E\u0686\u0698\u06AF\u00A0\u00AB\u00BB]/gu;

function guess(bytes: Buffer, lang: string | undefined): string {
  const arabic = articleCount(bytes, 0xe4) > articleCount(bytes, 0xe1) ? 'iso-8859-6' : 'windows-1256';
  // In an Arabic code page nearly all high bytes are its letters, and they stand in words.
  const high = Buffer.from(bytes.filter((byte) => byte > 0x7f));
  const letters = count(textOf(high, arabic), arabicLetters);
  const words = count(textOf(bytes, arabic), /[\u0621-\u064A]{3,}/gu);
  if (words > 0 && letters > 0.85 * high.length) return arabic;
  if (lang?.startsWith('tr')) return 'windows-1254';
  if (lang !== undefined && /^(?:ru|uk|bg|mk|sr|be)/u.test(lang)) return 'windows-1251';
  return 'windows-1252';
}

/** How often alef stands before what would be lam: the article tells the two Arabic code pages apart. */
function articleCount(bytes: Buffer, lam: number): number {
  let found = 0;
  for (let at = bytes.indexOf(0xc7); at >= 0; at = bytes.indexOf(0xc7, at + 1)) {
    if (bytes[at + 1] === lam) found += 1;
  }
  return found;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function wideCountOf(text: string): number {
  let found = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) found += 1;
  return found;
}
