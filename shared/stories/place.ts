import type { Placement, Sketch, Story } from '../domain/story.ts';
import { freeCosine, tellingAmong, termCosine, type Telling } from './alike.ts';
import { resemblance } from './minhash.ts';
import { newFacts } from './new-facts.ts';

export const placeSettings = {
  /** Share of shingles that copies of one text keep through an agency line, a cut tail and small edits. */
  copyResemblance: 0.3,
  /**
   * Cosines from which two texts report one event: in one language, and across languages, where less is compared
   * and an event lost in another would be worse than one told twice.
   */
  eventCosine: 0.2,
  crossCosine: 0.5,
  /** How far likeness across languages can lift that within the article's own. */
  liftMax: 1.4,
  openMs: 72 * 3_600_000,
  sketchesMax: 3,
  toldMax: 100,
} as const;

/**
 * Where an article belongs among the stories of its topic: a copy of a known text, a report of a known event,
 * or a new story. Pure: the same sketches give the same placement. `nowMs` bounds dates from the future.
 */
export function placeInStory(sketch: Sketch, stories: readonly Story[], nowMs: number): Placement {
  const atMs = Math.min(sketch.publishedAtMs, nowMs);
  const open = stories.filter(({ firstAtMs, latestAtMs }) => {
    return atMs >= firstAtMs - placeSettings.openMs && atMs <= latestAtMs + placeSettings.openMs;
  });
  const copy = nearest(
    open.flatMap((story) => story.sketches.map((known) => ({ story, known }))),
    ({ known }) => resemblance(known.minhash, sketch.minhash),
  );
  if (copy && copy.nearness >= placeSettings.copyResemblance)
    return joining(sketch, copy.item.story, copy.item.known.articleId);

  const terms = tellingAmong(stories, (known) => known.terms.map(([key]) => key));
  const free = tellingAmong(stories, (known) => known.free.map(([key]) => key));
  const report = nearest(open, (story) => eventNearness(story, sketch, terms, free));
  return report && report.nearness >= 1 ? joining(sketch, report.item) : { kind: 'new' };
}

/**
 * In thresholds, so that comparisons within a language and across languages rank together: 1 is one event.
 * Words of one language say more than what is free of any, so the latter only lifts them a little.
 */
function eventNearness(story: Story, sketch: Sketch, terms: Telling, free: Telling): number {
  const own = story.sketches.filter((known) => known.lang === sketch.lang);
  const foreign = story.sketches.filter((known) => known.lang !== sketch.lang);
  const byTerms = termCosine(own, sketch, terms) / placeSettings.eventCosine;
  const across =
    Math.max(0, ...foreign.map((known) => freeCosine(known, sketch, free))) / placeSettings.crossCosine;
  if (own.length === 0) return across;
  return Math.max(byTerms, Math.min(across, byTerms * placeSettings.liftMax));
}

/**
 * The story with the article in it. Without a story: a new one, whose id is the article's until the caller
 * gives it one. The caller counts the chapters.
 */
export function grow(story: Story | undefined, sketch: Sketch, placement: Placement): Story {
  const { articleId, publishedAtMs: atMs, numbers, counts } = sketch;
  if (story === undefined) {
    return {
      id: articleId,
      sketches: [sketch],
      firstAtMs: atMs,
      latestAtMs: atMs,
      articleCount: 1,
      independentCount: 1,
      chapterCount: 0,
      toldNumbers: numbers,
      toldCounts: counts,
    };
  }
  const isCopy = placement.kind === 'joins' && placement.duplicateOf !== undefined;
  const [first, ...later] = story.sketches;
  const latest = [...later, sketch].slice(1 - placeSettings.sketchesMax);
  return {
    ...story,
    sketches: isCopy || first === undefined ? story.sketches : [first, ...latest],
    firstAtMs: Math.min(story.firstAtMs, atMs),
    latestAtMs: Math.max(story.latestAtMs, atMs),
    articleCount: story.articleCount + 1,
    independentCount: story.independentCount + (isCopy ? 0 : 1),
    toldNumbers: [...new Set([...story.toldNumbers, ...numbers])].slice(-placeSettings.toldMax),
    toldCounts: [...story.toldCounts, ...counts].slice(-placeSettings.toldMax),
  };
}

/** A text that tells a clearly changed count is an update, however much of it is as it was. */
function joining(sketch: Sketch, story: Story, copyOf?: string): Placement {
  const facts = newFacts(sketch, story);
  return {
    kind: 'joins',
    story: story.id,
    duplicateOf: facts.length === 0 ? copyOf : undefined,
    newFacts: facts,
  };
}

/** The first of the nearest; undefined of none. */
function nearest<T>(items: readonly T[], nearnessOf: (item: T) => number) {
  let best: { readonly item: T; readonly nearness: number } | undefined;
  for (const item of items) {
    const nearness = nearnessOf(item);
    if (best === undefined || nearness > best.nearness) best = { item, nearness };
  }
  return best;
}
