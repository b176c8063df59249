/** What an article leaves behind so that later ones can be compared with it. Plain JSON, at most 8 kB. */
export interface Sketch {
  readonly articleId: string;
  readonly lang: string;
  readonly publishedAtMs: number;
  /** MinHash over folded word shingles: equal texts have equal signatures. */
  readonly minhash: readonly number[];
  /** The heaviest terms of title and text with their weights (unit length), heaviest first. */
  readonly terms: readonly (readonly [term: string, weight: number])[];
  /** What reads alike in every language (free-features.ts), heaviest first. */
  readonly free: readonly (readonly [key: string, weight: number, isSure: boolean])[];
  /** Counts in title and lead, as numbers: 6000 for "6,000", "٦٠٠٠" and "6 آلاف". */
  readonly numbers: readonly number[];
  /** The same with terms of what is counted. */
  readonly counts: readonly ToldCount[];
}

export interface ToldCount {
  readonly value: number;
  readonly lang: string;
  readonly things: readonly string[];
}

/** Articles of one topic that report the same event. */
export interface Story {
  readonly id: string;
  /** The first article's sketch and the latest two of independent texts. */
  readonly sketches: readonly Sketch[];
  readonly firstAtMs: number;
  readonly latestAtMs: number;
  readonly articleCount: number;
  /** Texts that are no copies of one another. */
  readonly independentCount: number;
  /** How many chapters have been alerted; 0 while only baseline articles are in it. */
  readonly chapterCount: number;
  /** Every count that the story has told so far. */
  readonly toldNumbers: readonly number[];
  readonly toldCounts: readonly ToldCount[];
}

export type Placement =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'joins';
      readonly story: string;
      readonly duplicateOf?: string | undefined;
      /** Facts that no earlier article of the story had; one makes a new chapter. */
      readonly newFacts: readonly string[];
    };
