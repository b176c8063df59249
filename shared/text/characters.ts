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
  /** Nothing is drawn for it, and it makes no letters of its own. */
  unseen: 1024,
  /** Another shape of a plain letter or digit. */
  shaped: 2048,
  /** No letter of a language written in Latin: it may look like one. */
  strange: 4096,
  /** Of Arabic script, and no letter of Arabic. */
  beyondArabic: 8192,
  /** A mark that may be put on any letter. */
  added: 16384,
} as const;

const patterns: readonly (readonly [number, RegExp])[] = [
  [is.letter, /\p{L}/u],
  [is.digit, /\p{Nd}/u],
  [is.mark, /\p{M}/u],
  [is.arabic, /(?!\p{Nd})\p{Script=Arabic}/u],
  [is.inArabic, /(?!\p{Nd})[\p{Script=Arabic}\p{M}\u0640]/u],
  [is.other, /(?!\p{Script=Arabic})[\p{L}\p{Nd}]/u],
  [is.inOther, /(?!\p{Script=Arabic})[\p{L}\p{Nd}\p{M}]/u],
  [is.joinsArabic, /\u200C/u],
  [is.joinsOther, /['’\u05F3\u05F4]/u],
  [
    is.unparted,
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u,
  ],
  [is.unseen, /\p{Default_Ignorable_Code_Point}/u],
  [
    is.added,
    /[\u0300-\u036F]|[\u0483-\u0489]|[\u1AB0-\u1AFF]|[\u1DC0-\u1DFF]|[\u20D0-\u20FF]|[\uFE20-\uFE2F]/u,
  ],
  [
    is.strange,
    /[\u0180-\u02AF\u0370-\u05FF\u0780-\u0E00\u1000-\u1DFF\u1F00-\u1FFF\u2C00-\u2DFF\uA4D0-\uABFF\u{10000}-\u{1EFFF}]/u,
  ],
  [
    is.beyondArabic,
    /[\u0620\u063B-\u063F\u066E\u066F\u0672-\u06D3\u06EE\u06EF\u06FA-\u06FF\u0750-\u077F\u0870-\u08CF]/u,
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

/** The bits of all characters of a text together. */
export function bitsIn(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const found = known[text.charCodeAt(at)]!;
    bits |= found === 0 ? bitsOf(text.codePointAt(at)!) : found;
  }
  return bits;
}

function look(code: number): number {
  const character = String.fromCodePoint(code);
  const shape = plainOf(character) === character ? isKnown : isKnown | is.shaped;
  const bits = patterns.reduce((sum, [bit, pattern]) => (pattern.test(character) ? sum | bit : sum), shape);
  // Half a pair stays unknown, so that `bitsIn` looks at the whole.
  if (code < 0xd800 || code > 0xdfff) known[code] = bits;
  return bits;
}

/** Thai and Lao have a vowel that NFKC takes apart, and then no segmenter knows their words. */
const isWhole = /[\p{Script=Thai}\p{Script=Lao}]/u;
const letters = /^[\p{L}\p{M}]+$/u;

/**
 * The plain letters or the digit that a character is a shape of (Unicode NFKC). A sign is one only where it is one letter
 * in a frame: a word with ™ or ² behind it stays the word.
 */
export function plainOf(character: string): string {
  const framed = letterInFrame(character.codePointAt(0)!);
  if (framed !== undefined) return framed;
  const plain = character.normalize('NFKC');
  if (plain === character || isWhole.test(character)) return character;
  const asked = letters.test(character) ? letters : /^\p{Nd}$/u.test(character) ? /^\p{Nd}$/u : /^\p{L}$/u;
  return asked.test(plain) ? plain : character;
}

/** White letters in black circles and squares, which NFKC does not know. */
function letterInFrame(code: number): string | undefined {
  const first = framesFrom.find((from) => code >= from && code < from + 26);
  return first === undefined ? undefined : String.fromCharCode(65 + code - first);
}
const framesFrom = [0x1f150, 0x1f170];

/** How many UTF-16 units a code point takes. */
export const unitsOf = (code: number) => (code > 0xffff ? 2 : 1);
