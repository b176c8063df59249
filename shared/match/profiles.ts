import type { Analyse } from '../domain/text.ts';
import type { Example, Topic } from '../domain/topic.ts';
import { compared, joined, read, type Compared, type Rarity, type Read } from './compared.ts';
import { freeCosine } from './like.ts';
import type { LikePlan, LikeProfile, Profile } from './plan.ts';
import { centroid, dot, heaviest, unit } from './vector.ts';

const profileSettings = {
  /** Articles that the prior of a word's rarity counts for beside the plan's own examples. */
  priorArticles: 50,
  /** Cosine of two reports of one event, as usual as one pair of examples says; and across languages. */
  pairCosine: 0.22,
  crossPairCosine: 0.3,
  termsMax: 300,
} as const;

/**
 * Examples as weighted terms (compared.ts), one centroid a language (Rocchio 1971). Rarity is counted over the topics'
 * examples and smoothed with the word's prior, so that it is sensible from the first topic on.
 */
export function compileLike(topics: readonly Topic[], analyse: Analyse): LikePlan {
  const topicsRead = topics.map(({ like }) => like.map((example) => readExample(example, analyse)));
  const rarity = rarityOver(topicsRead.filter((examples) => examples.length > 0));
  const profiles = topicsRead.map((examples, at) =>
    examples.length > 0 ? profileOf(examples, rarity, topics[at]!.spanMs) : undefined,
  );
  const freePostings = new Map<string, number[]>();
  profiles.forEach((profile, topic) => {
    for (const key of profile?.free.terms.keys() ?? []) push(freePostings, key, topic);
  });
  return { profiles, rarity, postings: postingsOf(profiles), freePostings };
}

interface ReadExample extends Read {
  readonly publishedAtMs: number | undefined;
}

function readExample({ text, title, lang, publishedAtMs }: Example, analyse: Analyse): ReadExample {
  const body = analyse(text, lang);
  const head = title === undefined ? undefined : analyse(title, body.lang);
  return { ...read(head, body), publishedAtMs };
}

function rarityOver(topics: readonly (readonly Read[])[]): Rarity {
  const counts = new Map<string, number>();
  for (const examples of topics) {
    const keys = new Set(
      examples.flatMap(({ features, free, days }) => [
        ...features.keys(),
        ...free.keys(),
        ...days.map(({ day }) => `^${day}`),
      ]),
    );
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const { priorArticles } = profileSettings;
  return (key, prior) => {
    // A topic's own use of a word says nothing about how common it is elsewhere.
    const elsewhere = Math.max(0, (counts.get(key) ?? 0) - 1);
    return Math.max(0, Math.log((topics.length + priorArticles) / (elsewhere + priorArticles * prior)));
  };
}

function profileOf(read: readonly ReadExample[], rarity: Rarity, spanMs: Topic['spanMs']): LikeProfile {
  const examples = read.map((example) => compared(example, rarity));
  const langs = [...new Set(examples.map(({ lang }) => lang))];
  return {
    byLang: new Map(langs.map((lang) => [lang, ownProfile(examples.filter((one) => one.lang === lang))])),
    free: freeProfile(examples),
    publishedAtMs: read.flatMap(({ publishedAtMs }) => publishedAtMs ?? []),
    spanMs,
  };
}

function ownProfile(examples: readonly Compared[]): Profile {
  const words = heaviest(centroid(examples.map(({ own }) => own.words)), profileSettings.termsMax);
  const counts = centroid(examples.map(({ own }) => own.counts));
  const joint = examples.map(({ own }) => joined(own));
  return {
    exampleCount: examples.length,
    terms: joined({ words, counts }),
    related: relatedCosine(pairsOf(joint, dot), examples.length, profileSettings.pairCosine),
  };
}

function freeProfile(examples: readonly Compared[]): LikeProfile['free'] {
  const sure = new Set(
    examples.flatMap(({ free, unsure }) => [...free.keys()].filter((key) => !unsure.has(key))),
  );
  const terms = centroid(examples.map(({ free }) => unit(free)));
  const cosines = pairsOf(examples, (left, right) =>
    left.lang === right.lang ? undefined : freeCosine(left, right),
  );
  return {
    exampleCount: examples.length,
    terms,
    unsure: new Set([...terms.keys()].filter((key) => !sure.has(key))),
    related: relatedCosine(cosines, examples.length, profileSettings.crossPairCosine),
  };
}

function pairsOf<T>(items: readonly T[], of: (left: T, right: T) => number | undefined): number[] {
  return items.flatMap((left, at) => items.slice(at + 1).flatMap((right) => of(left, right) ?? []));
}

/**
 * What the centroid of so many reports is expected to have in common with one more: of unit vectors with cosine
 * s between any two, the sum of n has length √(n + n(n−1)s). The usual s counts as much as one pair's.
 */
function relatedCosine(pairCosines: readonly number[], exampleCount: number, usual: number): number {
  const sum = pairCosines.reduce((total, cosine) => total + cosine, usual);
  const cosine = sum / (pairCosines.length + 1);
  return (cosine * exampleCount) / Math.sqrt(exampleCount + exampleCount * (exampleCount - 1) * cosine);
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
