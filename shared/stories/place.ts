import type { Placement, Sketch, Story } from '../domain/story.ts';
import { freeCosine, freeTelling, termLikeness, type Telling } from './alike.ts';
import { grow, newStory } from './grow.ts';
import { containment, resemblance } from './minhash.ts';
import { newFacts } from './new-facts.ts';
import { termTelling } from './profile.ts';

export const placeSettings = {
  /** Share of the shorter text's shingles that copies keep through cuts, additions and edits of every tenth word. */
  copyContainment: 0.45,
  /**
   * Likeness from which two texts of one language report one event. What a topic has let through is about one kind
   * of thing already, and its own words count little; among all the news more must agree.
   */
  eventLikeness: { topic: 0.235, anything: 0.37 },
  /** Across languages less is compared, and an event lost in another would be worse than one told twice. */
  crossCosine: 0.4,
  /** How far likeness across languages can lift that within the article's own. */
  liftMax: 1.4,
  openMs: 72 * 3_600_000,
} as const;

export interface Placed {
  readonly placement: Placement;
  /** The story with the article in it; a new one has the article's id until the caller gives it one. */
  readonly story: Story;
}

/**
 * Where an article belongs among the stories of its topic: a copy of a known text, a report of a known event,
 * or a new story. Pure: the same sketches give the same placement. `nowMs` bounds dates from the future; `among` says
 * what the stories have in common. The caller counts the chapters.
 */
export function placeInStory(
  sketch: Sketch,
  stories: readonly Story[],
  nowMs: number,
  among: keyof typeof placeSettings.eventLikeness,
): Placed {
  const atMs = Math.min(sketch.publishedAtMs, nowMs);
  const open = stories.filter(({ firstAtMs, latestAtMs }) => {
    return atMs >= firstAtMs - placeSettings.openMs && atMs <= latestAtMs + placeSettings.openMs;
  });
  // A text may hold a whole other one beside its own: it is a copy of what it shares most with.
  const copy = nearest(
    open
      .flatMap((story) => story.texts.map((known) => ({ story, known })))
      .filter(({ known }) => containment(known.minhash, sketch.minhash) >= placeSettings.copyContainment),
    ({ known }) => resemblance(known.minhash, sketch.minhash),
  );
  if (copy) return joining(sketch, copy.item.story, copy.item.known.articleId);

  const terms = termTelling(stories, sketch.lang);
  const free = freeTelling(stories);
  const likeness = placeSettings.eventLikeness[among];
  const report = nearest(open, (story) => eventNearness(story, sketch, likeness, { terms, free }));
  return report && report.nearness >= 1
    ? joining(sketch, report.item, undefined)
    : { placement: { kind: 'new' }, story: newStory(sketch) };
}

/**
 * In thresholds, so that comparisons within a language and across languages rank together: 1 is one event.
 * Words of one language say more than what is free of any, so the latter only lifts them a little.
 */
function eventNearness(
  story: Story,
  sketch: Sketch,
  likeness: number,
  telling: { readonly terms: Telling; readonly free: Telling },
): number {
  const own = story.profiles.find(({ lang }) => lang === sketch.lang);
  const foreign = story.sketches.filter(({ lang }) => lang !== sketch.lang);
  const across =
    Math.max(0, ...foreign.map((known) => freeCosine(known, sketch, telling.free))) /
    placeSettings.crossCosine;
  if (own === undefined) return across;
  const byTerms = termLikeness(own, sketch, telling.terms) / likeness;
  return Math.max(byTerms, Math.min(across, byTerms * placeSettings.liftMax));
}

function joining(sketch: Sketch, story: Story, duplicateOf: string | undefined): Placed {
  const grown = grow(story, sketch, duplicateOf !== undefined);
  const placement: Placement = {
    kind: 'joins',
    story: story.id,
    duplicateOf,
    newFacts: newFacts(sketch, story, grown),
  };
  return { placement, story: grown };
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
