import { featuresOf, type Feature } from '../domain/features.ts';
import { freeFeaturesOf, type FreeFeature } from '../domain/free-features.ts';
import type { Analyse } from '../domain/text.ts';
import type { Example, Topic } from '../domain/topic.ts';
import { likeSettings, vectorOf } from './like.ts';
import type { LikePlan, LikeProfile, Vector } from './plan.ts';
import { centroid, dot, heaviest } from './vector.ts';

const profileSettings = {
  /** Articles that the prior of a word's rarity counts for beside the plan's own examples. */
  priorArticles: 50,
  /** How much of what is usual stays in the scale of a topic with several examples. */
  priorShare: 0.3,
  termsMax: 300,
} as const;

/**
 * Examples as weighted terms: a feature's weight (features.ts) times rarity, at unit length, one centroid a language
 * (Rocchio 1971). Rarity is the logarithm of (articles / articles with the word), both counted over the topics'
 * examples and smoothed with the word's prior, so that it is sensible from the first topic on.
 */
export function compileLike(topics: readonly Topic[], analyse: Analyse): LikePlan {
  const read = topics.map(({ like }) => like.map((example) => readExample(example, analyse)));
  const rarity = rarityOver(read.filter((examples) => examples.length > 0));
  const profiles = read.map((examples) => (examples.length > 0 ? profileOf(examples, rarity) : undefined));
  const freePostings = new Map<string, number[]>();
  profiles.forEach((profile, topic) => {
    for (const key of profile?.free.keys() ?? []) push(freePostings, key, topic);
  });
  return { profiles, rarity, postings: postingsOf(profiles), freePostings };
}

interface ReadExample {
  readonly lang: string;
  readonly features: ReadonlyMap<string, Feature>;
  readonly free: ReadonlyMap<string, FreeFeature>;
  readonly publishedAtMs: number | undefined;
}

function readExample({ text, title, lang, publishedAtMs }: Example, analyse: Analyse): ReadExample {
  const body = analyse(text, lang);
  const head = title === undefined ? undefined : analyse(title, body.lang);
  const features = featuresOf(head, body);
  return { lang: body.lang, features, free: freeFeaturesOf(head, body, features), publishedAtMs };
}

function rarityOver(topics: readonly (readonly ReadExample[])[]): LikePlan['rarity'] {
  const counts = new Map<string, number>();
  for (const examples of topics) {
    const keys = new Set(examples.flatMap(({ features }) => [...features.keys()]));
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const { priorArticles } = profileSettings;
  return (key, { prior }) => {
    // A topic's own use of a word says nothing about how common it is elsewhere.
    const elsewhere = Math.max(0, (counts.get(key) ?? 0) - 1);
    return Math.max(0, Math.log((topics.length + priorArticles) / (elsewhere + priorArticles * prior)));
  };
}

function profileOf(examples: readonly ReadExample[], rarity: LikePlan['rarity']): LikeProfile {
  const byLang = new Map<string, { terms: Vector; scale: number }>();
  for (const lang of new Set(examples.map((example) => example.lang))) {
    const vectors = examples
      .filter((example) => example.lang === lang)
      .map(({ features }) => vectorOf(features, rarity));
    byLang.set(lang, {
      terms: heaviest(centroid(vectors), profileSettings.termsMax),
      scale: scaleOf(vectors),
    });
  }
  return {
    byLang,
    free: mergedFree(examples),
    publishedAtMs: examples.flatMap(({ publishedAtMs }) => publishedAtMs ?? []),
  };
}

function mergedFree(examples: readonly ReadExample[]): Map<string, FreeFeature> {
  const merged = new Map<string, FreeFeature>();
  for (const [key, feature] of examples.flatMap(({ free }) => [...free])) {
    const known = merged.get(key);
    const weight = feature.weight + (known?.weight ?? 0);
    merged.set(key, { ...feature, weight, isSure: feature.isSure || known?.isSure === true });
  }
  return merged;
}

/** How alike each example is to the others together, drawn towards what is usual. */
function scaleOf(vectors: readonly Vector[]): number {
  const { relatedCosine } = likeSettings;
  if (vectors.length < 2) return relatedCosine;
  const cosines = vectors.map((vector, at) =>
    dot(vector, centroid(vectors.filter((_, other) => other !== at))),
  );
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  const { priorShare } = profileSettings;
  return (1 - priorShare) * mean + priorShare * relatedCosine;
}

function postingsOf(profiles: readonly (LikeProfile | undefined)[]): LikePlan['postings'] {
  const postings = new Map<string, Map<string, { topic: number; weight: number }[]>>();
  profiles.forEach((profile, topic) => {
    for (const [lang, { terms }] of profile?.byLang ?? []) {
      const ofLang = postings.get(lang) ?? new Map<string, { topic: number; weight: number }[]>();
      postings.set(lang, ofLang);
      for (const [key, weight] of terms) push(ofLang, key, { topic, weight });
    }
  });
  return postings;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
