import type { FreeFeature } from '../domain/free-features.ts';
import type { Weighed } from '../domain/story.ts';

/**
 * Events of one kind share what is done, so that says less than who and where. A name is known by its consonants
 * only, which other words have too, and says less than a place or an actor that is known for sure.
 */
const kindWeight: Readonly<Record<FreeFeature['kind'], number>> = {
  what: 0.4,
  who: 1,
  where: 1.2,
  name: 0.5,
  acronym: 1,
  count: 2,
};
/** A place stands for the places that it lies in, each step half as much. */
const withinShare = 0.5;
const withinPrior = 0.15;

/** What of an article reads alike in every language, weighed for telling one event from another. */
export function freeTermsOf(
  features: ReadonlyMap<string, FreeFeature>,
  shareOf: (feature: FreeFeature) => number,
): Weighed[] {
  const weights = new Map<string, number>();
  const add = (key: string, weight: number, prior: number) =>
    weights.set(key, Math.max(weight * Math.log(1 / prior), weights.get(key) ?? 0));
  for (const [key, feature] of features) {
    const weight = feature.salience * kindWeight[feature.kind] * shareOf(feature);
    add(key, weight, feature.prior);
    feature.within.forEach((id, step) => add(`&${id}`, weight * withinShare ** (step + 1), withinPrior));
  }
  return [...weights];
}
