import type { LanguageProfile, Profile, Sketch, Weighed } from '../domain/story.ts';

export const profileLimits = { terms: 150, languages: 8 } as const;

/** What texts say together, with one more of them. Bounded however many there are. */
export function pooled(known: Profile | undefined, terms: readonly Weighed[]): Profile {
  const merged = new Map((known?.terms ?? []).map(([term, weight, count]) => [term, { weight, count }]));
  for (const [term, weight] of terms) {
    const told = merged.get(term);
    merged.set(term, { weight: rounded(weight + (told?.weight ?? 0)), count: 1 + (told?.count ?? 0) });
  }
  const heaviest = [...merged]
    .sort((a, b) => b[1].weight - a[1].weight)
    .slice(0, profileLimits.terms)
    .map(([term, { weight, count }]) => [term, weight, count] as const);
  return { textCount: 1 + (known?.textCount ?? 0), terms: heaviest };
}

/** The profiles with one more text in that of its language. */
export function profilesWith(
  profiles: readonly LanguageProfile[],
  { lang, terms }: Sketch,
): readonly LanguageProfile[] {
  const known = profiles.find((profile) => profile.lang === lang);
  if (known === undefined && profiles.length >= profileLimits.languages) return profiles;
  return [...profiles.filter((profile) => profile !== known), { lang, ...pooled(known, terms) }];
}

/** How telling a term is among the stories under way: 1 for one that no text has, less for common ones. */
export type Telling = (term: string) => number;

/** Texts that what a usual term's rarity is guessed from weighs as much as, and that rarity. */
const prior = { texts: 20, share: 0.02 } as const;

/**
 * How telling a term is among the texts of the stories under way and the one that is placed: its inverse document
 * frequency (Sparck Jones 1972), 1 for a term that no other has. What all of them say tells none from the others.
 */
export function tellingAmong(profiles: readonly Profile[]): Telling {
  const counts = new Map<string, number>();
  let textCount = 1;
  for (const profile of profiles) {
    textCount += profile.textCount;
    for (const [term, , count] of profile.terms) counts.set(term, (counts.get(term) ?? 0) + count);
  }
  const guessed = prior.texts * prior.share;
  const rarity = (count: number) => Math.log((textCount + prior.texts) / (count + guessed));
  const rarest = rarity(1);
  return (term) => rarity(1 + (counts.get(term) ?? 0)) / rarest;
}

export const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
