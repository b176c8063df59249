import type { Analyse } from '../domain/text.ts';
import type { Topic } from '../domain/topic.ts';
import { anchorIndex } from './anchors.ts';
import { compileLike } from './profiles.ts';
import type { CompiledTopic, LangPlan, Plan } from './plan.ts';
import { formKey, termForm, type TermForm } from './term.ts';

export type { Plan } from './plan.ts';

/** Languages are told by feeds, so a hostile one could name thousands. */
const languagesMax = 50;

/** Checks nothing: topics come checked from the config. Two topics of one name are a bug and throw. */
export function compile(topics: readonly Topic[], analyse: Analyse): Plan {
  const names = new Set(topics.map(({ name }) => name));
  if (names.size !== topics.length) throw new Error('two topics of one name');
  return { topics, like: compileLike(topics, analyse), byLang: new Map() };
}

/** The plan for articles of one language. */
export function planFor(plan: Plan, lang: string, analyse: Analyse): LangPlan {
  const known = plan.byLang.get(lang);
  if (known !== undefined) return known;
  const forms = new Map<string, TermForm>();
  const formOf = (source: string): TermForm => {
    const form = forms.get(source) ?? termForm(source, lang, analyse);
    forms.set(source, form);
    return form;
  };
  const compiled = plan.topics.map((topic) => compileTopic(topic, formOf));
  const made = { topics: compiled, anchors: anchorIndex(compiled) };
  if (plan.byLang.size >= languagesMax) plan.byLang.clear();
  plan.byLang.set(lang, made);
  return made;
}

function compileTopic(topic: Topic, formOf: (source: string) => TermForm): CompiledTopic {
  const weights = new Map<string, number>();
  for (const [source, weight] of Object.entries(topic.weights)) weights.set(formKey(formOf(source)), weight);
  const weighted = (sources: readonly string[]) =>
    distinct(sources.map(formOf)).map((form) => ({ form, weight: weights.get(formKey(form)) ?? 1 }));

  const groups = topic.all.map(({ name, terms }) => ({ name, terms: weighted(terms) }));
  const any = weighted(topic.any);
  const inRules = new Set([...groups.flatMap(({ terms }) => terms), ...any].map(({ form }) => formKey(form)));
  const extra = weighted(Object.keys(topic.weights)).filter(({ form }) => !inRules.has(formKey(form)));
  const hard = [...groups.map(({ terms }) => terms), ...(any.length > 0 ? [any] : [])];
  return {
    topic,
    groups,
    any,
    extra,
    near: topic.near.map(({ terms, within, ordered = false, weight = 1 }) => {
      return { forms: terms.map(formOf), within, ordered, weight };
    }),
    not: distinct(topic.not.map(formOf)),
    leastHardScore: hard.reduce((sum, terms) => sum + Math.min(...terms.map(({ weight }) => weight)), 0),
  };
}

/** Terms that match the same words count once; the receipt shows the spelling that the topic has first. */
function distinct(forms: readonly TermForm[]): TermForm[] {
  const byKey = new Map<string, TermForm>();
  for (const form of forms) if (!byKey.has(formKey(form))) byKey.set(formKey(form), form);
  return [...byKey.values()];
}
