import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateAfter, silenceLimits, silenceMs, type AlertRate } from '../../shared/domain/silence.ts';

const dayMs = 86_400_000;
const rateOf = (...days: number[]) =>
  days.reduce<AlertRate | undefined>((rate, day) => rateAfter(rate, day * dayMs), undefined);
const days = (ms: number) => Math.round((10 * ms) / dayMs) / 10;

describe('how long a topic may be silent', () => {
  it.each<[string, AlertRate | undefined, number]>([
    ['never alerted', undefined, 7],
    ['alerted once', rateOf(1), 7],
    ['several a day', rateOf(1, 1.2, 1.3, 2, 2.1), 3],
    ['every second day', rateOf(1, 3, 5, 7, 9), 4],
    ['once a month', rateOf(0, 30, 60, 90), 60],
    ['once a year', rateOf(0, 365), 90],
    ['once a month, ten alerts each time', rateOf(...[0, 30, 60].flatMap((at) => Array.from({ length: 10 }, (_, nth) => at + nth / 50))), 59.5],
  ])('%s', (_, rate, wanted) => {
    expect(days(silenceMs(undefined, rate))).toBe(wanted);
  }); // prettier-ignore

  it('forgets a long pause once the topic alerts more often', () => {
    const busy = rateOf(0, 30, ...Array.from({ length: 300 }, (_, nth) => 31 + nth));
    expect(days(silenceMs(undefined, busy))).toBe(3);
  });

  it('goes by what the owner says', () => {
    expect(silenceMs(dayMs, rateOf(0, 30))).toBe(dayMs);
    expect(silenceMs('off', rateOf(0, 30))).toBe(Infinity);
  });

  it('stays within its bounds, whatever the alerts; the last alert never goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4e12 }), { minLength: 1 }), (times) => {
        const rate = times.reduce<AlertRate | undefined>(rateAfter, undefined);
        const limitMs = silenceMs(undefined, rate);
        expect(limitMs).toBeGreaterThanOrEqual(silenceLimits.msMin);
        expect(limitMs).toBeLessThanOrEqual(silenceLimits.msMax);
        expect(rate?.lastAtMs).toBe(Math.max(...times));
      }),
    );
  });
});
