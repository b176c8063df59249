import type { Feature } from '../domain/features.ts';
import type { FreeFeature } from '../domain/free-features.ts';
import type { Topic } from '../domain/topic.ts';
import type { AnchorIndex, Frequency } from './anchors.ts';
import type { Lexicon } from './lexicon.ts';
import type { RuleTable } from './table.ts';

/** Topics made ready. Terms are compiled once for each language that articles turn out to have. */
export interface Plan {
  readonly topics: readonly Topic[];
  readonly like: LikePlan;
  readonly frequencyOf: Frequency;
  readonly byLang: Map<string, LangPlan>;
}

export interface LangPlan {
  readonly lexicon: Lexicon;
  readonly rules: RuleTable;
  readonly anchors: AnchorIndex;
}

/** The examples of all topics, as weighted terms. */
export interface LikePlan {
  /** By index of the topic; undefined for one without examples. */
  readonly profiles: readonly (LikeProfile | undefined)[];
  readonly rarity: (key: string, feature: Feature) => number;
  /** By language and term: the topics whose profiles have it. */
  readonly postings: ReadonlyMap<
    string,
    ReadonlyMap<string, readonly { readonly topic: number; readonly weight: number }[]>
  >;
  /** The same by free feature, over all languages. */
  readonly freePostings: ReadonlyMap<string, readonly number[]>;
}

export interface LikeProfile {
  /** `scale`: the cosine that counts as 1. */
  readonly byLang: ReadonlyMap<string, { readonly terms: Vector; readonly scale: number }>;
  /** What reads alike in every language, for articles in a language that no example is in. */
  readonly free: ReadonlyMap<string, FreeFeature>;
  /** Dates of the examples that have one. */
  readonly publishedAtMs: readonly number[];
}

export type Vector = ReadonlyMap<string, number>;
