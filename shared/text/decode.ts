import { isUtf8 } from 'node:buffer';
import { charset } from './charsets.ts';
import { guessCharset, isContradicted } from './guess-charset.ts';

export interface Decoded {
  readonly text: string;
  /** As the Encoding Standard names it, or `utf-32`. */
  readonly encoding: string;
  readonly how: 'bom' | 'label' | 'valid-utf-8' | 'guess';
}

/** WHATWG: what these labels say is read as the Windows code page that contains it. */
const labelAliases: ReadonlyMap<string, string> = new Map(Object.entries({
  'iso-8859-1': 'windows-1252', 'iso8859-1': 'windows-1252', latin1: 'windows-1252', ascii: 'windows-1252',
  'us-ascii': 'windows-1252', 'iso-8859-9': 'windows-1254', latin5: 'windows-1254', 'cp-1256': 'windows-1256',
  'x-sjis': 'shift_jis', 'iso_8859-1': 'windows-1252', cp1252: 'windows-1252', cp1256: 'windows-1256',
  arabic: 'iso-8859-6', 'iso8859-6': 'iso-8859-6', 'iso_8859-6': 'iso-8859-6', 'asmo-708': 'iso-8859-6',
})); // prettier-ignore

/** Among the letters beyond ASCII so few may be broken for a text still to be in an encoding. */
const brokenShareMax = 0.02;
/** So much of a document shows whether every other byte of it is zero, and how many have to be. */
const wideBytesMax = 4_096;
const zeroShareMin = 0.15;

/**
 * Bytes -> text: byte order mark, then the labels in the order given, each believed only when the bytes decode
 * by it, then UTF-8 when they are that, then a guess by the letters and the language. Follows RFC 7303 in the
 * lenient form of browsers.
 */
export function decode(bytes: Uint8Array, labels: readonly (string | undefined)[], lang?: string): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marked = byMark(buffer) ?? byZeros(buffer);
  if (marked !== undefined) return { text: clean(textOf(buffer, marked)), encoding: marked, how: 'bom' };
  const utf8 = utf8Of(buffer);
  for (const label of labels) {
    const text = label === undefined ? undefined : byLabel(buffer, label, utf8);
    if (text !== undefined) return text;
  }
  if (utf8 !== undefined) return { text: clean(utf8), encoding: 'utf-8', how: 'valid-utf-8' };
  const encoding = guessCharset(buffer, lang);
  return { text: clean(textOf(buffer, encoding)), encoding, how: 'guess' };
}

const textOf = (bytes: Uint8Array, name: string) => (charset(name) ?? charset('windows-1252'))?.(bytes) ?? '';

const clean = (text: string) => text.replace(/^\uFEFF+/u, '');

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

/** UTF-16 without its mark: markup is ASCII, so that one byte of many a pair is zero, and always the same one. */
function byZeros(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, wideBytesMax);
  let [even, odd] = [0, 0];
  for (let at = head.indexOf(0); at >= 0; at = head.indexOf(0, at + 1)) {
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const needed = zeroShareMin * Math.ceil(head.length / 2);
  if (odd > 0 && even === 0 && odd >= needed) return 'utf-16le';
  return even > 0 && odd === 0 && even >= needed ? 'utf-16be' : undefined;
}

function byLabel(bytes: Buffer, label: string, utf8: string | undefined): Decoded | undefined {
  const lower = label.trim().toLowerCase();
  // A wide label over bytes that showed no wide mark is a lie; so is a narrow one over what is UTF-8.
  if (/^(?:utf-?(?:16|32)|ucs|iso-10646)/u.test(lower)) return undefined;
  const encoding = labelAliases.get(lower) ?? lower;
  if (/^utf-?8$/u.test(encoding)) {
    return utf8 === undefined ? undefined : { text: clean(utf8), encoding: 'utf-8', how: 'label' };
  }
  const decoder = charset(encoding);
  const wideCount = wideCountOf(bytes);
  if (decoder === undefined || (utf8 !== undefined && wideCount > 0)) return undefined;
  const text = decoder(bytes);
  if (count(text, isBroken) > wideCount * brokenShareMax || isContradicted(encoding, bytes)) return undefined;
  return { text: clean(text), encoding, how: 'label' };
}

/** The bytes as UTF-8, when they are that but for a few broken sequences (a document cut in a letter). */
function utf8Of(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text;
  const brokenCount = count(text, (code) => code === 0xfffd);
  const wideCount = count(text, (code) => code > 0x7f) - brokenCount;
  return (brokenCount <= 2 && wideCount >= brokenCount) || brokenCount < wideCount * brokenShareMax
    ? text
    : undefined;
}

/** Bytes that a code page has no letter for come out as these. */
const isBroken = (code: number) => code === 0xfffd || (code >= 0x80 && code <= 0x9f);

function count(text: string, isCounted: (code: number) => boolean): number {
  let found = 0;
  for (let at = 0; at < text.length; at += 1) if (isCounted(text.charCodeAt(at))) found += 1;
  return found;
}

function wideCountOf(bytes: Buffer): number {
  let found = 0;
  for (const byte of bytes) if (byte > 0x7f) found += 1;
  return found;
}
