/** What the comparison of words needs to know of a language. Pure; called once for each distinct word. */
export interface Language {
  /** BCP 47 primary subtag. */
  readonly code: string;
  readonly script: 'Arab' | 'Latn' | 'other';
  /** Folded words that carry no meaning of their own. */
  readonly stopwords: ReadonlySet<string>;
  /** The word's letters folded but whole. */
  fold(surface: string): string;
  /** What all written forms of the word share. */
  term(surface: string, folded: string): string;
  /** How many UTF-16 units at the beginning of a written word are other words; 0 where there are none such. */
  particleUnits?(surface: string): number;
}

export function wordSet(source: string, fold: (word: string) => string): ReadonlySet<string> {
  return new Set(source.split(/\s+/u).filter(Boolean).map(fold));
}
