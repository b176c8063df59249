import type { Placement, Sketch, Story } from '../domain/story.ts';
import type { Topic } from '../domain/topic.ts';
import { likeness, wordLikeness } from './alike.ts';
import { grow, newStory } from './grow.ts';
import { containment, resemblance } from './minhash.ts';
import { newFacts } from './new-facts.ts';
import { tellingAmong, type Telling } from './profile.ts';

export const placeSettings = {
  /** Share of the shorter text's shingles that copies keep through cuts, additions and edits of every tenth word. */
  copyContainment: 0.45,
  /** Likeness of words from which an article and the reports of its language are about one event. */
  wordLikeness: 0.37,
  openMs: 72 * 3_600_000,
} as const;

/**
 * The same of what reads alike in every language. What is like a topic's examples is about one thing already, and
 * little more must agree; what rules let through is about one kind of thing, and all the news about anything.
 */
export const freeLikeness = { examples: 0.22, rules: 0.28, anything: 0.46 } as const;

export const freeLikenessFor = ({ like }: Pick<Topic, 'like'>): number =>
  like.length > 0 ? freeLikeness.examples : freeLikeness.rules;

export interface Placed {
  readonly placement: Placement;
  /** The story with the article in it; a new one has the article's id until the caller gives it one. */
  readonly story: Story;
}

/**
 * Where an article belongs among the stories of its topic: a copy of a known text, a report of a known event,
 * or a new story. Pure: the same sketches give the same placement. `nowMs` bounds dates from the future;
 * `likenessMin` is that of `freeLikenessFor`. The caller counts the chapters.
 */
export function placeInStory(
  sketch: Sketch,
  stories: readonly Story[],
  nowMs: number,
  likenessMin: number,
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

  const telling = {
    words: tellingAmong(
      stories.flatMap(({ profiles }) => profiles.filter(({ lang }) => lang === sketch.lang)),
    ),
    free: tellingAmong(stories.map(({ free }) => free)),
  };
  const report = nearest(open, (story) => eventNearness(story, sketch, likenessMin, telling));
  return report && report.nearness >= 1
    ? joining(sketch, report.item, undefined)
    : { placement: { kind: 'new' }, story: newStory(sketch) };
}

/** In thresholds, so that both comparisons rank together: from 1 on it is one event. */
function eventNearness(
  { profiles, free }: Story,
  sketch: Sketch,
  likenessMin: number,
  telling: { readonly words: Telling; readonly free: Telling },
): number {
  const own = profiles.find(({ lang }) => lang === sketch.lang);
  const byWords = own === undefined ? 0 : wordLikeness(own, sketch.terms, telling.words);
  const byFree = likeness(free, sketch.free, telling.free);
  return Math.max(byWords / placeSettings.wordLikeness, byFree / likenessMin);
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
