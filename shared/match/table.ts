import type { Topic } from '../domain/topic.ts';
import type { Forms, TermForm } from './term.ts';

/**
 * What a rule asks for. A topic's rules stand in this order, groups and windows each as the topic has them; `extra` are
 * the terms of `weights` that stand in no group and not in `any`.
 */
export const ruleKinds = { not: 0, group: 1, any: 2, extra: 3, near: 4 } as const;
type RuleKind = (typeof ruleKinds)[keyof typeof ruleKinds];

/**
 * The rules of all topics in one language, in columns: a hundred thousand topics are a few arrays, and not millions of
 * small objects. A topic has rules, a rule has terms.
 */
export interface RuleColumns {
  readonly forms: readonly TermForm[];
  /** Rules of a topic: [topicStart[topic], topicStart[topic + 1]). */
  readonly topicStart: Int32Array;
  readonly kinds: Uint8Array;
  /** Terms of a rule: [ruleStart[rule], ruleStart[rule + 1]). */
  readonly ruleStart: Int32Array;
  /** By term, its place in `forms`. */
  readonly formAt: Int32Array;
  readonly weights: Float64Array;
}

export interface RuleTable extends RuleColumns {
  /** By term, the mark that the fewest articles have of those that it needs; `noMark` for a term without words. */
  readonly rarest: Int32Array;
}

export const noMark = -1;

export function ruleColumns(topics: readonly Topic[], forms: Forms): RuleColumns {
  const topicStart = [0];
  const kinds: RuleKind[] = [];
  const ruleStart = [0];
  const formAt: number[] = [];
  const weights: number[] = [];
  const keyOf = (index: number) => forms.list[index]!.key;
  for (const { not, all, any, weights: own, near } of topics) {
    const extra = Object.keys(own).map(forms.indexOf);
    const weightOf = new Map(extra.map((index) => [keyOf(index), own[forms.list[index]!.source]!]));
    const add = (kind: RuleKind, indexes: readonly number[]) => {
      for (const index of indexes) {
        formAt.push(index);
        weights.push(weightOf.get(keyOf(index)) ?? 1);
      }
      kinds.push(kind);
      ruleStart.push(formAt.length);
    };
    if (not.length > 0) add(ruleKinds.not, distinct(not.map(forms.indexOf), keyOf));
    const hardFrom = formAt.length;
    for (const { terms } of all) add(ruleKinds.group, distinct(terms.map(forms.indexOf), keyOf));
    if (any.length > 0) add(ruleKinds.any, distinct(any.map(forms.indexOf), keyOf));
    if (extra.length > 0) {
      const inRules = new Set(formAt.slice(hardFrom).map(keyOf));
      add(ruleKinds.extra, distinct(extra, keyOf).filter((index) => !inRules.has(keyOf(index))));
    }
    for (const { terms } of near) add(ruleKinds.near, terms.map(forms.indexOf));
    topicStart.push(kinds.length);
  }
  return {
    forms: forms.list,
    topicStart: Int32Array.from(topicStart),
    kinds: Uint8Array.from(kinds),
    ruleStart: Int32Array.from(ruleStart),
    formAt: Int32Array.from(formAt),
    weights: Float64Array.from(weights),
  };
}

export function ruleTable(columns: RuleColumns, costs: Float64Array): RuleTable {
  const rarestOf = columns.forms.map(({ marks }) => leastOf(marks, (mark) => costs[mark]!) ?? noMark);
  return { ...columns, rarest: columns.formAt.map((form) => rarestOf[form]!) };
}

/** The item of least cost. */
export function leastOf<T>(items: readonly T[], costOf: (item: T) => number): T | undefined {
  let best: T | undefined;
  for (const item of items) if (best === undefined || costOf(item) < costOf(best)) best = item;
  return best;
}

/** Terms that match the same words count once in a rule; the receipt shows the spelling that the topic has first. */
function distinct(indexes: readonly number[], keyOf: (index: number) => number): readonly number[] {
  if (indexes.length < 2) return indexes;
  const keys = new Set<number>();
  return indexes.filter((index) => keys.size !== keys.add(keyOf(index)).size);
}
