import type { Topic } from '../domain/topic.ts';
import type { AnchorIndex, Frequency } from './anchors.ts';
import type { Rarity } from './compared.ts';
import type { Lexicon } from './lexicon.ts';
import type { RuleTable } from './table.ts';

/** Topics made ready. Terms are compiled once for each language that articles turn out to have. */
export interface Plan {
  readonly topics: readonly Topic[];
  /** Of the topics: their own objects are far apart in memory. */
  readonly names: readonly string[];
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
  readonly rarity: Rarity;
  /** By language and term: the topics whose profiles have it. */
  readonly postings: ReadonlyMap<
    string,
    ReadonlyMap<string, readonly { readonly topic: number; readonly weight: number }[]>
  >;
  /** The same by free feature, over all languages. */
  readonly freePostings: ReadonlyMap<string, readonly number[]>;
}

export interface Profile {
  readonly exampleCount: number;
  readonly terms: Vector;
  /** The cosine that counts as 1: what another article on the examples' event is expected to have. */
  readonly related: number;
}

export interface LikeProfile {
  readonly byLang: ReadonlyMap<string, Profile>;
  /** What reads alike in every language, for articles in a language that no example is in. */
  readonly free: Profile & { readonly unsure: ReadonlySet<string> };
  /** Dates of the examples that have one. */
  readonly publishedAtMs: readonly number[];
  readonly spanMs: Topic['spanMs'];
}

export type Vector = ReadonlyMap<string, number>;
