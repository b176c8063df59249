import { describe, expect, it } from 'vitest';
import type { Topic } from '../../shared/domain/topic.ts';
import { lint, termUse } from '../../shared/match/lint.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { topicOf } from '../pipeline/test-world.ts';

const example = {
  title: 'نقل معتقلي داعش إلى بغداد',
  text: 'وصلت دفعة من معتقلي داعش إلى بغداد قادمة من الحسكة بعد أسابيع من المباحثات.',
  lang: 'ar',
};
const good = topicOf('good', {
  like: [example],
  all: [{ name: 'who', terms: ['داعش', 'ISIS'] }],
  weights: { معتقل: 2, CENTCOM: 1 },
  not: ['كرة القدم'],
});
const findingsOf = (...topics: Topic[]) => lint(topics, analyse).map(({ severity, path, message }) => [severity, path.join('.'), message] as const); // prettier-ignore

describe('lint', () => {
  it('finds nothing doubtful in a topic that does what it says', () => {
    expect(findingsOf(good)).toEqual([]);
    expect(findingsOf({ ...good, threshold: 8 })).toEqual([]);
  });

  it.each<[string, Partial<Topic>, string, string, RegExp]>([
    ['a word that every article has', { any: ['في', 'معتقل'] }, 'doubt', 'any.0', /nearly every article/u],
    ['a prefix of two letters', { weights: { 'ab*': 1 } }, 'doubt', 'weights.ab*', /more letters/u],
    ['a term that `not` rules out', { any: ['معتقل', 'نادي كرة القدم'] }, 'doubt', 'any.1', /never counts/u],
    ['a group that cannot hit', { all: [{ name: 'who', terms: ['كرة القدم', 'مباراة كرة القدم'] }] }, 'never', 'all.who', /can never hit/u], // prettier-ignore
    ['a threshold out of reach', { like: [], threshold: 40 }, 'never', 'threshold', /out of reach/u],
    ['an example in a language left out', { languages: ['en'] }, 'doubt', 'like.0', /"ar", which/u],
    ['an example that is not matched', { all: [{ name: 'who', terms: ['طالبان'] }] }, 'doubt', 'like.0', /missing: who/u], // prettier-ignore
  ])('%s', (_, fields, severity, path, message) => {
    const findings = findingsOf({ ...good, ...fields });
    expect(findings).toContainEqual([severity, path, expect.stringMatching(message)]);
    expect(findings.filter(([, where]) => where === path)).toHaveLength(1);
  });

  it('counts examples into what a threshold can reach', () => {
    expect(findingsOf({ ...good, threshold: 10_000 })[0]).toEqual(['never', 'threshold', expect.stringMatching(/an example itself \d/u)]); // prettier-ignore
  });

  it('knows two topics that say the same, however they write it', () => {
    const twin = { ...good, name: 'twin', all: [{ name: 'group', terms: ['isis', 'وداعش'] }] };
    expect(findingsOf(good, twin)).toEqual([['doubt', 'topic', expect.stringContaining('"good"')]]);
    expect(findingsOf(good, { ...twin, all: [{ name: 'group', terms: ['isis', 'وداعش', 'قسد'] }] })).toEqual(
      [],
    );
  });
});

describe('the use of terms in stored articles', () => {
  const articles = Array.from({ length: 30 }, (_, at) => ({
    lang: 'ar',
    text: `الرئيس يزور المدينة رقم ${at}${at < 5 ? ' ويلتقي المعتقلين' : ''}`,
  }));
  const findings = (topic: Topic, count = articles.length) => {
    const use = termUse([topic], analyse);
    articles.slice(0, count).forEach((article) => {
      use.add(article);
    });
    return use.findings().map(({ severity, path, message }) => [severity, path.join('.'), message]);
  };

  it('tells terms of everything, groups of nothing and single terms of nothing', () => {
    const topic = topicOf('a', {
      any: ['رئيس', 'معتقل', 'سجين'],
      all: [{ name: 'where', terms: ['بغداد'] }],
    });
    expect(findings(topic)).toEqual([
      ['doubt', 'any.0', expect.stringContaining('30 of 30 stored articles')],
      ['doubt', 'all.where', expect.stringContaining('no term of this group')],
      ['note', 'any', expect.stringContaining('1 of 3 terms stand in none of 30 stored articles: سجين')],
    ]);
  });

  it('says nothing from a handful of articles', () => {
    expect(findings(topicOf('a', { any: ['رئيس'] }), 5)).toEqual([]);
  });
});
