import type { Profile, Sketch, Story } from '../domain/story.ts';
import type { Telling } from './alike.ts';
import { rounded } from './sketch.ts';

const profileLimits = { terms: 150, languages: 8 } as const;

/** The profiles with one more text in that of its language. */
export function profilesWith(profiles: readonly Profile[], { lang, terms }: Sketch): readonly Profile[] {
  const known = profiles.find((profile) => profile.lang === lang);
  if (known === undefined && profiles.length >= profileLimits.languages) return profiles;
  const merged = new Map((known?.terms ?? []).map(([term, weight, count]) => [term, { weight, count }]));
  for (const [term, weight] of terms) {
    const told = merged.get(term);
    merged.set(term, { weight: rounded(weight + (told?.weight ?? 0)), count: 1 + (told?.count ?? 0) });
  }
  const heaviest = [...merged]
    .sort((a, b) => b[1].weight - a[1].weight)
    .slice(0, profileLimits.terms)
    .map(([term, { weight, count }]) => [term, weight, count] as const);
  const grown = { lang, textCount: 1 + (known?.textCount ?? 0), terms: heaviest };
  return [...profiles.filter((profile) => profile !== known), grown];
}

/** Texts that what a usual term's rarity is guessed from weighs as much as, and that rarity. */
const prior = { texts: 20, share: 0.02 } as const;

/**
 * How telling a term is among the texts of the stories under way and the one that is placed: its inverse document
 * frequency (Sparck Jones 1972), 1 for a term that no other has. What all of them say tells none from the others.
 */
export function termTelling(stories: readonly Story[], lang: string): Telling {
  const counts = new Map<string, number>();
  let textCount = 1;
  for (const { profiles } of stories) {
    const profile = profiles.find((one) => one.lang === lang);
    textCount += profile?.textCount ?? 0;
    for (const [term, , count] of profile?.terms ?? []) counts.set(term, (counts.get(term) ?? 0) + count);
  }
  const guessed = prior.texts * prior.share;
  const rarity = (count: number) => Math.log((textCount + prior.texts) / (count + guessed));
  const rarest = rarity(1);
  return (term) => rarity(1 + (counts.get(term) ?? 0)) / rarest;
}
