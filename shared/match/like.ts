import { compared, joined, read, type Compared, type Place } from './compared.ts';
import type { LikePlan, LikeProfile, Profile, Vector } from './plan.ts';
import { dot } from './vector.ts';
import type { ReadArticle } from './view.ts';

/** Measured on public sets of related news (docs/topics.md has the figures); one setting for every topic. */
export const likeSettings = {
  /** Points for an article that is as alike as the examples are to each other. */
  points: 10,
  /** Similarity, on the topic's scale, that a topic of examples asks for when it states no threshold. */
  thresholdSimilarity: 0.67,
  /** Cosine of two articles that have nothing to do with each other. */
  unrelatedCosine: 0.03,
  /** How much more one shared word may count than all others together. */
  dominanceMax: 3,
  fullDays: 10,
  halfDays: 40,
} as const;

const dayMs = 86_400_000;

/** An article laid out for comparing with examples. */
export interface LikeView extends Compared {
  readonly terms: Vector;
}

export function likeViewOf(like: LikePlan, { title, text }: ReadArticle): LikeView {
  const laidOut = compared(read(title, text), like.rarity);
  return { ...laidOut, terms: joined(laidOut.own) };
}

/** The topics whose examples the article may resemble: by words in its language, else by what is free of any. */
export function likeCandidates(plan: LikePlan, lang: string, { terms, free }: LikeView): Set<number> {
  const cosines = new Map<number, number>();
  const postings = plan.postings.get(lang);
  if (postings !== undefined) {
    for (const [key, weight] of terms)
      for (const { topic, weight: own } of postings.get(key) ?? [])
        cosines.set(topic, (cosines.get(topic) ?? 0) + weight * own);
  }
  const found = new Set<number>();
  for (const [topic, cosine] of cosines) if (cosine > likeSettings.unrelatedCosine) found.add(topic);
  for (const key of free.keys())
    for (const topic of plan.freePostings.get(key) ?? [])
      if (hasForeignExamples(plan.profiles[topic], lang)) found.add(topic);
  return found;
}

const hasForeignExamples = (profile: LikeProfile | undefined, lang: string) =>
  profile !== undefined && profile.byLang.get(lang)?.exampleCount !== profile.free.exampleCount;

export interface Likeness {
  /** 0: unrelated; 1: as alike as the examples are to each other; more for copies. */
  readonly similarity: number;
  /** No example is in the article's language: counts, acronyms and names were compared, not words. */
  readonly isCross: boolean;
  /** Shares of the similarity, largest first; they add up to 1. */
  readonly shares: readonly LikeShare[];
}

export interface LikeShare extends Place {
  readonly term: string;
  readonly share: number;
}

/** Each example is compared as it can be: with words in the article's language, else by what is free of any. */
export function likeness(profile: LikeProfile, view: ReadArticle, article: LikeView): Likeness {
  const own = profile.byLang.get(view.lang);
  const ownPart = (own?.exampleCount ?? 0) / profile.free.exampleCount;
  const shares = merged([
    ...(own ? onScale(products(own.terms, article.terms, article), own, ownPart) : []),
    ...(ownPart < 1 ? onScale(freeProducts(profile.free, article), profile.free, 1 - ownPart) : []),
  ]).sort((a, b) => b.share - a.share);
  const similarity = shares.reduce((total, { share }) => total + share, 0);
  return {
    similarity: similarity * nearnessInTime(profile, view.publishedAtMs),
    isCross: own === undefined,
    shares: shares.map((each) => ({ ...each, share: each.share / similarity })),
  };
}

/** What was compared both ways is one piece of evidence. */
function merged(shares: readonly LikeShare[]): LikeShare[] {
  const byTerm = new Map<string, LikeShare>();
  for (const one of shares)
    byTerm.set(one.term, { ...one, share: one.share + (byTerm.get(one.term)?.share ?? 0) });
  return [...byTerm.values()];
}

/** The shares of a cosine as shares of the similarity that it comes to; none below what is unrelated. */
function onScale(found: readonly LikeShare[], { related }: Profile, part: number): LikeShare[] {
  const { unrelatedCosine } = likeSettings;
  const { cosine, shares } = spread(found);
  if (cosine <= unrelatedCosine) return [];
  const factor = (part * (cosine - unrelatedCosine)) / (related - unrelatedCosine) / cosine;
  return shares.map((each) => ({ ...each, share: each.share * factor }));
}

function products(examples: Vector, article: Vector, { places }: Compared): LikeShare[] {
  const shares: LikeShare[] = [];
  for (const [key, weight] of article) {
    const share = weight * (examples.get(key) ?? 0);
    if (share > 0) shares.push({ term: shownTerm(key), share, ...places.get(key)! });
  }
  return shares;
}

/** A name keeps its mark: its consonants are no word to show to people. */
const shownTerm = (key: string) => key.replace(/^[#&@^]/u, '');

function freeProducts(examples: LikeProfile['free'], article: Compared): LikeShare[] {
  const lengths = freeLengths({ free: examples.terms, unsure: examples.unsure }, article);
  return products(examples.terms, article.free, article).map((each) => ({
    ...each,
    share: each.share / lengths,
  }));
}

type Free = Pick<Compared, 'free' | 'unsure'>;

export function freeCosine(left: Free, right: Free): number {
  return dot(left.free, right.free) / freeLengths(left, right);
}

/** A word that only may be a name stays out of the lengths unless the other side has it too. */
function freeLengths(left: Free, right: Free): number {
  const squareOf = ({ free, unsure }: Free, other: Free) => {
    let square = 0;
    for (const [key, weight] of free) if (!unsure.has(key) || other.free.has(key)) square += weight ** 2;
    return square;
  };
  return Math.sqrt(squareOf(left, right) * squareOf(right, left)) || 1;
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

/** Full within the span of an example, half at four times that, and so on; full without dates. */
function nearnessInTime({ publishedAtMs, spanMs }: LikeProfile, atMs: number | undefined): number {
  if (atMs === undefined || publishedAtMs.length === 0 || spanMs === 'always') return 1;
  const days = Math.min(...publishedAtMs.map((exampleMs) => Math.abs(exampleMs - atMs))) / dayMs;
  const { fullDays, halfDays } = likeSettings;
  const scale = spanMs === undefined ? 1 : spanMs / (fullDays * dayMs);
  return days <= fullDays * scale ? 1 : 2 ** (-(days - fullDays * scale) / ((halfDays - fullDays) * scale));
}
