import { featuresOf, type Feature } from '../domain/features.ts';
import { freeFeaturesOf, kindWeight, placesWithin, type FreeFeature } from '../domain/free-features.ts';
import { saidDaysOf, type SaidDay } from '../domain/said-days.ts';
import type { Analysis } from '../domain/text.ts';
import type { Vector } from './plan.ts';
import { unit } from './vector.ts';

/** How common a thing is: the natural logarithm of (articles / articles that have it), never below 0. */
export type Rarity = (key: string, prior: number) => number;

/** An article laid out for comparing: weights by key, each salience times what its kind says times rarity. */
export interface Compared {
  readonly lang: string;
  /** For one language: its words and the concepts, and the counts; each part is at unit length. */
  readonly own: Parts;
  /** For any language: counts, concepts, acronyms and names by their consonants. */
  readonly free: Vector;
  /** Keys of `free` that only may be names; they count where the other side has them. */
  readonly unsure: ReadonlySet<string>;
  /** Where each first stands. */
  readonly places: ReadonlyMap<string, Place>;
}

export interface Parts {
  readonly words: Vector;
  readonly counts: Vector;
}

export interface Place {
  readonly field: 'title' | 'text';
  readonly index: number;
}

/** A day that both name, as much as a count that stands once. */
const dayWeight = 2;
const dayPrior = 0.03;
/** Names tell events apart, also those that no capital gives away. */
const bareWeight = 2;

/** An article's features before rarity is known. */
export interface Read {
  readonly lang: string;
  readonly features: ReadonlyMap<string, Feature>;
  readonly free: ReadonlyMap<string, FreeFeature>;
  readonly days: readonly (SaidDay & Pick<Place, 'field'>)[];
}

export function read(title: Analysis | undefined, text: Analysis): Read {
  const features = featuresOf(title, text);
  const days = [
    ...(title === undefined ? [] : saidDaysOf(title).map((said) => ({ ...said, field: 'title' as const }))),
    ...saidDaysOf(text).map((said) => ({ ...said, field: 'text' as const })),
  ];
  return { lang: text.lang, features, free: freeFeaturesOf(title, text, features), days };
}

export function compared({ lang, features, free, days }: Read, rarity: Rarity): Compared {
  const places = new Map<string, Place>();
  const words = new Map<string, number>();
  const concepts = new Map<string, number>();
  const counts = new Map<string, number>();
  const names = new Map<string, number>();
  const add = (vector: Map<string, number>, key: string, weight: number, { field, index }: Place) => {
    if (weight <= (vector.get(key) ?? 0)) return;
    vector.set(key, weight);
    places.set(key, { field, index });
  };
  for (const [key, feature] of features) {
    const weight = feature.weight * (feature.kind === 'bare' ? bareWeight : 1) * (1 - feature.conceptShare);
    add(words, key, weight * rarity(key, feature.prior), feature);
  }
  const unsure = new Set<string>();
  for (const [key, feature] of free) {
    const { kind, salience, prior, isSure } = feature;
    const weight = salience * kindWeight[kind];
    if (!isSure) unsure.add(key);
    if (kind === 'count') add(counts, key, weight * rarity(key, prior), feature);
    else if (kind === 'name' || kind === 'acronym') add(names, key, weight * rarity(key, prior), feature);
    else {
      add(concepts, key, weight * rarity(key, prior), feature);
      for (const parent of placesWithin(feature))
        add(concepts, parent.key, weight * parent.share * rarity(parent.key, parent.prior), feature);
    }
  }
  for (const { day, field, first } of days)
    add(counts, `^${day}`, dayWeight * rarity(`^${day}`, dayPrior), { field, index: first });
  return {
    lang,
    own: { words: unit(new Map([...words, ...concepts])), counts: unit(counts) },
    free: new Map([...concepts, ...names, ...counts]),
    unsure,
    places,
  };
}

/** How much all counts in common add to the cosine of words and concepts. */
const countsShare = 0.15;

/** One vector, so that a dot product is the cosine of the words plus the counts' share of theirs. */
export function joined({ words, counts }: Parts): Vector {
  const factor = Math.sqrt(countsShare);
  return new Map([...words, ...[...counts].map(([key, weight]) => [key, factor * weight] as const)]);
}
