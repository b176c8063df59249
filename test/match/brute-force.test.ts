import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Matchable, Near, TermList, Topic } from '../../shared/domain/topic.ts';
import { compile } from '../../shared/match/compile.ts';
import { explain, match, scores } from '../../shared/match/match.ts';
import { plainAnalyse, topicOf } from './plain-analyse.ts';

const words = [
  'isis',
  'iraq',
  'prison',
  'prisons',
  'camp',
  'camps',
  'move',
  'mover',
  'oil',
  'deal',
  'strike',
  'port',
];
const word = fc.constantFrom(...words);
const term = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 1, arbitrary: fc.tuple(word, word).map((pair) => pair.join(' ')) },
  { weight: 1, arbitrary: fc.tuple(word, word).map((pair) => `"${pair.join(' ')}"`) },
  {
    weight: 1,
    arbitrary: fc.tuple(word, fc.integer({ min: 2, max: 4 })).map(([w, n]) => `${w.slice(0, n)}*`),
  },
);
const terms = fc.array(term, { minLength: 1, maxLength: 3 });
/** Mostly for every language, else for some of them. */
const listOrByLanguage = (list: fc.Arbitrary<string[]>): fc.Arbitrary<TermList> =>
  fc.oneof(
    { weight: 4, arbitrary: list },
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('xx', 'yy'), list, { minKeys: 1 }) },
  );
const lists = listOrByLanguage(terms);
const weight = fc.integer({ min: 1, max: 5 });
const near: fc.Arbitrary<Near> = fc.record({
  terms: listOrByLanguage(fc.array(term, { minLength: 2, maxLength: 3 })),
  within: fc.integer({ min: 2, max: 8 }),
  ordered: fc.boolean(),
  weight,
});
const rule = fc.record({
  all: fc
    .array(lists, { maxLength: 2 })
    .map((groups) => groups.map((list, at) => ({ name: `g${at}`, terms: list }))),
  any: fc.oneof(fc.constant([]), lists),
  weights: fc.dictionary(term, weight, { maxKeys: 2 }),
  near: fc.array(near, { maxLength: 2 }),
  not: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: lists }),
  languages: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constant(['xx']) },
  ),
  sources: fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.uniqueArray(fc.constantFrom('Desk', 'example.org', 'news.example.org'), { minLength: 1 }),
    },
  ),
});
const article = fc.record({
  lang: fc.constantFrom('xx', 'yy', 'zz'),
  feed: fc.constantFrom(undefined, 'desk', 'other'),
  url: fc.constantFrom(
    undefined,
    'https://example.org/a',
    'https://news.example.org/a',
    'https://myexample.org/example.org',
  ),
  title: fc.option(
    fc.array(word, { maxLength: 5 }).map((list) => list.join(' ')),
    { nil: undefined },
  ),
  text: fc.tuple(fc.integer({ min: 0, max: 70 }), fc.array(word, { maxLength: 25 })).map(([before, list]) => {
    return [...Array.from({ length: before }, () => 'pad'), ...list].join(' ');
  }),
});

type Field = readonly { readonly term: string; readonly folded: string }[];

/** Every term looked for at every word of every field, nothing indexed. */
function starts(source: string, field: Field): number[] {
  const isExact = source.startsWith('"');
  const isPrefix = source.endsWith('*');
  const parts = plainAnalyse(source).tokens;
  return field.flatMap((_, start) => {
    const fits = parts.every((part, at) => {
      const token = field[start + at];
      if (token === undefined) return false;
      if (isPrefix && at === parts.length - 1) return token.folded.startsWith(part.folded);
      return isExact || isPrefix ? token.folded === part.folded : token.term === part.term;
    });
    return fits ? [start] : [];
  });
}

const keyOf = (source: string) => {
  const kind = source.startsWith('"') ? 'exact' : source.endsWith('*') ? 'prefix' : 'words';
  const { tokens } = plainAnalyse(source);
  return `${kind} ${tokens.map(({ term: normal, folded }) => (kind === 'words' ? normal : folded)).join(' ')}`;
};

const isPlain = (list: TermList): list is readonly string[] => Array.isArray(list);
const termsFor = (list: TermList, lang: string) => (isPlain(list) ? list : (list[lang] ?? []));
const isGiven = (list: TermList) => !isPlain(list) || list.length > 0;

function isFrom(source: string, { feed, url }: Matchable): boolean {
  const host = url === undefined ? '' : new URL(url).host;
  const name = source.toLowerCase();
  return feed?.toLowerCase() === name || host === name || host.endsWith(`.${name}`);
}

