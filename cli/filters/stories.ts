import type { Story } from '../../shared/domain/story.ts';
import { freeLikeness, placeInStory, placeSettings } from '../../shared/stories/place.ts';
import { inSandbox } from '../sandbox/in-sandbox.ts';
import type { Filter } from './jsonl.ts';
import { articleOfLine } from './match.ts';

/** Stories kept to compare with; the ones that were quiet longest are given up first. */
const openStoriesMax = 2_000;

/** Articles in time order, all taken as one topic: `{"id", "story", "duplicateOf"?}` for each. */
export function storiesFilter(): Filter {
  let open: Story[] = [];
  let latestMs = 0;
  return async (input) => {
    const { id, article } = articleOfLine(input);
    // An article without a date is as new as the newest before it.
    const publishedAtMs = article.publishedAtMs ?? latestMs;
    latestMs = Math.max(latestMs, publishedAtMs);
    const { text, title = '', lang = 'und' } = article;
    const drawn = await inSandbox(
      'sketch',
      { article: { id, title, text, lang, publishedAtMs }, evidence: [] },
      { shared: {} },
    );
    const { placement, story } = placeInStory(drawn, open, latestMs, freeLikeness.anything);
    open = [...open.filter((one) => one.id !== story.id), story]
      .filter((one) => one.latestAtMs >= latestMs - placeSettings.openMs)
      .slice(-openStoriesMax);
    const duplicateOf = placement.kind === 'joins' ? placement.duplicateOf : undefined;
    return { id, story: story.id, ...(duplicateOf !== undefined && { duplicateOf }) };
  };
}
