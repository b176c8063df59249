import type { Near, Topic } from '../domain/topic.ts';
import { isSoft, kindOf, ruleKinds, sizeOf, type RuleTable } from './table.ts';
import { leadWords, occurrences, occurs, widthOf, type View } from './view.ts';
import { firstWindow } from './window.ts';

/** One term's, or one window's, share in the points. */
export interface RulePart {
  readonly kind: number;
  /** Which of the topic's rules of that kind. */
  readonly nth: number;
  /** Of the term, or of the window's head, in the rule table. */
  readonly slot: number;
  readonly points: number;
  /** Positions of the first and the last word of the best occurrence. */
  readonly first: number;
  readonly last: number;
}

const titleFactor = 1.5;
const leadFactor = 1.25;
/** What ever more repeats of a term come to: n times count 1.25 - 0.25 / n. */
const repeatFactorMax = 1.25;

/** The cheap half: whether all hard rules hold, nothing counted. */
export function holds({ topicStart, code }: RuleTable, at: number, view: View): boolean {
  const end = topicStart[at + 1]!;
  let next: number;
  for (let slot = topicStart[at]!; slot < end; slot = next) {
    const kind = kindOf(code[slot]!);
    if (isSoft(kind)) return true;
    next = slot + 1 + sizeOf(code[slot]!);
    if (someOccurs(code, slot + 1, next, view) === (kind === ruleKinds.not)) return false;
  }
  return true;
}

/** The hard rules that do not hold: `language: xx`, `source: host`, `not: term`, group names, `any`. */
export function missingOf(table: RuleTable, at: number, topic: Topic, view: View): string[] {
  const { topicStart, code, sources } = table;
  const missing: string[] = [];
  let groupAt = 0;
  let next: number;
  for (let slot = topicStart[at]!; slot < topicStart[at + 1]!; slot = next) {
    const kind = kindOf(code[slot]!);
    next = slot + 1 + sizeOf(code[slot]!);
    if (kind === ruleKinds.barred) missing.push(`language: ${view.lang}`);
    if (kind === ruleKinds.source && !someOccurs(code, slot + 1, next, view))
      missing.push(`source: ${view.sources.at(-1) ?? 'unknown'}`);
    if (kind === ruleKinds.not)
      for (let term = slot + 1; term < next; term += 1)
        if (occurs(view, code[term]!)) missing.push(`not: ${sources[term]!}`);
    const name = kind === ruleKinds.group ? topic.all[groupAt++]!.name : 'any';
    if ((kind === ruleKinds.group || kind === ruleKinds.any) && !someOccurs(code, slot + 1, next, view))
      missing.push(name);
  }
  return missing;
}

/** Points as docs/topics.md states them, whether or not the hard rules hold. */
export function scoreRules(table: RuleTable, at: number, topics: readonly Topic[], view: View): RulePart[] {
  const { topicStart, code } = table;
  const parts: RulePart[] = [];
  const end = topicStart[at + 1]!;
  let nth = 0;
  let kindBefore = -1;
  let next: number;
  for (let slot = topicStart[at]!; slot < end; slot = next) {
    const kind = kindOf(code[slot]!);
    next = slot + 1 + sizeOf(code[slot]!);
    nth = kind === kindBefore ? nth + 1 : 0;
    kindBefore = kind;
    if (kind === ruleKinds.near) {
      addWindow(parts, table, slot, nth, topics[at]!.near[nth]!, view);
      continue;
    }
    if (kind === ruleKinds.source) continue;
    const from = parts.length;
    for (let term = slot + 1; term < next; term += 1) addTerm(parts, table, kind, nth, term, view);
    if (parts.length - from > 1 && (kind === ruleKinds.group || kind === ruleKinds.any)) rank(parts, from);
  }
  return parts;
}

function addTerm(
  parts: RulePart[],
  { code, weights }: RuleTable,
  kind: number,
  nth: number,
  slot: number,
  view: View,
): void {
  const key = code[slot]!;
  const places = occurrences(view, key);
  if (places.length === 0) return;
  const first = places[0]!;
  const repeats = repeatFactorMax - (repeatFactorMax - 1) / places.length;
  const points = weights[slot]! * placeFactor(view, first) * repeats;
  parts.push({ kind, nth, slot, points, first, last: first + widthOf(view, key) - 1 });
}

/** The best term of a group counts fully, the next half, the next a quarter. */
function rank(parts: RulePart[], from: number): void {
  const ranked = parts.splice(from).sort((a, b) => b.points - a.points);
  ranked.forEach((part, at) => parts.push(at === 0 ? part : { ...part, points: part.points / 2 ** at }));
}

function addWindow(
  parts: RulePart[],
  { code }: RuleTable,
  slot: number,
  nth: number,
  { within, ordered = false, weight = 1 }: Near,
  view: View,
): void {
  const lists: (readonly number[])[] = [];
  const end = slot + 1 + sizeOf(code[slot]!);
  for (let term = slot + 1; term < end; term += 1) lists.push(occurrences(view, code[term]!));
  const window = firstWindow(lists, within, ordered);
  if (window === undefined) return;
  const { first, last, lastList } = window;
  const points = weight * placeFactor(view, first);
  parts.push({
    kind: ruleKinds.near,
    nth,
    slot,
    points,
    first,
    last: last + widthOf(view, code[slot + 1 + lastList]!) - 1,
  });
}

/** Positions ascend from the title over the lead to the rest, so a term's first place is its best. */
function placeFactor({ textFrom }: View, position: number): number {
  if (position < textFrom) return titleFactor;
  return position < textFrom + leadWords ? leadFactor : 1;
}

function someOccurs(code: Int32Array, from: number, end: number, view: View): boolean {
  for (let slot = from; slot < end; slot += 1) if (occurs(view, code[slot]!)) return true;
  return false;
}

/** The rule of a part, as evidence names it. */
export function ruleName(topic: Topic, { kind, nth }: RulePart): string {
  switch (kind) {
    case ruleKinds.not:
      return 'not';
    case ruleKinds.group:
      return `all:${topic.all[nth]!.name}`;
    case ruleKinds.any:
      return 'any';
    case ruleKinds.near:
      return 'near';
    default:
      return 'weight';
  }
}

/** Its term as the topic writes it; a window's terms. */
export function termName({ code, sources }: RuleTable, { kind, slot }: RulePart): string {
  if (kind !== ruleKinds.near) return sources[slot]!;
  return sources.slice(slot + 1, slot + 1 + sizeOf(code[slot]!)).join(' ~ ');
}
