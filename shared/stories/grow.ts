import type { Sketch, Story } from '../domain/story.ts';
import { pooled, profilesWith } from './profile.ts';

export const growLimits = { textsMax: 24, outletsMax: 100, toldMax: 100 } as const;

/** A story of one article, whose id it has until the caller gives it one. */
export function newStory(sketch: Sketch): Story {
  const { articleId, free, publishedAtMs: atMs, outlet, minhash, counts, names } = sketch;
  return {
    id: articleId,
    profiles: profilesWith([], sketch),
    free: pooled(undefined, free),
    texts: [{ articleId, minhash }],
    firstAtMs: atMs,
    latestAtMs: atMs,
    articleCount: 1,
    independentCount: 1,
    outlets: outlet === '' ? [] : [outlet],
    chapterCount: 0,
    toldCounts: counts,
    toldNames: names.map(({ id }) => id),
  };
}

/** The story with one more article in it; a copy adds an outlet, no text. */
export function grow(story: Story, sketch: Sketch, isCopy: boolean): Story {
  const { articleId, free, publishedAtMs: atMs, outlet, minhash } = sketch;
  const { textsMax, outletsMax } = growLimits;
  const isNewOutlet = outlet !== '' && !story.outlets.includes(outlet);
  return {
    ...story,
    profiles: isCopy ? story.profiles : profilesWith(story.profiles, sketch),
    free: isCopy ? story.free : pooled(story.free, free),
    texts: isCopy ? story.texts : firstAndLatest([...story.texts, { articleId, minhash }], textsMax),
    firstAtMs: Math.min(story.firstAtMs, atMs),
    latestAtMs: Math.max(story.latestAtMs, atMs),
    articleCount: story.articleCount + 1,
    independentCount: story.independentCount + (isCopy ? 0 : 1),
    outlets: isNewOutlet ? [...story.outlets, outlet].slice(-outletsMax) : story.outlets,
    ...told(story, sketch),
  };
}

/** The story with what an edited article of it tells now: no article more, and no text. */
export const growByEdit = (story: Story, sketch: Sketch): Story => ({ ...story, ...told(story, sketch) });

function told({ toldCounts, toldNames }: Story, { counts, names }: Sketch) {
  return {
    toldCounts: [...toldCounts, ...counts].slice(-growLimits.toldMax),
    toldNames: [...new Set([...toldNames, ...names.map(({ id }) => id)])].slice(-growLimits.toldMax),
  };
}

const firstAndLatest = <T>(items: readonly T[], itemsMax: number): T[] =>
  items.length <= itemsMax ? [...items] : [items[0]!, ...items.slice(1 - itemsMax)];
