import type { Topic } from '../domain/topic.ts';
import type { Rarity } from './compared.ts';
import type { TermForm } from './term.ts';

/** Topics made ready. Terms are compiled once for each language that articles turn out to have. */
export interface Plan {
  readonly topics: readonly Topic[];
  readonly like: LikePlan;
  readonly byLang: Map<string, LangPlan>;
}

export interface LangPlan {
  readonly topics: readonly CompiledTopic[];
  readonly anchors: AnchorIndex;
}

export interface CompiledTopic {
  readonly topic: Topic;
  readonly groups: readonly { readonly name: string; readonly terms: readonly WeightedForm[] }[];
  readonly any: readonly WeightedForm[];
  /** Terms of `weights` that stand in no group and not in `any`. */
  readonly extra: readonly WeightedForm[];
  readonly near: readonly CompiledNear[];
  readonly not: readonly TermForm[];
  /** The least that an article scores which satisfies the hard rules; 0 without hard rules. */
  readonly leastHardScore: number;
}

export interface WeightedForm {
  readonly form: TermForm;
  readonly weight: number;
}

export interface CompiledNear {
  readonly forms: readonly TermForm[];
  readonly within: number;
  readonly ordered: boolean;
  readonly weight: number;
}

/** Topics stand under a few words; see anchors.ts. */
export interface AnchorIndex {
  readonly byTerm: ReadonlyMap<string, readonly number[]>;
  readonly byFolded: ReadonlyMap<string, readonly number[]>;
  readonly byPrefix: ReadonlyMap<string, readonly number[]>;
  readonly prefixLengths: readonly number[];
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
}

export type Vector = ReadonlyMap<string, number>;
