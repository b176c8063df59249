import type { Attack } from './verdicts.ts';

/** A pattern that is kept in spite of its verdict, since the text that reaches it is short. */
export interface Accepted {
  readonly file: string;
  /** As the checker writes it: `/source/flags`. */
  readonly pattern: string;
  /** The limit that keeps the text short, by its name and place. */
  readonly bound: string;
  readonly charsMax: number;
  /** For a pattern that the checker could not decide, and so gave no attack for. */
  readonly attack?: Attack;
}

/** Rewrite a pattern before you add it here: each entry is measured at its bound by every check. */
export const accepted: readonly Accepted[] = [];
