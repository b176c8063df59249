import { describe, expect, it } from 'vitest';
import { simulateWeek } from './week.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

describe('a week of one outlet that is polled every ten minutes', async () => {
  const week = await simulateWeek({
    days: 7,
    everyMs: 10 * minuteMs,
    articleCount: 100,
    canaryMs: 2 * hourMs,
    restartsAtMs: [dayMs, 2 * dayMs, 3.5 * dayMs, 5 * dayMs],
  });
  const minutes = (ms: number) => (ms / minuteMs).toFixed(1);
  console.log(
    [
      `${week.toldIds.length} of ${week.publishedCount} told, p50 ${minutes(week.p50Ms)} min, p95 ${minutes(week.p95Ms)} min`,
      `canary: ${week.canary?.arrivedCount} told, ${week.canary?.missingCount} missing, p50 ${minutes(week.canary?.p50Ms ?? NaN)} min, p95 ${minutes(week.canary?.p95Ms ?? NaN)} min`,
    ].join('\n'),
  );

  it('alerts nothing of the first look', () => {
    expect(week.firstSyncAlertCount).toBe(0);
  });

  it('alerts every article that came later once, over redeploys in the middle of the work', () => {
    expect(week.restartCount).toBe(4);
    expect(week.toldIds).toHaveLength(week.publishedCount);
    expect(new Set(week.toldIds).size).toBe(week.publishedCount);
  });

  it('takes at most a quarter of an hour from publishing to alert for 95 of 100', () => {
    expect(week.p95Ms).toBeLessThanOrEqual(15 * minuteMs);
  });

  it('has a canary that says the same', () => {
    expect(week.canary?.arrivedCount).toBeGreaterThan(75);
    expect(week.canary?.missingCount).toBe(0);
    expect(week.canary?.p95Ms).toBeLessThanOrEqual(15 * minuteMs);
    expect(Math.abs((week.canary?.p50Ms ?? 0) - week.p50Ms)).toBeLessThan(3 * minuteMs);
  });
});
