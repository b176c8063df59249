import type { Analyse, Concept } from '../domain/text.ts';
import type { Example, Match, Topic } from '../domain/topic.ts';
import { compile } from './compile.ts';
import { explain } from './match.ts';
import {
  suggest,
  type LeftOut,
  type SuggestedConcept,
  type SuggestedWord,
  type Suggestion,
} from './suggest.ts';
import { formKey, termForm } from './term.ts';

/** What Rasid's tables know of a concept: itself, and by language its words, the usual one first. */
export interface ConceptTables {
  conceptOf(id: string): Concept | undefined;
  wordsOf(id: string, lang: string): readonly string[];
}

/** A topic made from examples: what `topic from` writes down. */
export interface Draft {
  readonly suggestion: Suggestion;
  readonly weights: readonly DraftWeight[];
  readonly threshold: number;
  /** Of the threshold, what examples alone ask for. */
  readonly likeThreshold: number;
  /** What rules the counter-examples out, where the threshold does not. */
  readonly not: readonly DraftNot[];
  /** How the examples and the counter-examples fare with all this. */
  readonly examples: readonly Match[];
  readonly counterExamples: readonly Match[];
}

export interface DraftWeight {
  readonly from: SuggestedConcept | SuggestedWord;
  readonly points: number;
  readonly terms: readonly DraftTerm[];
}

export interface DraftTerm {
  readonly term: string;
  /** Undefined: as an example writes it. */
  readonly lang: string | undefined;
}

export interface DraftNot {
  readonly terms: readonly string[];
  readonly counterExample: number;
}

/** What all weights come to, each counted once; and how much of it an article has to bring. */
const weightSum = 10;
const askedShare = 0.7;
/** A counter-example lifts the threshold so far at most; what scores more is told apart by a term. */
const liftMax = 1.25;
const liftMargin = 0.5;
/** Words of a table's row for one language; a country has its name and its people's. */
const wordsMax = 2;

export function draft(
  examples: readonly Example[],
  counterExamples: readonly Example[],
  how: DraftHow,
): Draft {
  const { analyse, tables } = how;
  const suggestion = suggest(examples, counterExamples, analyse, (id) => tables.conceptOf(id));
  const weights = weightsOf(suggestion, how);
  const topic = topicOf(examples, weights);
  const judgedBy = (one: Topic, articles: readonly Example[]) => {
    const plan = compile([one], analyse);
    return articles.map((article) => explain(plan, one.name, article, analyse));
  };
  const likeThreshold = judgedBy(topic, examples.slice(0, 1))[0]?.threshold ?? 0;
  const asked = likeThreshold + weightSum * askedShare;
  const strongest = judgedBy(topic, counterExamples).map(({ score }) => score);
  const threshold = liftedOver(strongest, asked);
  const not = strongest.flatMap((score, at) =>
    score < threshold ? [] : notOf(suggestion.leftOut[at] ?? [], at, how),
  );
  const whole = { ...topic, threshold, not: not.flatMap(({ terms }) => terms) };
  return {
    suggestion,
    weights,
    threshold,
    likeThreshold,
    not,
    examples: judgedBy(whole, examples),
    counterExamples: judgedBy(whole, counterExamples),
  };
}

/** Just above the counter-examples that a moderate lift reaches; the others do not count. */
export function liftedOver(scores: readonly number[], threshold: number): number {
  const reachable = scores.map((score) => score + liftMargin).filter((score) => score <= threshold * liftMax);
  return rounded(Math.max(threshold, ...reachable));
}

function weightsOf({ concepts, words }: Suggestion, how: DraftHow): DraftWeight[] {
  const sum = [...concepts, ...words].reduce((total, { weight }) => total + weight, 0);
  const pointsOf = (weight: number) => Math.max(0.1, rounded((weight / sum) * weightSum));
  const taken = new Set<string>();
  const fresh = (terms: readonly DraftTerm[]) =>
    terms.filter(({ term }) => !taken.has(term) && taken.add(term));
  return [
    ...concepts.map((from) => ({
      from,
      points: pointsOf(from.weight),
      terms: fresh(aliases(from.concept.id, from.surfaces, how)),
    })),
    ...words.map((from) => ({
      from,
      points: pointsOf(from.weight),
      terms: fresh(from.surfaces.map((term) => ({ term, lang: undefined }))),
    })),
  ].filter(({ terms }) => terms.length > 0);
}

/** What a draft is made with; `langs`: those to give aliases in. */
export interface DraftHow {
  readonly analyse: Analyse;
  readonly tables: ConceptTables;
  readonly langs: readonly string[];
}

/** The usual words of each language, and those of the table that the examples use. */
function aliases(id: string, surfaces: readonly string[], { analyse, tables, langs }: DraftHow): DraftTerm[] {
  return langs.flatMap((lang) => {
    const key = (term: string) => formKey(termForm(term, lang, analyse));
    const used = new Set(surfaces.map(key));
    const chosen = new Map<string, string>();
    for (const [at, term] of tables.wordsOf(id, lang).entries()) {
      const isWanted = at < wordsMax || used.has(key(term));
      if (isWanted && !chosen.has(key(term)) && !isLittleWord(term, langs, analyse))
        chosen.set(key(term), term);
    }
    return [...chosen.values()].map((term) => ({ term, lang }));
  });
}

/** Terms hold for articles in every language: Turkish "il" would meet the French one. */
function isLittleWord(term: string, langs: readonly string[], analyse: Analyse): boolean {
  return langs.some((lang) => analyse(term, lang).tokens.every(({ isStopword }) => isStopword));
}

function notOf(leftOut: readonly LeftOut[], counterExample: number, how: DraftHow): DraftNot[] {
  const [first] = leftOut;
  return first === undefined ? [] : [{ terms: termsOfLeftOut(first, how), counterExample }];
}

/** What is left out, in every language that is known. */
export function termsOfLeftOut({ conceptId, surface }: LeftOut, how: DraftHow): string[] {
  const known = conceptId === undefined ? [] : aliases(conceptId, [surface], how);
  return known.length === 0 ? [surface] : [...new Set(known.map(({ term }) => term))];
}

function topicOf(like: readonly Example[], weights: readonly DraftWeight[]): Topic {
  return {
    name: 'draft',
    title: 'draft',
    like,
    all: [],
    any: [],
    weights: Object.fromEntries(
      weights.flatMap(({ points, terms }) => terms.map(({ term }) => [term, points])),
    ),
    near: [],
    not: [],
    languages: [],
    alert: { channels: [], backfill: false },
  };
}

/** As points are written in a file. */
export const rounded = (points: number) => Math.round(points * 10) / 10;
