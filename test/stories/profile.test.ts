import { describe, expect, it } from 'vitest';
import { likeness } from '../../shared/stories/alike.ts';
import { pooled, profileLimits, tellingAmong } from '../../shared/stories/profile.ts';

const evenly = () => 1;

describe('pooled', () => {
  it('is liker to a report than any of its texts that know only a part each', () => {
    const [where, who] = [[['&casablanca', 1]], [['~dckrs', 1]]] as const;
    const report = [...where, ...who];
    const together = likeness(pooled(pooled(undefined, where), who), report, evenly);
    expect(together).toBeCloseTo(1);
    expect(likeness(pooled(undefined, where), report, evenly)).toBeLessThan(together);
    expect(likeness(pooled(undefined, who), report, evenly)).toBeLessThan(together);
  });

  it('counts texts and keeps the heaviest terms only', () => {
    const terms = Array.from({ length: 400 }, (_, at) => [`t${at}`, 1 + at] as const);
    const profile = pooled(pooled(undefined, terms), [['t399', 1]]);
    expect(profile.textCount).toBe(2);
    expect(profile.terms).toHaveLength(profileLimits.terms);
    expect(profile.terms[0]).toEqual(['t399', 401, 2]);
  });
});

describe('tellingAmong', () => {
  it('is 1 for what no text has and less the more have it', () => {
    const texts = [[['a', 1]], [['a', 1], ['b', 1]]] as const; // prettier-ignore
    const telling = tellingAmong(texts.map((terms) => pooled(undefined, terms)));
    expect(telling('c')).toBe(1);
    expect(telling('b')).toBeLessThan(1);
    expect(telling('a')).toBeLessThan(telling('b'));
  });
});
