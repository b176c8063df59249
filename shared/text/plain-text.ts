import { bitsIn, bitsOf, is, plainOf, unitsOf } from './characters.ts';

/** A text as its words are read, and how to find its places in the text that it was made of. */
export interface PlainText {
  readonly text: string;
  /** Bits of all its characters together: most texts have nothing strange, and are done with. */
  readonly bits: number;
  /** For UTF-16 offsets into `text`, end exclusive, those into the original. */
  readonly origin: (span: { start: number; end: number }) => { start: number; end: number };
}

/** The place of a piece of a text: offsets into that text, end exclusive. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A text in plain letters (Unicode NFKC), so that nothing parts or hides a word: without code points that nobody sees
 * (Default_Ignorable_Code_Point) and marks that make no letter. Two unseen ones write words and stay: a non-joiner
 * between Arabic letters, where Persian joins endings, and a space without width between the words of Thai, Khmer,
 * Lao and Burmese.
 */
export function plainText(source: string): PlainText {
  const bits = bitsIn(source);
  const whole: PlainText = { text: source, bits, origin: (span) => span };
  if ((bits & (is.unseen | is.shaped | is.added)) === 0) return whole;
  const edits: Edit[] = [];
  for (let start = 0; start < source.length;) {
    const code = source.codePointAt(start)!;
    const end = start + unitsOf(code);
    const bits = bitsOf(code);
    if ((bits & is.unseen) !== 0) {
      if (!writesWords(source, start, code)) edits.push({ start, end, text: '' });
    } else if ((bits & is.shaped) !== 0) {
      edits.push({ start, end, text: plainOf(source.slice(start, end)) });
    } else if ((bits & is.added) !== 0 && !makesLetter(source, start, end)) {
      edits.push({ start, end, text: '' });
    }
    start = end;
  }
  return edited(whole, edits);
}

const nonJoiner = 0x200c;
const spaceWithoutWidth = 0x200b;
const partedUnseen = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function writesWords(source: string, at: number, code: number): boolean {
  if (code === nonJoiner) return isInArabic(source, at - 1) && isInArabic(source, at + 1);
  if (code !== spaceWithoutWidth) return false;
  return partedUnseen.test(source.charAt(at - 1)) || partedUnseen.test(source.charAt(at + 1));
}

/** Marks beyond these make no letter. */
const marksMax = 3;

/** Whether a mark and what it is on are one letter in Unicode NFC. */
function makesLetter(source: string, start: number, end: number): boolean {
  let from = start - 1;
  while (from > 0 && start - from <= marksMax && (bitsOf(source.charCodeAt(from)) & is.mark) !== 0) from -= 1;
  const before = source.slice(Math.max(0, from), start).normalize('NFC');
  return before !== '' && `${before}${source.slice(start, end)}`.normalize('NFC').length <= before.length;
}

const isInArabic = (source: string, at: number) => (bitsOf(source.charCodeAt(at) || 0) & is.inArabic) !== 0;

/** The text with its edits made, which come in order and do not overlap. */
export function edited(from: PlainText, edits: readonly Edit[]): PlainText {
  if (edits.length === 0) return from;
  let text = '';
  let last = 0;
  const made = edits.map((edit) => {
    text += from.text.slice(last, edit.start);
    const start = text.length;
    text += edit.text;
    last = edit.end;
    return { edit, start, end: text.length };
  });
  text += from.text.slice(last);
  /** The last edit that begins before an offset. */
  const before = (offset: number) => {
    let low = 0;
    for (let high = made.length; low < high;) {
      const middle = (low + high) >> 1;
      if (made[middle]!.start < offset) low = middle + 1;
      else high = middle;
    }
    return made[low - 1];
  };
  return {
    text,
    bits: bitsIn(text),
    origin: ({ start, end }) => {
      const first = before(start + 1);
      const final = before(end);
      return from.origin({
        start:
          first === undefined
            ? start
            : start < first.end
              ? first.edit.start
              : start - first.end + first.edit.end,
        end: final === undefined ? end : end < final.end ? final.edit.end : end - final.end + final.edit.end,
      });
    },
  };
}
