import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  frequenciesFrom,
  frequencySettings,
  noCounts,
  tally,
  withDay,
} from '../../shared/domain/frequencies.ts';

const articles = fc.array(
  fc.uniqueArray(fc.constantFrom(...'abcdefgh'.split(''))).map((terms) => new Set(terms)),
);
const days = fc.array(articles, { minLength: 1, maxLength: 6 });

function countTerms(all: readonly ReadonlySet<string>[]) {
  const { add, counts } = tally();
  for (const article of all) add(article);
  return counts();
}

describe('frequencies', () => {
  it('no term is in more articles than there are, however many days are added', () => {
    fc.assert(
      fc.property(days, fc.nat(90), (all, daysSince) => {
        const counts = all.reduce((soFar, day) => withDay(soFar, daysSince, countTerms(day)), noCounts);
        for (const count of counts.terms.values()) expect(count).toBeLessThanOrEqual(counts.articles + 0.002);
      }),
    );
  });

  it('are those of all articles together when no time passes', () => {
    fc.assert(
      fc.property(days, (all) => {
        const counts = all.reduce((soFar, day) => withDay(soFar, 0, countTerms(day)), noCounts);
        const together = countTerms(all.flat());
        expect(counts.articles).toBe(together.articles);
        expect(new Map([...counts.terms].sort())).toEqual(new Map([...together.terms].sort()));
      }),
    );
  });

  it('halve by the half-life, and a term is forgotten when it is as good as never seen', () => {
    const once = countTerms([new Set(['ceasefire', 'dam']), new Set(['ceasefire'])]);
    const later = withDay(once, frequencySettings.halfLifeDays + 1, noCounts);
    const frequencies = frequenciesFrom(later);
    expect(frequencies.articles).toBeCloseTo(1, 1);
    expect(frequencies.of('ceasefire')).toBeCloseTo(1, 1);
    expect(frequencies.of('dam')).toBe(0);
    expect(frequencies.of('__proto__')).toBe(0);
  });

  it('keep the most frequent terms, so that their object stays small', () => {
    const { termsMax } = frequencySettings;
    const many = new Set(Array.from({ length: termsMax + 10 }, (_, at) => `t${at}`));
    const counts = withDay(noCounts, 0, countTerms([many, new Set(['t30005'])]));
    expect(counts.terms.size).toBe(termsMax);
    expect(counts.terms.get('t30005')).toBe(2);
  });
});
