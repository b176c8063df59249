import { bitsOf, is, unitsOf } from './characters.ts';

/** A word's place in the text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: 'number' | 'word';
}

// A number keeps its separators, a space before three digits among them (6 000); Arabic letters part from digits (و150), others do not (F16).
const number =
  /\p{Nd}+(?:[.,٫٬،\u00A0\u202F]\p{Nd}+|(?<=(?<!\p{Nd})\p{Nd}{1,3})\x20\p{Nd}{3}(?!\p{Nd}))*(?![\p{L}\p{Nd}])|\p{Nd}+(?=\p{Script=Arabic})/uy;

/** Longer runs of letters are no words, and no topic asks for them. */
export const wordCharsMax = 200;

/** Words and numbers in order. Scripts that do not part words go through the Unicode segmenter. */
export function wordSpans(text: string): Span[] {
  const spans: Span[] = [];
  /** Where words that the segmenter is to part stand in the text, and where their parts go among the spans. */
  const unparted: Unparted[] = [];
  for (let start = 0; start < text.length;) {
    const code = text.codePointAt(start)!;
    const bits = bitsOf(code);
    const numberEnd = (bits & is.digit) === 0 ? start : endOfNumber(text, start);
    const isNumber = numberEnd > start;
    const isWord = !isNumber && (bits & (is.arabic | is.other)) !== 0;
    const end = isNumber ? numberEnd : isWord ? endOfWord(text, start, bits) : start + unitsOf(code);
    if (end - start <= wordCharsMax) {
      if (isWord && isUnparted(text, start, end)) unparted.push({ start, end, before: spans.length });
      else if (isWord || isNumber) spans.push({ start, end, kind: isNumber ? 'number' : 'word' });
    }
    start = end;
  }
  return unparted.length === 0 ? spans : withParts(spans, text, unparted);
}

function endOfNumber(text: string, start: number): number {
  number.lastIndex = start;
  return number.test(text) ? number.lastIndex : start;
}

/** An apostrophe or a zero-width non-joiner inside a word belongs to it, as do the marks of a Hebrew acronym. */
function endOfWord(text: string, start: number, first: number): number {
  const isArabic = (first & is.arabic) !== 0;
  const inside = isArabic ? is.inArabic : is.inOther;
  const joins = isArabic ? is.joinsArabic : is.joinsOther;
  // Whatever script they are of, marks belong to the letter that they stand on.
  let end = endOfRun(text, start + unitsOf(text.codePointAt(start)!), is.mark);
  for (;;) {
    end = endOfRun(text, end, inside);
    const isJoined = (bitsAt(text, end) & joins) !== 0 && (bitsAt(text, end + 1) & inside) !== 0;
    if (!isJoined) return end;
    end += 1;
  }
}

function endOfRun(text: string, start: number, bit: number): number {
  let end = start;
  while (end < text.length) {
    const code = text.codePointAt(end)!;
    if ((bitsOf(code) & bit) === 0) break;
    end += unitsOf(code);
  }
  return end;
}

function bitsAt(text: string, at: number): number {
  return at < text.length ? bitsOf(text.codePointAt(at)!) : 0;
}

function isUnparted(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bitsAt(text, at) & is.unparted) !== 0) return true;
  return false;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

interface Unparted {
  readonly start: number;
  readonly end: number;
  readonly before: number;
}

/** A call takes as long as some hundred letters, and longer by the square of a text of 100,000 words. */
const runCharsMax = 500;

/** Many words a call, a line each, since nothing is one word across lines. */
function withParts(spans: readonly Span[], text: string, words: readonly Unparted[]): Span[] {
  const all: Span[] = [];
  let taken = 0;
  for (let from = 0, to = 0; from < words.length; from = to) {
    let lines = '';
    for (; to < words.length && lines.length < runCharsMax; to += 1)
      lines += `${text.slice(words[to]!.start, words[to]!.end)}\n`;
    let word = from - 1;
    let [offset, lineEnd] = [0, 0];
    for (const { index, segment, isWordLike } of segmenter.segment(lines)) {
      if (index === lineEnd && word + 1 < to) {
        const { start, end, before } = words[(word += 1)]!;
        offset = start - index;
        lineEnd = index + end - start + 1;
        while (taken < before) all.push(spans[taken++]!);
      }
      const start = offset + index;
      if (isWordLike === true) all.push({ start, end: start + segment.length, kind: 'word' });
    }
  }
  return all.concat(spans.slice(taken));
}
