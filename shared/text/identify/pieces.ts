import profiles from './profiles.json' with { type: 'json' };

/**
 * Languages by the pieces of their words: four bytes of UTF-8 each, every three bytes, the ends marked with a space; the
 * language wins whose pieces score most. The method and the scores are those of the package eld (Efficient Language
 * Detector, Nito T.M., Apache-2.0), cut down to the scripts that cannot be told by their letters.
 */
export function languageByPieces(text: string): string | undefined {
  const scores = new Float64Array(languages.length);
  for (const piece of piecesOf(text)) {
    const found = table().get(piece);
    for (let at = 0; found !== undefined && at < found.length; at += 2)
      scores[found[at]!]! += found[at + 1]! + scoreBase;
  }
  const best = scores.indexOf(Math.max(...scores));
  return scores[best] === 0 ? undefined : languages[best];
}

/** Taken off every score in the table, to keep it small. */
const scoreBase = 53;
const wordBytesMax = 70;
const stride = 3;
const size = 4;

const languages = Object.keys(profiles);

/** Piece -> language, score, language, score, ... */
let pieces: Map<string, number[]> | undefined;

function table(): ReadonlyMap<string, number[]> {
  if (pieces !== undefined) return pieces;
  const made = new Map<string, number[]>();
  for (const [at, profile] of Object.values(profiles).entries()) {
    for (const group of profile.split(';')) {
      const [score = '', list = ''] = group.split('=');
      for (const piece of list.split('|')) {
        const known = made.get(piece);
        if (known === undefined) made.set(piece, [at, Number(score)]);
        else known.push(at, Number(score));
      }
    }
  }
  pieces = made;
  return made;
}

function piecesOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const word of text.toLowerCase().match(/[\p{L}'’`]+/gu) ?? []) {
    const bytes = encoded(word.replace(/^['’`]+/u, '')).slice(0, wordBytesMax);
    if (bytes === '') continue;
    let at = 0;
    for (; at + size < bytes.length; at += stride)
      found.add(`${at === 0 ? ' ' : ''}${bytes.slice(at, at + size)}`);
    // A word of three bytes has one piece; of a longer one the last four are a piece whatever the stride.
    found.add(`${at === 0 ? ' ' : ''}${bytes.slice(bytes.length === size - 1 ? 0 : -size)} `);
  }
  return found;
}

/** What stands for the bytes 80 to BF, so that the table is mostly plain ASCII. */
const continuations = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:<>?@[]^_{}~\\"';

const encoder = new TextEncoder();

/** A word's bytes, one character each. */
export function encoded(word: string): string {
  return Array.from(encoder.encode(word), (byte) => charOf(byte)).join('');
}

export function charOf(byte: number): string {
  return (byte >= 0x80 && byte < 0xc0 ? continuations[byte - 0x80] : undefined) ?? String.fromCharCode(byte);
}
