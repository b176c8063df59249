import type { CompiledNear, CompiledTopic, WeightedForm } from './plan.ts';
import type { TermForm } from './term.ts';
import { leadWords, occurrences, placeOf, type View } from './view.ts';

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
export function holds({ topic, groups, any, not }: CompiledTopic, view: View): boolean {
  const occurs = (form: TermForm) => occurrences(view, form).length > 0;
  return (
    groups.every(({ terms }) => terms.some(({ form }) => occurs(form))) &&
    (any.length === 0 || any.some(({ form }) => occurs(form))) &&
    (topic.languages.length === 0 || topic.languages.includes(view.lang)) &&
    !not.some(occurs)
  );
}

/** Points as docs/topics.md states them. Parts are there also when a hard rule does not hold. */
export function scoreRules(compiled: CompiledTopic, view: View): RuleScore {
  const { topic, groups, any, extra, near, not } = compiled;
  const missing: string[] = [];
  const parts: RulePart[] = [];
  if (topic.languages.length > 0 && !topic.languages.includes(view.lang))
    missing.push(`language: ${view.lang}`);
  for (const form of not) {
    const [first] = occurrences(view, form);
    if (first === undefined) continue;
    missing.push(`not: ${form.source}`);
    parts.push({ rule: 'not', term: form.source, points: 0, ...span(form, first) });
  }
  for (const { name, terms } of groups) {
    const found = groupParts(`all:${name}`, terms, view);
    if (found.length === 0) missing.push(name);
    parts.push(...found);
  }
  const anyParts = groupParts('any', any, view);
  if (any.length > 0 && anyParts.length === 0) missing.push('any');
  parts.push(...anyParts);
  parts.push(...extra.flatMap((weighted) => termPart('weight', weighted, view)));
  parts.push(...near.flatMap((rule) => nearPart(rule, view)));
  return { missing, parts, points: parts.reduce((sum, { points }) => sum + points, 0) };
}

/** The best term of a group counts fully, the next half, the next a quarter. */
function groupParts(rule: string, terms: readonly WeightedForm[], view: View): RulePart[] {
  return terms
    .flatMap((weighted) => termPart(rule, weighted, view))
    .sort((a, b) => b.points - a.points)
    .map((part, rank) => ({ ...part, points: part.points / 2 ** rank }));
}

function termPart(rule: string, { form, weight }: WeightedForm, view: View): RulePart[] {
  const places = occurrences(view, form);
  const [first] = places;
  if (first === undefined) return [];
  const repeats = repeatFactorMax - (repeatFactorMax - 1) / places.length;
  const points = weight * placeFactor(view, first) * repeats;
  return [{ rule, term: form.source, points, ...span(form, first) }];
}

function span(form: TermForm, first: number) {
  return { first, last: first + form.parts.length - 1 };
}

/** Positions ascend from the title over the lead to the rest, so a term's first place is its best. */
function placeFactor(view: View, position: number): number {
  const { field, index } = placeOf(view, position);
  if (field === 'title') return titleFactor;
  return index < leadWords ? leadFactor : 1;
}

function nearPart({ forms, within, ordered, weight }: CompiledNear, view: View): RulePart[] {
  const lists = forms.map((form) => occurrences(view, form));
  if (lists.some((list) => list.length === 0)) return [];
  const window = firstWindow(lists, within, ordered);
  if (window === undefined) return [];
  const term = forms.map(({ source }) => source).join(' ~ ');
  const longest = forms[window.lastList]!.parts.length - 1;
  const { first, last } = window;
  return [{ rule: 'near', term, points: weight * placeFactor(view, first), first, last: last + longest }];
}

/**
 * The first window of so many words in which every list has a position (in the lists' order, when ordered).
 * One sweep over all positions; for each list the latest start is kept, since an earlier one only widens.
 */
function firstWindow(lists: readonly (readonly number[])[], within: number, ordered: boolean) {
  const events = lists
    .flatMap((list, at) => list.map((position) => ({ position, at })))
    .sort((a, b) => a.position - b.position || b.at - a.at);
  // Unordered: where each list was last seen. Ordered: where the latest chain over lists 0..at began.
  const starts = lists.map(() => -Infinity);
  for (const { position, at } of events) {
    if (ordered && at > 0) starts[at] = starts[at - 1]!;
    else starts[at] = position;
    const isEnd = !ordered || at === lists.length - 1;
    const first = ordered ? starts.at(-1)! : Math.min(...starts);
    if (isEnd && position - first + 1 <= within) return { first, last: position, lastList: at };
  }
  return undefined;
}
