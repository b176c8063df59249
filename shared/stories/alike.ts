import type { FreeSketch, Profile, Sketch, Story } from '../domain/story.ts';

/** How telling a key is among the stories under way: 1 for one that a single story has, less for common ones. */
export type Telling = (key: string) => number;

/** What all stories of a topic say tells none of them from the others. */
export function freeTelling(stories: readonly Story[]): Telling {
  const counts = new Map<string, number>();
  for (const { sketches } of stories)
    for (const key of new Set(sketches.flatMap(({ free }) => free.map(([one]) => one))))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const full = Math.log(1 + stories.length);
  return (key) => {
    const count = counts.get(key) ?? 0;
    return count <= 1 ? 1 : Math.log(1 + stories.length / count) / full;
  };
}

/** One name may be shared by chance; within a topic, a count of 100 or more hardly is. */
const freeSharedMin = 2;

/** How much figures that agree lift the likeness of words: few reports of two events tell the same ones. */
const figureShare = 0.4;
/** One figure may be shared by chance, and be all the figures that there are. */
const figureLiftMax = 0.5;

/** How alike an article's terms are to those of the reports in its language together: a cosine, lifted by figures. */
export function termLikeness(profile: Profile, article: Sketch, telling: Telling): number {
  const together = new Map(profile.terms.map(([term, weight]) => [term, weight]));
  const all = cosine(together, article.terms, telling);
  if (all === 0) return 0;
  const figures = new Map([...together].filter(([key]) => isFigure(key)));
  const agreeing = cosine(
    figures,
    article.terms.filter(([key]) => isFigure(key)),
    telling,
  );
  return all + Math.min(figureShare * agreeing, figureLiftMax * all);
}

function cosine(together: ReadonlyMap<string, number>, terms: Sketch['terms'], telling: Telling): number {
  let shared = 0;
  let articleSquare = 0;
  for (const [key, weight] of terms) {
    const factor = telling(key) ** 2;
    articleSquare += weight * weight * factor;
    shared += weight * (together.get(key) ?? 0) * factor;
  }
  if (shared === 0) return 0;
  let togetherSquare = 0;
  for (const [key, weight] of together) togetherSquare += (weight * telling(key)) ** 2;
  return shared / Math.sqrt(articleSquare * togetherSquare);
}

const isFigure = (key: string) => key.startsWith('#');

/**
 * Cosine of two articles over what reads alike in every language. A word that only may be a name stays out of the lengths
 * unless the other side has it too.
 */
export function freeCosine(left: FreeSketch, right: FreeSketch, telling: Telling): number {
  const ofLeft = new Map(left.free.map(([key, weight]) => [key, weight]));
  const ofRight = new Map(right.free.map(([key, weight]) => [key, weight]));
  let shared = 0;
  let sharedCount = 0;
  for (const [key, weight] of ofLeft) {
    const other = ofRight.get(key);
    if (other === undefined) continue;
    sharedCount += isTellingCount(key) ? freeSharedMin : 1;
    shared += weight * other * telling(key) ** 2;
  }
  if (sharedCount < freeSharedMin) return 0;
  const square = (own: Sketch['free'], others: ReadonlyMap<string, number>) =>
    own.reduce((sum, [key, weight, isSure]) => {
      return isSure || others.has(key) ? sum + (weight * telling(key)) ** 2 : sum;
    }, 0);
  return shared === 0 ? 0 : shared / Math.sqrt(square(left.free, ofRight) * square(right.free, ofLeft));
}

const isTellingCount = (key: string) => key.startsWith('#') && Number(key.slice(1)) >= 100;
