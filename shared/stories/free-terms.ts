import { kindWeight, placesWithin, type FreeFeature } from '../domain/free-features.ts';
import type { Weighed } from '../domain/story.ts';

/**
 * A name is known by its consonants only, which other words have too: in all that a story's texts say together it
 * says less than a place or an actor that is known for sure.
 */
const storyWeight = { ...kindWeight, name: 0.5 };

/** What of an article reads alike in every language, weighed for telling one event from another. */
export function freeTermsOf(
  features: ReadonlyMap<string, FreeFeature>,
  shareOf: (feature: FreeFeature) => number,
): Weighed[] {
  const weights = new Map<string, number>();
  const add = (key: string, weight: number, prior: number) =>
    weights.set(key, Math.max(weight * Math.log(1 / prior), weights.get(key) ?? 0));
  for (const [key, feature] of features) {
    const weight = feature.salience * storyWeight[feature.kind] * shareOf(feature);
    add(key, weight, feature.prior);
    for (const { key: parent, share, prior } of placesWithin(feature)) add(parent, weight * share, prior);
  }
  return [...weights];
}
