import { describe, expect, it } from 'vitest';
import type { Story } from '../../shared/domain/story.ts';
import { bareTopic } from '../../shared/domain/topic.ts';
import { growLimits } from '../../shared/stories/grow.ts';
import { freeLikeness, freeLikenessFor, placeInStory } from '../../shared/stories/place.ts';
import { sketch } from '../../shared/stories/sketch.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { plainAnalyse } from '../match/plain-analyse.ts';

const startMs = Date.UTC(2026, 1, 10);
const hourMs = 3_600_000;

interface Report {
  readonly id: string;
  readonly text: string;
  readonly title?: string;
  readonly lang?: string;
  readonly atMs?: number;
  readonly outlet?: string;
}

const draw = ({ id, text, title = '', lang = 'en', atMs = startMs, outlet }: Report, read = plainAnalyse) =>
  sketch({ id, title, text, lang, publishedAtMs: atMs, outlet }, read);

/** Places reports one after the other as the pipeline does. */
function tell(reports: readonly Report[], read?: typeof plainAnalyse) {
  let stories: Story[] = [];
  const placements = reports.map((report) => {
    const drawn = draw(report, read);
    const { placement, story } = placeInStory(
      drawn,
      stories,
      startMs + 1_000 * hourMs,
      freeLikeness.examples,
    );
    stories = [...stories.filter(({ id }) => id !== story.id), story];
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
    expect(stories[0]!.free.textCount).toBe(1);
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

  it('asks for less in another language where the topic has examples, and for more where rules alone let reports through', () => {
    const told = [
      { id: 'a', text: strike },
      {
        id: 'b',
        lang: 'fr',
        text: 'Les dockers de Casablanca ont cessé le travail lundi. Les exportateurs du Maroc craignent pour leurs agrumes, dit Driss Lahlou à Agadir. Karim Benjelloun et Fatima Zohra Mernissi demandent un contrat.',
      },
    ].map((report) => draw(report, analyse));
    const { story } = placeInStory(told[0]!, [], startMs, freeLikeness.anything);
    const kindFor = (topic: Parameters<typeof freeLikenessFor>[0]) =>
      placeInStory(told[1]!, [story], startMs, freeLikenessFor(topic)).placement.kind;
    expect(kindFor(bareTopic('strike', { like: [{ text: strikeElsewhere }] }))).toBe('joins');
    expect(kindFor(bareTopic('ports', { any: ['Casablanca'] }))).toBe('new');
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
    const { story } = placeInStory(draw({ id: 'a', text: strike }), [], startMs, freeLikeness.examples);
    expect(placeInStory(drawn, [story], startMs + hourMs, freeLikeness.examples).placement).toMatchObject({
      kind: 'joins',
    });
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
    const placement = tell([report('a', first), report('b', second)]).placements[1];
    return placement?.kind === 'joins' ? placement.newFacts : undefined;
  };

  it('a count of the same thing that grew by half is one', () => {
    expect(factsAfter('2,000', '6,000')).toEqual(['2000 -> 6000']);
  });

  it('a copy may tell a changed count: it is no independent text, but news', () => {
    const told = (count: string) => tell([report('a', '2,000'), report('b', count)]);
    expect(told('6,000').placements[1]).toMatchObject({ duplicateOf: 'a', newFacts: ['2000 -> 6000'] });
    expect(told('6,000').stories[0]).toMatchObject({ articleCount: 2, independentCount: 1 });
    expect(told('2,000').placements[1]).toMatchObject({ duplicateOf: 'a', newFacts: [] });
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

describe('placeInStory: what a story has told', () => {
  const others = ['The union', 'A ministry', 'An exporter', 'The harbour office'];
  /** Independent texts of one event: the same facts, each in sentences of its own. */
  const reports = others.map((who, at) => ({
    id: `r${at}`,
    outlet: `Outlet ${at % 3}`,
    text: `${who} spoke of ${100 + at * 10} dock workers on strike in Casablanca over contracts. ${strike
      .split(' ')
      .slice(at * 7, at * 7 + 9)
      .join(' ')}.`,
    atMs: startMs + at * hourMs,
  }));

  it('keeps what all texts say, every text, and all told counts', () => {
    const { stories, placements } = tell(reports);
    expect(placements.slice(1).every((one) => one.kind === 'joins' && one.duplicateOf === undefined)).toBe(
      true,
    );
    const [story] = stories;
    expect(story!.free.textCount).toBe(4);
    expect(story!.texts.map(({ articleId }) => articleId)).toEqual(['r0', 'r1', 'r2', 'r3']);
    expect(story).toMatchObject({
      id: 'r0',
      articleCount: 4,
      latestAtMs: startMs + 3 * hourMs,
      firstAtMs: startMs,
    });
    expect(story!.toldCounts.map(({ value }) => value)).toEqual(expect.arrayContaining([100, 110, 120, 130]));
    expect(story!.toldCounts.length).toBeLessThanOrEqual(growLimits.toldMax);
  });

  it('knows a copy of a text in the middle', () => {
    const { placements } = tell([...reports, { id: 'copy', text: `AGENCY ${reports[1]!.text}` }]);
    expect(placements.at(-1)).toMatchObject({ duplicateOf: 'r1' });
  });

  it('says once that three independent texts report it, with its outlets; copies do not count', () => {
    const copies = [0, 1, 2].map((at) => ({ ...reports[0]!, id: `c${at}`, outlet: `Copier ${at}` }));
    const { placements, stories } = tell([reports[0]!, ...copies, ...reports.slice(1)]);
    const facts = placements.flatMap((one) => (one.kind === 'joins' ? one.newFacts : []));
    expect(facts).toEqual(['now 6 outlets, 3 independent texts']);
    expect(stories[0]).toMatchObject({ articleCount: 7, independentCount: 4 });
  });
});

describe('placeInStory: new places and actors', () => {
  const first = { id: 'a', title: 'Strike halts Casablanca port', text: strike };
  const second = { id: 'b', title: 'Casablanca docks stand still', text: strikeElsewhere };
  const spread =
    'Dock workers of Tunis joined the walkout on Tuesday, following those of Casablanca. Their union wants the same ' +
    'contracts; ships queue outside the harbour and exporters of citrus fruit complain to the ministry.';
  const third = { id: 'c', title: 'Casablanca dock strike reaches Tunis', text: spread };
  const factsOf = (told: readonly Report[]) => {
    const placement = tell(told, analyse).placements.at(-1)!;
    return placement.kind === 'joins'
      ? placement.newFacts.filter((fact) => fact.startsWith('new '))
      : 'a new story';
  };

  it('a place in title and lead that no report has named is a fact', () => {
    expect(factsOf([first, second, third])).toEqual(['new place: Tunis']);
  });

  it('is none in the second report, in the text alone, when told before, or in a copy', () => {
    expect(factsOf([first, third])).toEqual([]);
    expect(factsOf([first, second, { ...third, title: 'Casablanca dock strike spreads' }])).toEqual([]);
    const before = { ...second, text: `${strikeElsewhere} Nobody works in Tunis either.` };
    expect(factsOf([first, before, third])).toEqual([]);
    expect(factsOf([first, second, { id: 'c', title: third.title, text: `Tunis. ${strike}` }])).toEqual([]);
  });

  it('is none of a kind of place', () => {
    expect(
      factsOf([
        first,
        second,
        {
          ...third,
          title: 'Casablanca dock strike reaches villages',
          text: spread.replace('Tunis', 'villages'),
        },
      ]),
    ).toEqual([]);
  });
});

describe('sketch', () => {
  it('stays within 8 kB whatever the article', () => {
    const hostile = Array.from({ length: 60_000 }, (_, at) => `كلمةطويلة${at} Name${at * 7919} ${at}`).join(
      ' ',
    );
    const drawn = draw({ id: 'x', text: hostile, title: hostile.slice(0, 5_000) });
    expect(Buffer.byteLength(JSON.stringify(drawn))).toBeLessThanOrEqual(8_192);
  });
});
