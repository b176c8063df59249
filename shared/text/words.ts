/** A word's place in the text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: 'number' | 'word';
}

// A number keeps its separators, a space before three digits among them (6 000); Arabic letters part from digits (و150), others do not (F16). An apostrophe or a
// zero-width non-joiner inside a word belongs to it, as do the marks of a Hebrew acronym.
const pattern =
  /\p{Nd}+(?:[.,٫٬،\u00A0\u202F]\p{Nd}+|(?<=(?<!\p{Nd})\p{Nd}{1,3})\x20\p{Nd}{3}(?!\p{Nd}))*(?![\p{L}\p{Nd}])|\p{Nd}+(?=\p{Script=Arabic})|(?!\p{Nd})\p{Script=Arabic}[\p{M}\u0640]*(?:[\u200C\u200D]?(?!\p{Nd})[\p{Script=Arabic}\p{M}\u0640])*|(?!\p{Script=Arabic})[\p{L}\p{Nd}]\p{M}*(?:['’\u05F3\u05F4\u00AD\u200C\u200D]?(?!\p{Script=Arabic})[\p{L}\p{Nd}\p{M}])*/gu;
const ideographs =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

/** Longer runs of letters are no words, and no topic asks for them. */
export const wordCharsMax = 200;

/** Words and numbers in order. Scripts that do not part words go through the Unicode segmenter. */
export function wordSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const found of text.matchAll(pattern)) {
    const [surface] = found;
    if (surface.length > wordCharsMax) continue;
    const start = found.index;
    if (ideographs.test(surface)) spans.push(...segmented(surface, start));
    else
      spans.push({
        start,
        end: start + surface.length,
        kind: /^\p{Nd}/u.test(surface) && !/\p{L}/u.test(surface) ? 'number' : 'word',
      });
  }
  return spans;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

function segmented(surface: string, offset: number): Span[] {
  return Array.from(segmenter.segment(surface))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({
      start: offset + index,
      end: offset + index + segment.length,
      kind: 'word',
    }));
}
