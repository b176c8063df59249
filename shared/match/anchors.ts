import type { Lexicon } from './lexicon.ts';
import { isSoft, kindOf, ruleKinds, sizeOf, type RuleTable } from './table.ts';
import type { View } from './view.ts';

/** In how many texts a normalised word occurs; 0 where that is not known. */
export type Frequency = (word: string, lang: string) => number;

/** Topics by mark: those of a mark are [start[mark], start[mark + 1]). */
export interface AnchorIndex {
  readonly start: Int32Array;
  readonly topics: Int32Array;
  readonly topicCount: number;
}

/**
 * The presearch: every topic stands under a few marks of which an article must have at least one before the topic's
 * rules can score, so that cost grows with what matches and not with the number of topics ("percolation";
 * Elasticsearch's percolator and Lucene's monitor extract terms from stored queries alike).
 */
export function anchorIndex(
  table: RuleTable,
  lexicon: Lexicon,
  frequencyOf: (word: string) => number,
): AnchorIndex {
  const costs = markCosts(table, lexicon, frequencyOf);
  const rarestOf = (key: number) => (key >= 0 ? key : leastOf(lexicon.phrases[~key]!, costs));
  const topicCount = table.topicStart.length - 1;
  const marksOf = Array.from({ length: topicCount }, (_, topic) => anchorsOf(table, topic, costs, rarestOf));
  const start = new Int32Array(costs.length + 1);
  for (const marks of marksOf) for (const mark of marks) start[mark + 1]! += 1;
  for (let mark = 0; mark < costs.length; mark += 1) start[mark + 1]! += start[mark]!;
  const free = start.slice();
  const topics = new Int32Array(start.at(-1)!);
  marksOf.forEach((marks, topic) => {
    for (const mark of marks) topics[free[mark]!++] = topic;
  });
  return { start, topics, topicCount };
}

/** Topics whose rules may score for this article, in the plan's order, which is that of the rules in memory. */
export function candidates({ start, topics, topicCount }: AnchorIndex, view: View): number[] {
  // A bit a topic: a hundred thousand are three thousand numbers to look through.
  const isFound = new Int32Array((topicCount + 31) >> 5);
  for (let number = 1; number < view.marks.length; number += 1) {
    const mark = view.marks[number]!;
    for (let at = start[mark]!; at < start[mark + 1]!; at += 1) {
      const topic = topics[at]!;
      isFound[topic >> 5]! |= 1 << (topic & 31);
    }
  }
  const found: number[] = [];
  for (let at = 0; at < isFound.length; at += 1)
    for (let bits = isFound[at]!; bits !== 0; bits &= bits - 1)
      found.push((at << 5) + 31 - Math.clz32(bits & -bits));
  return found;
}

/** What a phrase without words stands under: it never occurs. */
const noMark = -1;

/** Of the hard rules the one that fits the fewest articles; without hard rules whatever can score. */
function anchorsOf(
  { topicStart, code }: RuleTable,
  topic: number,
  costs: Float64Array,
  rarestOf: (key: number) => number,
): readonly number[] {
  const soft: number[] = [];
  let hard: readonly number[] | undefined;
  let hardCost = Infinity;
  let next: number;
  for (let slot = topicStart[topic]!; slot < topicStart[topic + 1]!; slot = next) {
    const kind = kindOf(code[slot]!);
    next = slot + 1 + sizeOf(code[slot]!);
    if (kind === ruleKinds.barred) return [];
    if (kind === ruleKinds.not || kind === ruleKinds.source) continue;
    const marks: number[] = [];
    for (let term = slot + 1; term < next; term += 1) marks.push(rarestOf(code[term]!));
    const words = marks.filter((mark) => mark !== noMark);
    if (kind === ruleKinds.near) {
      // A window with a term that never occurs never does either.
      if (words.length === marks.length) soft.push(leastOf(marks, costs));
    } else if (isSoft(kind)) soft.push(...words);
    else {
      const cost = words.reduce((sum, mark) => sum + costs[mark]!, 0);
      if (cost < hardCost) [hard, hardCost] = [words, cost];
    }
  }
  return [...new Set(hard ?? soft)].filter((mark) => mark !== noMark);
}

/**
 * How many articles have a mark, as far as the plan can tell: by the frequency of its word, by how many of the topics'
 * terms use it, since common words stand in many, and by its length. A beginning stands for all words that begin so.
 */
function markCosts(
  { topicStart, code }: RuleTable,
  { entries, phrases }: Lexicon,
  frequencyOf: (word: string) => number,
): Float64Array {
  const costs = Float64Array.from(entries, ({ kind, word }) => {
    const shape = 8 / word.length ** 2;
    return kind === 'beginning' ? shape + 40 / word.length : shape + frequencyOf(word);
  });
  const end = topicStart.at(-1)!;
  let next: number;
  for (let slot = 0; slot < end; slot = next) {
    next = slot + 1 + sizeOf(code[slot]!);
    if (kindOf(code[slot]!) === ruleKinds.not) continue;
    for (let term = slot + 1; term < next; term += 1) {
      const key = code[term]!;
      if (key >= 0) costs[key]! += 1;
      else for (const mark of phrases[~key]!) costs[mark]! += 1;
    }
  }
  return costs;
}

function leastOf(marks: readonly number[], costs: Float64Array): number {
  let least = noMark;
  for (const mark of marks) if (least === noMark || costs[mark]! < costs[least]!) least = mark;
  return least;
}
