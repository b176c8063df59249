import type { Sketch, Story } from '../domain/story.ts';

/** Counts smaller than this change from report to report without being news. */
const countMin = 100;
const factor = 1.5;

/**
 * Counts that clearly changed: at least 1.5 times every count of the same thing that the story has told, and
 * nothing like any number told in another language. Each as `2000 -> 6000`; usually none.
 */
export function newFacts(sketch: Sketch, story: Story): string[] {
  const facts = new Map<number, string>();
  for (const { value, lang, things } of sketch.counts) {
    if (value < countMin) continue;
    const told = story.toldCounts
      .filter((count) => count.lang === lang && count.things.some((thing) => things.includes(thing)))
      .map((count) => count.value);
    const most = Math.max(0, ...told);
    if (most < countMin || value < factor * most) continue;
    // What another language's words count cannot be told, so a like number there may be this very one.
    const isTold = story.toldCounts.some((count) => {
      return count.lang !== lang && count.value > value / factor && count.value < value * factor;
    });
    if (!isTold) facts.set(value, `${most} -> ${value}`);
  }
  return [...facts.values()];
}
