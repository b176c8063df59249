import { describe, expect, it } from 'vitest';
import type { Story } from '../../shared/domain/story.ts';
import { grow, placeInStory, placeSettings } from '../../shared/stories/place.ts';
import { sketch } from '../../shared/stories/sketch.ts';
import { plainAnalyse } from '../match/plain-analyse.ts';

const startMs = Date.UTC(2026, 1, 10);
const hourMs = 3_600_000;

interface Report {
  readonly id: string;
  readonly text: string;
  readonly title?: string;
  readonly lang?: string;
  readonly atMs?: number;
}

const draw = ({ id, text, title = '', lang = 'en', atMs = startMs }: Report) =>
  sketch({ id, title, text, lang, publishedAtMs: atMs }, plainAnalyse);

/** Places reports one after the other as the pipeline does. */
function tell(reports: readonly Report[]) {
  let stories: Story[] = [];
  const placements = reports.map((report) => {
    const drawn = draw(report);
    const placement = placeInStory(drawn, stories, startMs + 1_000 * hourMs);
    const joined = stories.find((story) => placement.kind === 'joins' && story.id === placement.story);
    const grown = grow(joined, drawn, placement);
    stories = [...stories.filter((story) => story !== joined), grown];
    return placement;
  });
  return { placements, stories };
}

const strike =
  'Some 4500 dock workers in Casablanca stopped work on Monday over their contracts. Twenty ships wait outside ' +
  'the harbour while the union and the ministry talk. Exporters fear for citrus fruit that rots in the sun.';
const strikeElsewhere =
  'Casablanca harbour came to a halt as dock workers walked out over contracts. The union says 4500 dock workers ' +
  'follow its call, and ships queue outside the harbour. Exporters of citrus fruit count their losses.';
const flood =
  'The Nile rose to 17.4 metres at Khartoum, the civil defence warned, and families left low quarters of the city ' +
  'with what they could carry. Volunteers fill sandbags along the bank through the night.';

describe('placeInStory', () => {
  it('joins another report of the event and keeps another event apart', () => {
    const { placements, stories } = tell([
      { id: 'a', text: strike },
      { id: 'b', text: strikeElsewhere },
      { id: 'c', text: flood },
    ]);
    expect(placements[1]).toMatchObject({ kind: 'joins', story: 'a', newFacts: [] });
    expect(placements[1]).not.toMatchObject({ duplicateOf: 'a' });
    expect(placements[2]).toEqual({ kind: 'new' });
    expect(stories.map(({ independentCount }) => independentCount).sort()).toEqual([1, 2]);
  });

  it('knows a copy with an agency line, a cut tail and other letter case', () => {
    const copy = `AGENCY Rabat. ${strike.toUpperCase().slice(0, -60)}`;
    const { placements, stories } = tell([
      { id: 'a', text: strike },
      { id: 'b', text: copy },
    ]);
    expect(placements[1]).toMatchObject({ kind: 'joins', duplicateOf: 'a', newFacts: [] });
    expect(stories[0]).toMatchObject({ articleCount: 2, independentCount: 1 });
    expect(stories[0]!.sketches).toHaveLength(1);
  });

  it('joins a report in another language by its counts and names', () => {
    const french =
      'Quelque 4500 dockers de Casablanca ont cessé le travail lundi, selon le syndicat. Des navires attendent au ' +
      'large de Casablanca et les négociations avec le ministère continuent à Rabat.';
    const arabic = 'توقف 4500 عامل في الخرطوم عن العمل بسبب ارتفاع منسوب النيل في كسلا وعطبرة';
    const { placements } = tell([
      { id: 'a', text: strike },
      { id: 'b', text: french, lang: 'fr' },
      { id: 'c', text: flood, lang: 'en' },
    ]);
    expect(placements[1]).toMatchObject({ kind: 'joins', story: 'a' });
    const cross = tell([
      { id: 'c', text: flood },
      { id: 'd', text: arabic, lang: 'ar' },
    ]);
    expect(cross.placements[1]).toEqual({ kind: 'new' });
  });

  it('a story that was quiet for over 72 hours is over', () => {
    const at = (hours: number) =>
      tell([
        { id: 'a', text: strike },
        { id: 'b', text: strikeElsewhere, atMs: startMs + hours * hourMs },
      ]).placements[1];
    expect(at(71)).toMatchObject({ kind: 'joins' });
    expect(at(73)).toEqual({ kind: 'new' });
  });

  it('a date from the future counts as now', () => {
    const drawn = draw({ id: 'b', text: strikeElsewhere, atMs: startMs + 5_000 * hourMs });
    const story = grow(undefined, draw({ id: 'a', text: strike }), { kind: 'new' });
    expect(placeInStory(drawn, [story], startMs + hourMs)).toMatchObject({ kind: 'joins' });
  });

  it('an empty text joins nothing', () => {
    expect(
      tell([
        { id: 'a', text: '' },
        { id: 'b', text: '' },
      ]).placements[1],
    ).toEqual({ kind: 'new' });
  });
});

