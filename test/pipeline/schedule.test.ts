import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshForMs } from '../../shared/domain/freshness.ts';
import { moveAfter, movedTo, type Move } from '../../shared/domain/moves.ts';
import { adaptedIntervalMs, nextPollAtMs, scheduleLimits } from '../../shared/pipeline/schedule.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A Friday. */
const nowMs = Date.UTC(2026, 1, 13, 8, 20);
const at = (text: string) => Date.parse(`2026-02-${text}:00Z`);

describe('freshForMs', () => {
  it.each<[Record<string, string>, number]>([
    [{}, 0],
    [{ 'cache-control': 'max-age=600' }, 600_000],
    [{ 'cache-control': 'public, Max-Age="90"' }, 90_000],
    [{ 'cache-control': 's-maxage=600' }, 0],
    [{ 'cache-control': 'max-age=600, no-cache' }, 0],
    [{ 'cache-control': 'no-store', expires: 'Fri, 13 Feb 2026 09:20:00 GMT' }, 0],
    [{ 'cache-control': 'max-age=600', age: '120' }, 480_000],
    [{ 'cache-control': 'max-age=60', age: '120' }, 0],
    [{ expires: 'Fri, 13 Feb 2026 08:50:00 GMT' }, 30 * minuteMs],
    // The server's clock is an hour slow.
    [{ expires: 'Fri, 13 Feb 2026 07:50:00 GMT', date: 'Fri, 13 Feb 2026 07:20:00 GMT' }, 30 * minuteMs],
    [{ expires: '0' }, 0],
    [{ expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    [{ 'cache-control': 'max-age=0', expires: 'Fri, 13 Feb 2026 08:50:00 GMT' }, 0],
  ])('%j is %i ms', (headers, ms) => {
    expect(freshForMs(headers, nowMs)).toBe(ms);
  });
});

describe('nextPollAtMs', () => {
  const next = (intervalMs: number, freshFor = 0, pace = {}) =>
    nextPollAtMs(nowMs, intervalMs, { freshForMs: freshFor, pace });

  it('is the longest of the own interval, ttl and cache time', () => {
    expect(next(10 * minuteMs)).toBe(at('13T08:30'));
    expect(next(10 * minuteMs, 25 * minuteMs)).toBe(at('13T08:45'));
    expect(next(10 * minuteMs, 25 * minuteMs, { minIntervalMs: hourMs })).toBe(at('13T09:20'));
    expect(next(2 * hourMs, 25 * minuteMs, { minIntervalMs: hourMs })).toBe(at('13T10:20'));
  });

  it('believes nobody who asks for more than a day, and the owner in anything', () => {
    expect(next(10 * minuteMs, 365 * 24 * hourMs)).toBe(nowMs + scheduleLimits.askedMsMax);
    expect(next(7 * 24 * hourMs)).toBe(nowMs + 7 * 24 * hourMs);
  });

  it.each<[object, string]>([
    [{ skipHours: [9, 10] }, '13T08:30'],
    [{ skipHours: [8] }, '13T09:00'],
    [{ skipHours: [8, 9, 10] }, '13T11:00'],
    [{ skipDays: [5] }, '14T00:00'],
    [{ skipDays: [5, 6], skipHours: [0, 1] }, '15T02:00'],
  ])('%j: %s', (pace, wanted) => {
    expect(next(10 * minuteMs, 0, pace)).toBe(at(wanted));
  });

  it('never comes too early, never in a skipped hour, and always comes', () => {
    const numbers = (most: number) =>
      fc.uniqueArray(fc.integer({ min: 0, max: most }), { maxLength: most - 1 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 * 24 * hourMs }), fc.nat(2 * 24 * hourMs), numbers(23), numbers(6), (intervalMs, freshFor, skipHours, skipDays) => {
        const dueAtMs = next(intervalMs, freshFor, { skipHours, skipDays });
        const due = new Date(dueAtMs);
        expect(dueAtMs).toBeGreaterThanOrEqual(nowMs + Math.max(intervalMs, Math.min(freshFor, scheduleLimits.askedMsMax)));
        expect(skipHours).not.toContain(due.getUTCHours());
        expect(skipDays).not.toContain(due.getUTCDay());
        expect(dueAtMs - nowMs).toBeLessThan(16 * 24 * hourMs);
      }),
    ); // prettier-ignore
  });
});

describe('adaptedIntervalMs', () => {
  const after = (counts: readonly number[], entryCount = 20) =>
    counts.reduce<number | undefined>((ms, fresh) => adaptedIntervalMs(ms, fresh, entryCount), undefined);

  it('grows to an hour while nothing is fresh, and stays at one fresh entry a poll', () => {
    expect(after(Array.from({ length: 30 }, () => 0))).toBe(scheduleLimits.adaptedMsMax);
    expect(after(Array.from({ length: 30 }, () => 1))).toBe(scheduleLimits.startMs);
  });

  it('shrinks to five minutes while much is fresh, at once where entries may be missed', () => {
    expect(after(Array.from({ length: 30 }, () => 4))).toBe(scheduleLimits.adaptedMsMin);
    expect(after([15])).toBe(scheduleLimits.startMs / 2);
  });
});

describe('moves', () => {
  const to = (status: number, url = 'https://b.example/') => ({ status, to: url });

  it.each([
    [[], undefined],
    [[to(301)], 'https://b.example/'],
    [[to(308)], 'https://b.example/'],
    [[to(302)], undefined],
    [[to(307)], undefined],
    [[to(301), to(301, 'https://c.example/')], 'https://c.example/'],
    [[to(301), to(302, 'https://c.example/')], 'https://b.example/'],
    [[to(302), to(301, 'https://c.example/')], undefined],
  ])('%j leads to %s', (redirects, wanted) => {
    expect(movedTo(redirects)).toBe(wanted);
  });

  it('counts equal answers, and begins again where one differs', () => {
    const counts = [[to(301)], [to(301)], [to(302)], [to(301)], [to(308)], [to(301, 'https://c.example/')], [to(301)]]
      .reduce<(Move | undefined)[]>((moves, redirects) => [...moves, moveAfter(moves.at(-1), redirects)], [])
      .map((move) => move?.count); // prettier-ignore
    expect(counts).toEqual([1, 2, undefined, 1, 2, 1, 1]);
  });
});
