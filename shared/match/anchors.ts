import type { MarkEntry } from './lexicon.ts';
import { leastOf, noMark, ruleKinds, type RuleColumns, type RuleTable } from './table.ts';
import type { View } from './view.ts';

/** In how many texts a normalised word occurs; 0 where that is not known. */
export type Frequency = (word: string, lang: string) => number;

/** Topics by mark, in columns: those of a mark are [start[mark], start[mark + 1]). */
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
export function anchorIndex(table: RuleTable, costs: Float64Array): AnchorIndex {
  const topicCount = table.topicStart.length - 1;
  const anchors = Array.from({ length: topicCount }, (_, topic) => anchorsOf(table, topic, costs));
  const start = new Int32Array(costs.length + 1);
  for (const marks of anchors) for (const mark of marks) start[mark + 1]! += 1;
  for (let mark = 0; mark < costs.length; mark += 1) start[mark + 1]! += start[mark]!;
  const free = start.slice();
  const topics = new Int32Array(start.at(-1)!);
  anchors.forEach((marks, topic) => {
    for (const mark of marks) topics[free[mark]!++] = topic;
  });
  return { start, topics, topicCount };
}

/** Topics whose rules may score for this article. */
export function candidates({ start, topics, topicCount }: AnchorIndex, view: View): number[] {
  const found: number[] = [];
  const isFound = new Uint8Array(topicCount);
  for (const mark of view.places.keys()) {
    for (let at = start[mark]!; at < start[mark + 1]!; at += 1) {
      const topic = topics[at]!;
      if (isFound[topic] === 1) continue;
      isFound[topic] = 1;
      found.push(topic);
    }
  }
  return found;
}

/**
 * How many articles have a mark, as far as the plan can tell: by the frequency of its word, by the terms that use it,
 * since common words stand in many, and by its length. A beginning stands for all the words that begin so.
 */
export function markCosts(
  { kinds, ruleStart, formAt, forms }: RuleColumns,
  entries: readonly MarkEntry[],
  frequencyOf: (word: string) => number,
): Float64Array {
  const costs = Float64Array.from(entries, ({ kind, word }) => {
    const shape = 8 / word.length ** 2;
    return kind === 'beginning' ? shape + 40 / word.length : shape + frequencyOf(word);
  });
  kinds.forEach((kind, rule) => {
    if (kind === ruleKinds.not) return;
    for (let term = ruleStart[rule]!; term < ruleStart[rule + 1]!; term += 1)
      for (const mark of forms[formAt[term]!]!.marks) costs[mark]! += 1;
  });
  return costs;
}

/** Of the hard rules the one that fits the fewest articles; without hard rules whatever can score. */
function anchorsOf(table: RuleTable, topic: number, costs: Float64Array): readonly number[] {
  const costOf = (mark: number) => costs[mark]!;
  const soft: number[] = [];
  let hard: readonly number[] | undefined;
  let hardCost = Infinity;
  for (let rule = table.topicStart[topic]!; rule < table.topicStart[topic + 1]!; rule += 1) {
    const marks = [...table.rarest.subarray(table.ruleStart[rule], table.ruleStart[rule + 1])];
    const ofWords = marks.filter((mark) => mark !== noMark);
    switch (table.kinds[rule]) {
      case ruleKinds.group:
      case ruleKinds.any: {
        const cost = ofWords.reduce((sum, mark) => sum + costOf(mark), 0);
        if (cost < hardCost) [hard, hardCost] = [ofWords, cost];
        break;
      }
      case ruleKinds.extra:
        soft.push(...ofWords);
        break;
      case ruleKinds.near:
        // A window with a term that never occurs never does either.
        if (marks.length > 0 && ofWords.length === marks.length) soft.push(leastOf(marks, costOf)!);
        break;
    }
  }
  return [...new Set(hard ?? soft)];
}