function slowScore(
  topic: Topic,
  fields: { title: Field; text: Field },
  from: Matchable & { lang: string },
): number {
  const { lang } = from;
  if (topic.languages.length > 0 && !topic.languages.includes(lang)) return 0;
  if (topic.sources !== undefined && !topic.sources.some((source) => isFrom(source, from))) return 0;
  const places = (source: string) => [
    ...starts(source, fields.title).map(() => 1.5),
    ...starts(source, fields.text).map((start) => (start < 60 ? 1.25 : 1)),
  ];
  const weights = new Map(Object.entries(topic.weights).map(([source, points]) => [keyOf(source), points]));
  const points = (source: string) => {
    const found = places(source);
    const best = Math.max(0, ...found);
    return (weights.get(keyOf(source)) ?? 1) * best * (found.length === 0 ? 0 : 1.25 - 0.25 / found.length);
  };
  const distinct = (list: readonly string[]) => [
    ...new Map(list.map((source) => [keyOf(source), source])).values(),
  ];
  const group = (list: readonly string[]) =>
    distinct(list)
      .map(points)
      .sort((a, b) => b - a)
      .reduce((sum, share, rank) => sum + share / 2 ** rank, 0);
  const asked = [...topic.all.map((each) => each.terms), ...(isGiven(topic.any) ? [topic.any] : [])];
  const hard = asked.map((list) => termsFor(list, lang));
  if (termsFor(topic.not, lang).some((source) => places(source).length > 0)) return 0;
  if (hard.some((list) => group(list) === 0)) return 0;
  const inRules = new Set(hard.flat().map(keyOf));
  const extra = distinct(Object.keys(topic.weights)).filter((source) => !inRules.has(keyOf(source)));
  return (
    hard.reduce((sum, list) => sum + group(list), 0) +
    extra.reduce((sum, source) => sum + points(source), 0) +
    topic.near.reduce((sum, each) => sum + slowNear(each, termsFor(each.terms, lang), fields), 0)
  );
}

/** The window that ends first counts; of those the one that begins last. */
function slowNear(
  { within, ordered = false, weight: points = 1 }: Near,
  sources: readonly string[],
  fields: { title: Field; text: Field },
): number {
  if (sources.length === 0) return 0;
  const windows = (field: Field) =>
    sources
      .map((source) => starts(source, field))
      .reduce<number[][]>((chains, list) => chains.flatMap((chain) => list.map((at) => [...chain, at])), [[]])
      .filter((chain) => !ordered || chain.every((at, rank) => rank === 0 || at > chain[rank - 1]!))
      .map((chain) => ({ first: Math.min(...chain), last: Math.max(...chain) }))
      .filter(({ first, last }) => last - first + 1 <= within)
      .sort((a, b) => a.last - b.last || b.first - a.first);
  if (windows(fields.title).length > 0) return points * 1.5;
  const [window] = windows(fields.text);
  return window === undefined ? 0 : points * (window.first < 60 ? 1.25 : 1);
}

describe('match against a brute-force evaluator', () => {
  it('agrees on 10,000 pairs of rule and article', () => {
    let hitCount = 0;
    fc.assert(
      fc.property(fc.array(rule, { minLength: 20, maxLength: 20 }), article, (rules, given) => {
        const { title, text } = given;
        const topics = rules.map((parts, at) => topicOf({ name: `t${at}`, ...parts }));
        const plan = compile(topics, plainAnalyse);
        const found = new Map(match(plan, given, plainAnalyse).map((each) => [each.topic, each]));
        const fields = { title: plainAnalyse(title ?? '').tokens, text: plainAnalyse(text).tokens };
        for (const topic of topics) {
          expect(found.get(topic.name)?.score ?? 0, JSON.stringify(topic)).toBeCloseTo(
            slowScore(topic, fields, given),
            9,
          );
          expect(explain(plan, topic.name, given, plainAnalyse)).toEqual(
            found.get(topic.name) ?? expect.objectContaining({ score: 0 }),
          );
          if (found.get(topic.name)?.isHit) hitCount += 1;
        }
        const byFrequency = compile(topics, plainAnalyse, (normal) => normal.length * 10);
        expect(match(byFrequency, given, plainAnalyse)).toEqual([...found.values()]);
        expect(
          scores(plan, given, plainAnalyse)
            .map(({ topic }) => topic)
            .sort(),
        ).toEqual([...found.keys()].sort());
      }),
      { numRuns: 500, seed: 7 },
    );
    expect(hitCount).toBeGreaterThan(500);
  });
});