describe('placeInStory: new facts', () => {
  const report = (id: string, count: string) => ({
    id,
    text: `Iraq has received ${count} detainees from prisons in Hasakah, the council in Baghdad said. ${strike}`,
  });
  const factsAfter = (first: string, second: string) => {
    const story = grow(undefined, draw(report('a', first)), { kind: 'new' });
    const drawn = draw(report('b', second));
    const placement = placeInStory(drawn, [story], startMs);
    return placement.kind === 'joins' ? placement.newFacts : undefined;
  };

  it('a count of the same thing that grew by half is one', () => {
    expect(factsAfter('2,000', '6,000')).toEqual(['2000 -> 6000']);
  });

  it('a copy with a changed count is an update, without one a copy', () => {
    const placementOf = (count: string) => tell([report('a', '2,000'), report('b', count)]).placements[1];
    expect(placementOf('6,000')).toMatchObject({ duplicateOf: undefined, newFacts: ['2000 -> 6000'] });
    expect(placementOf('2,000')).toMatchObject({ duplicateOf: 'a', newFacts: [] });
  });

  it('a rounded or a smaller count is none', () => {
    expect(factsAfter('5,700', '6,000')).toEqual([]);
    expect(factsAfter('6,000', '2,000')).toEqual([]);
  });

  it('small counts and years are none', () => {
    expect(factsAfter('20', '60')).toEqual([]);
    expect(factsAfter('300', '2019')).toEqual([]);
  });
});

describe('grow', () => {
  it('keeps the first sketch and the latest two, and all told counts', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const story = ids.reduce<Story | undefined>((grown, id, at) => {
      const drawn = draw({ id, text: `${100 + at * 50} workers of ${strike}`, atMs: startMs + at * hourMs });
      return grow(grown, drawn, at === 0 ? { kind: 'new' } : { kind: 'joins', story: 'a', newFacts: [] });
    }, undefined);
    expect(story!.sketches.map(({ articleId }) => articleId)).toEqual(['a', 'c', 'd']);
    expect(story).toMatchObject({
      id: 'a',
      articleCount: 4,
      latestAtMs: startMs + 3 * hourMs,
      firstAtMs: startMs,
    });
    expect(story!.toldNumbers).toEqual(expect.arrayContaining([100, 150, 200, 250]));
    expect(story!.toldCounts.length).toBeLessThanOrEqual(placeSettings.toldMax);
  });
});

describe('sketch', () => {
  it('stays within 8 kB whatever the article', () => {
    const hostile = Array.from({ length: 60_000 }, (_, at) => `كلمةطويلة${at} Name${at * 7919} ${at}`).join(
      ' ',
    );
    const startedAt = performance.now();
    const drawn = draw({ id: 'x', text: hostile, title: hostile.slice(0, 5_000) });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(Buffer.byteLength(JSON.stringify(drawn))).toBeLessThanOrEqual(8_192);
  });
});
