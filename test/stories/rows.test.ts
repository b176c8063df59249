import { describe, expect, it } from 'vitest';
import type { Story } from '../../shared/domain/story.ts';
import { grow, newStory } from '../../shared/stories/grow.ts';
import { sketch } from '../../shared/stories/sketch.ts';
import { getStories, storyAction } from '../../shared/store/stories.ts';
import { virtualClock } from '../../shared/worlds/local/clock.ts';
import { openDatabase } from '../../shared/worlds/local/database.ts';
import { localTable } from '../../shared/worlds/local/table.ts';
import { plainAnalyse } from '../match/plain-analyse.ts';

const draw = (id: string, lang: string, text: string) =>
  sketch({ id, title: '', text, lang, publishedAtMs: 0, outlet: id }, plainAnalyse);

describe("a story's row", () => {
  it('stays under a third of what DynamoDB takes, however many texts of whatever languages and words it has', () => {
    const long = 'ك'.repeat(30);
    const langs = ['ar', 'en', 'fr', 'tr', 'fa', 'es', 'de', 'it', 'pt', 'nl'];
    const sketches = Array.from({ length: 60 }, (_, at) => {
      const words = Array.from(
        { length: 400 },
        (_, word) => `${long}${at * 400 + word} ${at * 9_000 + word * 7}`,
      );
      return draw(`a${at}`, langs[at % langs.length]!, words.join(' '));
    });
    const story = sketches.slice(1).reduce((told, one) => grow(told, one, false), newStory(sketches[0]!));
    expect(story.independentCount).toBe(60);
    expect(Buffer.byteLength(JSON.stringify(story))).toBeLessThan(400_000 / 3);
  }, 60_000);

  it('of an earlier version is passed over: its story is over', async () => {
    const table = localTable(openDatabase(':memory:'), virtualClock(0));
    const known = newStory(draw('known', 'en', 'Dock workers in Casablanca stopped work on Monday.'));
    const older = newStory(draw('old', 'en', 'The Nile rose at Khartoum.'));
    const old = Object.fromEntries(
      Object.entries(older).filter(([field]) => field !== 'free'),
    ) as unknown as Story;
    await table.transact([storyAction('topic', known), storyAction('topic', old)]);
    expect(await getStories(table, 'topic', ['known', 'old'])).toEqual([known]);
  });
});
