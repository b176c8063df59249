/** What an article leaves behind so that later ones can be compared with it. Plain JSON, at most 8 kB. */
export interface Sketch {
  readonly articleId: string;
  readonly lang: string;
  /** Empty where nobody says. */
  readonly outlet: string;
  readonly publishedAtMs: number;
  readonly minhash: Signature;
  /** The heaviest terms of title and text (unit length), words before figures. */
  readonly terms: readonly Weighed[];
  /** What reads alike in every language (free-features.ts), heaviest first (unit length). */
  readonly free: readonly Weighed[];
  /** Counts in title and lead: 6000 for "6,000", "٦٠٠٠" and "6 آلاف". */
  readonly counts: readonly ToldCount[];
  /** Places and actors that it names, alike in every language. */
  readonly names: readonly Name[];
}

export type Weighed = readonly [term: string, weight: number];

/** MinHash over folded word shingles (stories/minhash.ts): equal texts have equal signatures. */
export interface Signature {
  readonly places: string;
  readonly shingleCount: number;
}

export interface ToldCount {
  readonly value: number;
  readonly lang: string;
  /** Terms of what is counted. */
  readonly things: readonly string[];
}

export interface Name {
  /** Of the concept. */
  readonly id: string;
  /** As the title writes it, where title and lead both name it. */
  readonly headline?: { readonly kind: 'place' | 'actor'; readonly label: string } | undefined;
}

/** What texts say together. */
export interface Profile {
  readonly textCount: number;
  /** Each term with the sum of its weights and how many of the texts have it, heaviest first. */
  readonly terms: readonly (readonly [term: string, weight: number, textCount: number])[];
}

export interface LanguageProfile extends Profile {
  readonly lang: string;
}

/** Articles of one topic that report the same event. */
export interface Story {
  readonly id: string;
  /** What its independent texts say, all of a language taken together. */
  readonly profiles: readonly LanguageProfile[];
  /** What all of them together say that reads alike in every language: each text knows only a part. */
  readonly free: Profile;
  /** The independent texts, the first and the latest: what copies are copies of. */
  readonly texts: readonly { readonly articleId: string; readonly minhash: Signature }[];
  readonly firstAtMs: number;
  readonly latestAtMs: number;
  readonly articleCount: number;
  /** Texts that are no copies of one another. */
  readonly independentCount: number;
  /** Who has reported it, copies included. */
  readonly outlets: readonly string[];
  /** How many chapters have been alerted; 0 while only baseline articles are in it. */
  readonly chapterCount: number;
  /** Every count that the story has told so far. */
  readonly toldCounts: readonly ToldCount[];
  /** Ids of every place and actor that it has named so far. */
  readonly toldNames: readonly string[];
}

export type Placement =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'joins';
      readonly story: string;
      readonly duplicateOf?: string | undefined;
      /** What no earlier article of the story had told, to be shown to people; one makes a new chapter. */
      readonly newFacts: readonly string[];
    };

export interface StorySize {
  /** Who has reported it, copies included; 0 where nobody says. */
  readonly outletCount: number;
  readonly independentCount: number;
}

export const sizeOf = ({ outlets, independentCount }: Story): StorySize => ({
  outletCount: outlets.length,
  independentCount,
});

/** `9 outlets, 3 independent texts`. */
export function sizeText({ outletCount, independentCount }: StorySize): string {
  const counted = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`;
  const texts = counted(independentCount, 'independent text');
  return outletCount === 0 ? texts : `${counted(outletCount, 'outlet')}, ${texts}`;
}
