import type { Analysis } from '../domain/text.ts';
import type { Evidence } from '../domain/topic.ts';
import { placeOf, type View } from './view.ts';

export const receiptLimits = { evidenceMax: 40, sentenceChars: 300, surfaceChars: 200 } as const;

/** The words at positions [first, last], which lie in one field, as a receipt shows them. */
export type Shown = Pick<Evidence, 'surface' | 'field' | 'start' | 'end' | 'sentence'>;

export function evidenceOf(
  view: View,
  rule: string,
  term: string,
  { points, first, last }: { readonly points: number; readonly first: number; readonly last: number },
): Evidence {
  // Many topics share the words that they match: each place is cut out of the text once.
  const key = first * maxSpan + Math.min(last - first, maxSpan - 1);
  const shown = view.shown.get(key) ?? showWords(view, first, last);
  view.shown.set(key, shown);
  const { surface, field, start, end, sentence } = shown;
  return { rule, term, surface, field, start, end, sentence, points };
}

const maxSpan = 1_024;

function showWords(view: View, first: number, last: number): Shown {
  const { field, index, analysis } = placeOf(view, first);
  const lastIndex = Math.min(index + last - first, analysis.tokens.length - 1);
  const { start } = analysis.tokens[index]!;
  const end = Math.min(analysis.tokens[lastIndex]!.end, start + receiptLimits.surfaceChars);
  const surface = analysis.text.slice(start, end);
  return { surface, field, start, end, sentence: sentenceAround(analysis, index, start, end) };
}

/** Best first, bounded. */
export function bestEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  const sorted = evidence.length < 2 ? evidence : evidence.toSorted((a, b) => b.points - a.points);
  return sorted.length > receiptLimits.evidenceMax ? sorted.slice(0, receiptLimits.evidenceMax) : sorted;
}

/** The sentence of the words, cut around them to a bounded length at spaces. */
function sentenceAround(analysis: Analysis, index: number, start: number, end: number): string {
  const { text } = analysis;
  const sentence = sentenceOf(analysis, index);
  const from = Math.min(sentence?.start ?? 0, start);
  const to = Math.max(sentence?.end ?? text.length, end);
  if (to - from <= receiptLimits.sentenceChars) return flat(text.slice(from, to));

  const spare = Math.max(0, receiptLimits.sentenceChars - (end - start));
  const before = Math.max(from, start - Math.floor(spare / 2));
  const after = Math.min(to, Math.max(end, before + receiptLimits.sentenceChars));
  return flat(
    shownHead(text.slice(before, start), before === from) +
      text.slice(start, end) +
      shownTail(text.slice(end, after), after === to),
  );
}

/** Half words at a cut are dropped, never any of the matched ones. */
function shownHead(head: string, isWhole: boolean): string {
  return isWhole ? head : `…${head.slice(head.indexOf(' ') + 1)}`;
}

function shownTail(tail: string, isWhole: boolean): string {
  return isWhole ? tail : `${tail.slice(0, Math.max(0, tail.lastIndexOf(' ')))}…`;
}

/** Sentences are in order of their tokens: binary search. */
function sentenceOf({ sentences }: Analysis, index: number) {
  let low = 0;
  for (let high = sentences.length; low < high;) {
    const middle = (low + high) >> 1;
    if (sentences[middle]!.endToken <= index) low = middle + 1;
    else high = middle;
  }
  return sentences[low];
}

/** One line; a cut may fall between the halves of a surrogate pair. */
function flat(text: string): string {
  const whole = text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, '');
  return whole.replace(/\s{2,}|[^\S ]/gu, ' ').trim();
}
