import { featuresOf, type Feature } from '../domain/features.ts';
import { freeFeaturesOf, type FreeFeature } from '../domain/free-features.ts';
import type { LikePlan, LikeProfile, Vector } from './plan.ts';
import { unit } from './vector.ts';
import type { View } from './view.ts';

/** Measured on public sets of related news (docs/topics.md has the figures); one setting for every topic. */
export const likeSettings = {
  /** Points for an article that is as alike as the examples are to each other. */
  points: 10,
  /** Similarity, on the topic's scale, that a topic of examples asks for when it states no threshold. */
  thresholdSimilarity: 0.67,
  /** Cosine of two articles that have nothing to do with each other. */
  unrelatedCosine: 0.03,
  /** Cosine of two reports of one event, for a topic whose single example cannot tell; and across languages. */
  relatedCosine: 0.26,
  crossRelatedCosine: 0.3,
  /** How much more one shared word may count than all others together. */
  dominanceMax: 3,
  fullDays: 10,
  halfDays: 40,
} as const;

const dayMs = 86_400_000;

/** An article laid out for comparing with examples. */
export interface LikeView {
  readonly features: ReadonlyMap<string, Feature>;
  readonly free: ReadonlyMap<string, FreeFeature>;
  readonly vector: Vector;
}

export function likeViewOf(like: LikePlan, { title, text }: View): LikeView {
  const features = featuresOf(title, text);
  return { features, free: freeFeaturesOf(title, text, features), vector: vectorOf(features, like.rarity) };
}

/** Features at unit length: weight times rarity. */
export function vectorOf(features: ReadonlyMap<string, Feature>, rarity: LikePlan['rarity']): Vector {
  const vector = new Map<string, number>();
  for (const [key, feature] of features) {
    const weight = feature.weight * rarity(key, feature);
    if (weight > 0) vector.set(key, weight);
  }
  return unit(vector);
}

/** The topics whose examples the article may resemble: by words in its language, else by what is free of any. */
export function likeCandidates(plan: LikePlan, lang: string, { vector, free }: LikeView): Set<number> {
  const cosines = new Map<number, number>();
  const postings = plan.postings.get(lang);
  if (postings !== undefined) {
    for (const [key, weight] of vector)
      for (const { topic, weight: own } of postings.get(key) ?? [])
        cosines.set(topic, (cosines.get(topic) ?? 0) + weight * own);
  }
  const found = new Set<number>();
  for (const [topic, cosine] of cosines) if (cosine > likeSettings.unrelatedCosine) found.add(topic);
  for (const key of free.keys())
    for (const topic of plan.freePostings.get(key) ?? [])
      if (plan.profiles[topic]?.byLang.has(lang) === false) found.add(topic);
  return found;
}

export interface Likeness {
  /** 0: unrelated; 1: as alike as the examples are to each other; more for copies. */
  readonly similarity: number;
  /** No example is in the article's language: counts, acronyms and names were compared, not words. */
  readonly isCross: boolean;
  /** Shares of the similarity, largest first; they add up to 1. */
  readonly shares: readonly LikeShare[];
}

export interface LikeShare {
  readonly term: string;
  readonly share: number;
  readonly field: 'title' | 'text';
  readonly index: number;
}

export function likeness(profile: LikeProfile, view: View, likeView: LikeView): Likeness {
  const { unrelatedCosine, crossRelatedCosine } = likeSettings;
  const own = profile.byLang.get(view.lang);
  const { cosine, shares } = own ? termCosine(own.terms, likeView) : freeCosine(profile.free, likeView.free);
  const related = own?.scale ?? crossRelatedCosine;
  const onScale = Math.max(0, cosine - unrelatedCosine) / (related - unrelatedCosine);
  return {
    similarity: onScale * nearnessInTime(profile.publishedAtMs, view.publishedAtMs),
    isCross: own === undefined,
    shares: shares.map((each) => ({ ...each, share: each.share / cosine })).sort((a, b) => b.share - a.share),
  };
}

function termCosine(terms: Vector, { vector, features }: LikeView) {
  const shares: LikeShare[] = [];
  for (const [term, weight] of vector) {
    const share = weight * (terms.get(term) ?? 0);
    if (share === 0) continue;
    const { field, index } = features.get(term)!;
    shares.push({ term, share, field, index });
  }
  return spread(shares);
}

/** One word that two short texts share is no likeness: none counts for much more than all others together. */
function spread(shares: readonly LikeShare[]) {
  const sum = shares.reduce((total, { share }) => total + share, 0);
  const evened = shares.map((each) => ({
    ...each,
    share: Math.min(each.share, likeSettings.dominanceMax * (sum - each.share)),
  }));
  return { cosine: evened.reduce((total, { share }) => total + share, 0), shares: evened };
}

/** A word that only may be a name stays out of the lengths unless the other side has it too. */
function freeCosine(examples: ReadonlyMap<string, FreeFeature>, article: ReadonlyMap<string, FreeFeature>) {
  const shares: LikeShare[] = [];
  let articleSquare = 0;
  let exampleSquare = 0;
  for (const [key, { weight, isSure, field, index }] of article) {
    const other = examples.get(key);
    if (isSure || other !== undefined) articleSquare += weight ** 2;
    if (other === undefined) continue;
    // A name keeps its mark: its consonants are no word to show to people.
    shares.push({
      term: key.startsWith('~') ? key : key.slice(1),
      share: weight * other.weight,
      field,
      index,
    });
  }
  for (const [key, { weight, isSure }] of examples)
    if (isSure || article.has(key)) exampleSquare += weight ** 2;
  const lengths = Math.sqrt(articleSquare * exampleSquare) || 1;
  return spread(shares.map((each) => ({ ...each, share: each.share / lengths })));
}

/** Full within 10 days of an example, half by 40, halving every 30 days from there; full without dates. */
function nearnessInTime(examples: readonly number[], atMs: number | undefined): number {
  if (atMs === undefined || examples.length === 0) return 1;
  const days = Math.min(...examples.map((exampleMs) => Math.abs(exampleMs - atMs))) / dayMs;
  const { fullDays, halfDays } = likeSettings;
  return days <= fullDays ? 1 : 2 ** (-(days - fullDays) / (halfDays - fullDays));
}
