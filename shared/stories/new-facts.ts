import { sizeOf, sizeText, type Sketch, type Story } from '../domain/story.ts';

/** Counts smaller than this change from report to report without being news. */
const countMin = 100;
const factor = 1.5;
/** Reports until a story has named its places and actors: what the second one adds is mostly no news. */
const settledTexts = 2;
/** How many independent texts make a story a larger one. */
const growthTexts: readonly number[] = [3, 10];

/**
 * What an article tells that its story had not, to be shown to people: a count that clearly changed, a new place or
 * actor, and that the story has grown. A copy can only tell a changed count. `grown` is the story with the article.
 */
export function newFacts(sketch: Sketch, story: Story, grown: Story): string[] {
  const counts = changedCounts(sketch, story);
  if (grown.independentCount === story.independentCount) return counts;
  return [...counts, ...newNames(sketch, story), ...growth(story, grown)];
}

/**
 * Counts at least 1.5 times every count of the same thing that the story has told, and nothing like any number told
 * in another language. Each as `2000 -> 6000`; usually none.
 */
function changedCounts(sketch: Sketch, story: Story): string[] {
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

/** Named in title and lead, and by no report before, once enough of them have told the story. */
function newNames({ names }: Sketch, story: Story): string[] {
  if (story.independentCount < settledTexts) return [];
  const told = new Set(story.toldNames);
  return names.flatMap(({ id, headline }) => {
    return headline === undefined || told.has(id) ? [] : [`new ${headline.kind}: ${headline.label}`];
  });
}

/** What one outlet writes again and again is no wider news: as many outlets must report it as there are texts. */
function growth(story: Story, grown: Story): string[] {
  const widthOf = ({ independentCount, outlets }: Story) =>
    outlets.length === 0 ? independentCount : Math.min(independentCount, outlets.length);
  const isPassed = growthTexts.some((count) => widthOf(story) < count && widthOf(grown) >= count);
  return isPassed ? [`now ${sizeText(sizeOf(grown))}`] : [];
}
