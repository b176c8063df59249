/** What a character is, as bits. A word is of Arabic letters or of others; what may stand in one may not begin it. */
export const is = {
  letter: 1,
  digit: 2,
  mark: 4,
  arabic: 8,
  inArabic: 16,
  other: 32,
  inOther: 64,
  /** Between two letters it belongs to the word. */
  joinsArabic: 128,
  joinsOther: 256,
  /** Of a script that puts nothing between words. */
  unparted: 512,
} as const;

const patterns: readonly (readonly [number, RegExp])[] = [
  [is.letter, /\p{L}/u],
  [is.digit, /\p{Nd}/u],
  [is.mark, /\p{M}/u],
  [is.arabic, /(?!\p{Nd})\p{Script=Arabic}/u],
  [is.inArabic, /(?!\p{Nd})[\p{Script=Arabic}\p{M}\u0640]/u],
  [is.other, /(?!\p{Script=Arabic})[\p{L}\p{Nd}]/u],
  [is.inOther, /(?!\p{Script=Arabic})[\p{L}\p{Nd}\p{M}]/u],
  [is.joinsArabic, /[\u200C\u200D]/u],
  [is.joinsOther, /['’\u05F3\u05F4\u00AD\u200C\u200D]/u],
  [
    is.unparted,
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u,
  ],
];

/** By code point; 0 until it is asked for. Patterns that name whole scripts are slow, and texts use few characters. */
const known = new Uint16Array(0x110000);
const isKnown = 1 << 15;

/** The bits of a code point. */
export function bitsOf(code: number): number {
  const bits = known[code]!;
  return bits === 0 ? look(code) : bits;
}

function look(code: number): number {
  const character = String.fromCodePoint(code);
  const bits = patterns.reduce((sum, [bit, pattern]) => (pattern.test(character) ? sum | bit : sum), isKnown);
  known[code] = bits;
  return bits;
}

/** How many UTF-16 units a code point takes. */
export const unitsOf = (code: number) => (code > 0xffff ? 2 : 1);
