import type { Profile, Weighed } from '../domain/story.ts';
import type { Telling } from './profile.ts';

/** How much figures that agree lift the likeness of words: few reports of two events tell the same ones. */
const figureShare = 0.4;
/** One figure may be shared by chance, and be all the figures that there are. */
const figureLiftMax = 0.5;

/** How alike an article's words are to those of the reports in its language together: a cosine, lifted by figures. */
export function wordLikeness({ terms: told }: Profile, terms: readonly Weighed[], telling: Telling): number {
  const all = likeness({ terms: told }, terms, telling);
  if (all === 0) return 0;
  const agreeing = likeness({ terms: told.filter(isFigure) }, terms.filter(isFigure), telling);
  return all + Math.min(figureShare * agreeing, figureLiftMax * all);
}

/** Cosine of an article's terms and what the texts of a story say together. */
export function likeness(
  profile: Pick<Profile, 'terms'>,
  terms: readonly Weighed[],
  telling: Telling,
): number {
  const together = new Map(profile.terms.map(([term, weight]) => [term, weight]));
  let shared = 0;
  let articleSquare = 0;
  for (const [term, weight] of terms) {
    const factor = telling(term) ** 2;
    articleSquare += weight * weight * factor;
    shared += weight * (together.get(term) ?? 0) * factor;
  }
  if (shared === 0) return 0;
  let togetherSquare = 0;
  for (const [term, weight] of together) togetherSquare += (weight * telling(term)) ** 2;
  return shared / Math.sqrt(articleSquare * togetherSquare);
}

const isFigure = ([term]: readonly [term: string, ...rest: unknown[]]) => term.startsWith('#');
