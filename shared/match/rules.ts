import type { Near, Topic } from '../domain/topic.ts';
import { ruleKinds, type RuleTable } from './table.ts';
import type { TermForm } from './term.ts';
import { leadWords, occurrences, type View } from './view.ts';
import { firstWindow } from './window.ts';

/** What a topic's rules, `like` left out, say of an article. */
export interface RuleScore {
  /** Hard rules that do not hold: group names, `any`, `not: term`, `language: xx`. Empty: all hold. */
  readonly missing: readonly string[];
  readonly points: number;
  readonly parts: readonly RulePart[];
}

/** One term's, or one window's, share. */
export interface RulePart {
  readonly rule: string;
  readonly term: string;
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
export function holds(table: RuleTable, at: number, view: View): boolean {
  const { topicStart, kinds, ruleStart } = table;
  for (let rule = topicStart[at]!; rule < topicStart[at + 1]!; rule += 1) {
    const kind = kinds[rule]!;
    if (kind > ruleKinds.any) break;
    if (someOccurs(table, ruleStart[rule]!, ruleStart[rule + 1]!, view) === (kind === ruleKinds.not)) return false;
  }
  return true;
}

function someOccurs({ rarest, forms, formAt }: RuleTable, first: number, end: number, view: View): boolean {
  for (let term = first; term < end; term += 1)
    if (view.places.has(rarest[term]!) && occurrences(view, forms[formAt[term]!]!).length > 0) return true;
  return false;
}

/** What a topic's rules offer: the least that those come to which must hold (0 without any), and the most of the others. */
export interface Offer {
  readonly leastHard: number;
  readonly soft: number;
}

export function offerOf({ topicStart, kinds, ruleStart, weights }: RuleTable, at: number, topic: Topic): Offer {
  let leastHard = 0;
  let soft = 0;
  for (let rule = topicStart[at]!; rule < topicStart[at + 1]!; rule += 1) {
    const kind = kinds[rule]!;
    const own = weights.subarray(ruleStart[rule], ruleStart[rule + 1]);
    if (kind === ruleKinds.group || kind === ruleKinds.any) leastHard += Math.min(...own);
    if (kind === ruleKinds.extra) for (const weight of own) soft += weight;
  }
  for (const { weight = 1 } of topic.near) soft += weight;
  return { leastHard, soft };
}

/** Points as docs/topics.md states them. Evidence is there also when a hard rule does not hold. */
export function scoreRules(table: RuleTable, at: number, topic: Topic, view: View): RuleScore {
  const { topicStart, kinds } = table;
  const isForeign = topic.languages.length > 0 && !topic.languages.includes(view.lang);
  const missing = isForeign ? [`language: ${view.lang}`] : [];
  const parts: RulePart[] = [];
  let groupAt = 0;
  let nearAt = 0;
  for (let rule = topicStart[at]!; rule < topicStart[at + 1]!; rule += 1) {
    switch (kinds[rule]) {
      case ruleKinds.not:
        for (const part of termParts('not', table, rule, view)) {
          missing.push(`not: ${part.term}`);
          parts.push({ ...part, points: 0 });
        }
        break;
      case ruleKinds.group: {
        const { name } = topic.all[groupAt++]!;
        if (!addGroup(parts, termParts(`all:${name}`, table, rule, view))) missing.push(name);
        break;
      }
      case ruleKinds.any:
        if (!addGroup(parts, termParts('any', table, rule, view))) missing.push('any');
        break;
      case ruleKinds.extra:
        parts.push(...termParts('weight', table, rule, view));
        break;
      case ruleKinds.near:
        parts.push(...nearPart(topic.near[nearAt++]!, formsOfRule(table, rule), view));
        break;
    }
  }
  let points = 0;
  for (const part of parts) points += part.points;
  return { missing, parts, points };
}

/** The best term of a group counts fully, the next half, the next a quarter. False: there is none. */
function addGroup(parts: RulePart[], found: RulePart[]): boolean {
  if (found.length > 1) found.sort((a, b) => b.points - a.points);
  found.forEach((part, rank) => parts.push(rank === 0 ? part : { ...part, points: part.points / 2 ** rank }));
  return found.length > 0;
}

/** The terms of a rule that occur. */
function termParts(rule: string, table: RuleTable, at: number, view: View): RulePart[] {
  const { ruleStart, formAt, forms, rarest, weights } = table;
  const parts: RulePart[] = [];
  for (let term = ruleStart[at]!; term < ruleStart[at + 1]!; term += 1) {
    if (!view.places.has(rarest[term]!)) continue;
    const { source, marks } = forms[formAt[term]!]!;
    const places = occurrences(view, forms[formAt[term]!]!);
    const [first] = places;
    if (first === undefined) continue;
    const repeats = repeatFactorMax - (repeatFactorMax - 1) / places.length;
    const points = weights[term]! * placeFactor(view, first) * repeats;
    parts.push({ rule, term: source, points, first, last: first + marks.length - 1 });
  }
  return parts;
}

/** Positions ascend from the title over the lead to the rest, so a term's first place is its best. */
function placeFactor({ textFrom }: View, position: number): number {
  if (position < textFrom) return titleFactor;
  return position < textFrom + leadWords ? leadFactor : 1;
}

function nearPart(
  { within, ordered = false, weight = 1 }: Near,
  forms: readonly TermForm[],
  view: View,
): RulePart[] {
  const lists = forms.map((form) => occurrences(view, form));
  if (lists.some((list) => list.length === 0)) return [];
  const window = firstWindow(lists, within, ordered);
  if (window === undefined) return [];
  const term = forms.map(({ source }) => source).join(' ~ ');
  const longest = forms[window.lastList]!.marks.length - 1;
  const { first, last } = window;
  return [{ rule: 'near', term, points: weight * placeFactor(view, first), first, last: last + longest }];
}

function formsOfRule({ ruleStart, formAt, forms }: RuleTable, rule: number): TermForm[] {
  return Array.from(formAt.subarray(ruleStart[rule], ruleStart[rule + 1]), (form) => forms[form]!);
}
