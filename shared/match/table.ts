import { hasTerms, termsIn, type TermList, type Topic } from '../domain/topic.ts';
import type { Keys } from './term.ts';

/**
 * What a rule asks for. A topic's rules stand in this order, groups and windows each as the topic has them; `extra` are
 * the terms of `weights` that stand in no group and not in `any`. A topic that is not for this language is barred; one
 * that is for some sources has these as the terms of a rule.
 */
export const ruleKinds = { barred: 0, source: 1, not: 2, group: 3, any: 4, extra: 5, near: 6 } as const;
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
  /** By topic: what it asks for where its examples have no say. */
  readonly thresholds: Float64Array;
}

const kindBits = 3;
export const kindOf = (head: number) => head & ((1 << kindBits) - 1);
export const sizeOf = (head: number) => head >> kindBits;

/** Rules that an article must satisfy come first; these follow. */
export const isSoft = (kind: number) => kind >= ruleKinds.extra;

export function ruleTable(topics: readonly Topic[], lang: string, keys: Keys): RuleTable {
  const keyOf = keys.ofTerm;
  const topicStart = [0];
  const code: number[] = [];
  const weights: number[] = [];
  const sources: string[] = [];
  const leastHard = new Float64Array(topics.length);
  const mostSoft = new Float64Array(topics.length);
  const thresholds = new Float64Array(topics.length);
  const addSlot = (value: number, weight: number, source: string) => {
    code.push(value);
    weights.push(weight);
    sources.push(source);
  };
  const addHead = (kind: RuleKind, terms: readonly string[]) =>
    addSlot((terms.length << kindBits) | kind, 0, '');
  const add = (kind: RuleKind, terms: readonly string[], weightOf: (source: string) => number) => {
    addHead(kind, terms);
    for (const source of terms) addSlot(keyOf(source), weightOf(source), source);
  };
  topics.forEach((topic, at) => {
    const { languages, sources: outlets = [], not, all, any, weights: own, near, threshold, overlay } = topic;
    const extra = Object.keys(own);
    const byKey = new Map(extra.map((source) => [keyOf(source), own[source]!]));
    const weightOf = (source: string) => byKey.get(keyOf(source)) ?? usualWeight;
    const addHard = (kind: RuleKind, list: TermList) => {
      const terms = termsIn(list, lang);
      add(kind, distinct(terms, keyOf), weightOf);
      leastHard[at]! += terms.length === 0 ? usualWeight : Math.min(...terms.map(weightOf));
    };
    if (languages.length > 0 && !languages.includes(lang)) addHead(ruleKinds.barred, []);
    if (outlets.length > 0) {
      addHead(ruleKinds.source, outlets);
      for (const outlet of outlets) addSlot(keys.ofSource(outlet), 0, outlet);
    }
    if (hasTerms(not)) add(ruleKinds.not, distinct(termsIn(not, lang), keyOf), none);
    for (const { terms } of all) addHard(ruleKinds.group, terms);
    if (hasTerms(any)) addHard(ruleKinds.any, any);
    if (extra.length > 0) {
      const hard = [...all.map(({ terms }) => terms), any].flatMap((list) => termsIn(list, lang));
      const inRules = new Set(hard.map(keyOf));
      const others = distinct(extra, keyOf).filter((source) => !inRules.has(keyOf(source)));
      add(ruleKinds.extra, others, weightOf);
      for (const source of others) mostSoft[at]! += weightOf(source);
    }
    for (const { terms, weight = usualWeight } of near) {
      add(ruleKinds.near, termsIn(terms, lang), none);
      mostSoft[at]! += weight;
    }
    topicStart.push(code.length);
    thresholds[at] =
      (threshold ?? usualThreshold(leastHard[at]!, mostSoft[at]!)) * (overlay?.strictness ?? 1);
  });
  return {
    topicStart: Int32Array.from(topicStart),
    code: Int32Array.from(code),
    weights: Float64Array.from(weights),
    sources,
    leastHard,
    mostSoft,
    thresholds,
  };
}

/** Of a topic that states none: the least that its hard rules come to, else half of all that its weights and windows offer. */
function usualThreshold(leastHard: number, mostSoft: number): number {
  return leastHard > 0 ? leastHard : mostSoft / 2;
}

const usualWeight = 1;
const none = () => 0;

/** Terms that match the same words count once in a rule; the receipt shows the spelling that the topic has first. */
function distinct(terms: readonly string[], keyOf: (source: string) => number): readonly string[] {
  if (terms.length < 2) return terms;
  const keys = new Set<number>();
  return terms.filter((source) => keys.size !== keys.add(keyOf(source)).size);
}
