import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quietUntilMs } from '../../shared/domain/quiet.ts';
import type { AlertPolicy } from '../../shared/domain/topic.ts';
import { hourMs, ledgerOf, openDesk, titlesOf, topic, wordsOf } from './desk-of.ts';
import { minuteMs } from './outlet.ts';
import { topicOf } from './test-world.ts';

/** Two days around a change of clocks, or without one. */
const spans = [
  { timeZone: 'Europe/Berlin', startMs: Date.UTC(2026, 2, 28, 12) },
  { timeZone: 'America/New_York', startMs: Date.UTC(2026, 9, 31, 12) },
  { timeZone: 'Africa/Cairo', startMs: Date.UTC(2026, 3, 23, 6) },
  { timeZone: 'Asia/Baghdad', startMs: Date.UTC(2026, 2, 28, 12) },
] as const;

const minute = fc.integer({ min: 0, max: 1_439 });
const policyIn = (timeZone: string): fc.Arbitrary<Partial<AlertPolicy>> =>
  fc.record(
    {
      digest: fc.oneof(
        fc.constant({ kind: 'hourly', timeZone } as const),
        minute.map((at) => ({ kind: 'daily', minute: at, timeZone }) as const),
      ),
      quiet: fc
        .tuple(minute, fc.integer({ min: 1, max: 720 }))
        .map(([from, length]) => ({ fromMinute: from, toMinute: (from + length) % 1_440, timeZone })),
      perHourMax: fc.integer({ min: 1, max: 3 }),
      breaking: fc.constantFrom({ score: 1 }, { score: 100 }),
    },
    { requiredKeys: [] },
  );

const cases = fc.constantFrom(...spans).chain((span) =>
  fc.record({
    span: fc.constant(span),
    policy: policyIn(span.timeZone),
    /** Half-hours of the two days in which so many alerts come. */
    arrivals: fc.array(fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 6 }),
  }),
); // prettier-ignore

it('tells everything once, keeps to quiet hours and to the cap, whatever the policy and the clocks', async () => {
  const check = async ({ span, policy, arrivals }: typeof cases extends fc.Arbitrary<infer T> ? T : never) => {
    const alert = { channels: ['console'], backfill: false, ...policy };
    const times: number[] = [];
    const desk = await openDesk(
      { topics: [topicOf(topic, { any: ['معتقل'], alert })], timeZone: span.timeZone },
      { startMs: span.startMs, onPrint: ({ notice }) => notice === undefined && times.push(desk.world.nowMs()) },
    );
    const due = new Map<number, number>();
    for (const [slot, count] of arrivals) due.set(slot, (due.get(slot) ?? 0) + count);
    const wanted: string[] = [];
    for (let halfHour = 0; halfHour < 4 * 48; halfHour += 1) {
      const sentences = Array.from({ length: due.get(halfHour) ?? 0 }, (_, nth) => `معتقل ${wordsOf(100 * halfHour + nth + 7, 5)}`);
      wanted.push(...sentences);
      if (sentences.length > 0) await desk.publish(...sentences);
      await desk.wait(sentences.length > 0 ? 19 * minuteMs : 30 * minuteMs, 30 * minuteMs);
    }
    const told = titlesOf(desk.printed).sort();
    expect(told).toEqual([...wanted].sort());
    expect((await ledgerOf(desk.world)).every(({ state }) => state === 'sent' || state === 'folded')).toBe(true);
    const isAwake = policy.breaking?.score === 1;
    if (policy.quiet !== undefined && !isAwake)
      for (const atMs of times) expect(quietUntilMs(policy.quiet, atMs)).toBe(atMs);
    const { perHourMax } = policy;
    if (perHourMax !== undefined && (policy.digest === undefined || isAwake))
      for (const [nth, atMs] of times.entries()) {
        const inHour = times.slice(nth).filter((other) => other < atMs + hourMs);
        expect(inHour.length).toBeLessThanOrEqual(perHourMax);
      }
    const slots = desk.printed.flatMap(({ digest }) => (digest?.why === 'schedule' ? digest.slotMs : []));
    expect(new Set(slots).size).toBe(slots.length);
  };
  await fc.assert(fc.asyncProperty(cases, check), { numRuns: 8, endOnFailure: true });
}, 120_000); // prettier-ignore
