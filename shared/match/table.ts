import type { Topic } from '../domain/topic.ts';

/**
 * What a rule asks for. A topic's rules stand in this order, groups and windows each as the topic has them; `extra` are
 * the terms of `weights` that stand in no group and not in `any`. A topic that is not for this language is barred.
 */
export const ruleKinds = { barred: 0, not: 1, group: 2, any: 3, extra: 4, near: 5 } as const;
type RuleKind = (typeof ruleKinds)[keyof typeof ruleKinds];

/**
 * The rules of all topics in one language, in columns: a hundred thousand topics are a few arrays that are read in
 * order, and not millions of small objects.
 */
export interface RuleTable {
  /** Slots of a topic: [topicStart[topic], topicStart[topic + 1]). */
  readonly topicStart: Int32Array;
  /** By slot: a rule is its head (`kindOf`, `sizeOf`), then the keys of its terms in the lexicon. */
  readonly code: Int32Array;
  /** By slot: a term's weight, and how the topic writes it. */
  readonly weights: Float64Array;
  readonly sources: readonly string[];
  /** By topic: the least that its hard rules come to when they hold; 0 without any. */
  readonly leastHard: Float64Array;
  /** By topic: the most that its other weights and its windows come to. */
  readonly mostSoft: Float64Array;
}

const kindBits = 3;
export const kindOf = (head: number) => head & ((1 << kindBits) - 1);
export const sizeOf = (head: number) => head >> kindBits;

/** Rules that an article must satisfy come first; these follow. */
export const isSoft = (kind: number) => kind >= ruleKinds.extra;

export function ruleTable(
  topics: readonly Topic[],
  lang: string,
  keyOf: (source: string) => number,
): RuleTable {
  const topicStart = [0];
  const code: number[] = [];
  const weights: number[] = [];
  const sources: string[] = [];
  const leastHard = new Float64Array(topics.length);
  const mostSoft = new Float64Array(topics.length);
  const addSlot = (value: number, weight: number, source: string) => {
    code.push(value);
    weights.push(weight);
    sources.push(source);
  };
  const add = (kind: RuleKind, terms: readonly string[], weightOf: (source: string) => number) => {
    addSlot((terms.length << kindBits) | kind, 0, '');
    for (const source of terms) addSlot(keyOf(source), weightOf(source), source);
  };
  topics.forEach(({ languages, not, all, any, weights: own, near }, at) => {
    const extra = Object.keys(own);
    const byKey = new Map(extra.map((source) => [keyOf(source), own[source]!]));
    const weightOf = (source: string) => byKey.get(keyOf(source)) ?? 1;
    const addHard = (kind: RuleKind, terms: readonly string[]) => {
      add(kind, distinct(terms, keyOf), weightOf);
      leastHard[at]! += Math.min(...terms.map(weightOf));
    };
    if (languages.length > 0 && !languages.includes(lang)) add(ruleKinds.barred, [], none);
    if (not.length > 0) add(ruleKinds.not, distinct(not, keyOf), none);
    for (const { terms } of all) addHard(ruleKinds.group, terms);
    if (any.length > 0) addHard(ruleKinds.any, any);
    if (extra.length > 0) {
      const inRules = new Set([...all.flatMap(({ terms }) => terms), ...any].map(keyOf));
      const others = distinct(extra, keyOf).filter((source) => !inRules.has(keyOf(source)));
      add(ruleKinds.extra, others, weightOf);
      for (const source of others) mostSoft[at]! += weightOf(source);
    }
    for (const { terms, weight = 1 } of near) {
      add(ruleKinds.near, terms, none);
      mostSoft[at]! += weight;
    }
    topicStart.push(code.length);
  });
  return {
    topicStart: Int32Array.from(topicStart),
    code: Int32Array.from(code),
    weights: Float64Array.from(weights),
    sources,
    leastHard,
    mostSoft,
  };
}

const none = () => 0;

/** Terms that match the same words count once in a rule; the receipt shows the spelling that the topic has first. */
function distinct(terms: readonly string[], keyOf: (source: string) => number): readonly string[] {
  if (terms.length < 2) return terms;
  const keys = new Set<number>();
  return terms.filter((source) => keys.size !== keys.add(keyOf(source)).size);
}
