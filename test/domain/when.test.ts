import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntilMs } from '../../shared/domain/quiet.ts';
import { nextSlotMs } from '../../shared/domain/slots.ts';
import type { Schedule } from '../../shared/domain/topic.ts';
import { firstShownMs, wallMs } from '../../shared/domain/wall-clock.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A day on which the clocks of the zone change, or none do; what the change is stands beside it. */
const days: readonly [timeZone: string, day: string, change: string][] = [
  ['Europe/Berlin', '2026-03-29', '02:00 -> 03:00'],
  ['Europe/Berlin', '2026-10-25', '03:00 -> 02:00'],
  ['America/New_York', '2026-03-08', '02:00 -> 03:00'],
  ['America/New_York', '2026-11-01', '02:00 -> 01:00'],
  ['Asia/Baghdad', '2026-03-29', 'none'],
  ['Africa/Cairo', '2026-04-24', '00:00 -> 01:00'],
  ['Africa/Cairo', '2026-10-30', '24:00 -> 23:00 of the day before'],
  ['Asia/Tehran', '2021-03-22', '00:00 -> 01:00'],
  ['Asia/Tehran', '2021-09-22', '24:00 -> 23:00 of the day before'],
  ['Asia/Tehran', '2026-03-22', 'none any more'],
  ['Pacific/Apia', '2011-12-30', 'no such day'],
  ['Pacific/Apia', '2021-04-04', '04:00 -> 03:00'],
  ['Australia/Lord_Howe', '2026-10-04', '02:00 -> 02:30'],
  ['Australia/Lord_Howe', '2026-04-05', '02:00 -> 01:30'],
  ['Asia/Beirut', '2026-03-29', '00:00 -> 01:00'],
  ['Asia/Kathmandu', '2026-03-29', 'none, and a quarter of an hour off'],
];

const parts = new Map<string, Intl.DateTimeFormat>();
/** Date and minute of the day, by other words of the runtime than the rules use. */
function shown(atMs: number, timeZone: string): { date: string; weekday: string; minute: number } {
  const format =
    parts.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }); // prettier-ignore
  parts.set(timeZone, format);
  const found = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const at = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? '';
  return {
    date: `${at('year')}-${at('month')}-${at('day')}`,
    weekday: at('weekday').slice(0, 3).toLowerCase(),
    minute: Number(at('hour')) * 60 + Number(at('minute')),
  };
}

/** The slots of a span, found by looking at each of its minutes. */
function slotsByMinutes(schedule: Schedule, timeZone: string, fromMs: number, toMs: number): number[] {
  const slots: number[] = [];
  const over = new Set<string>();
  let earlier: { date: string; weekday: string; minute: number } | undefined;
  for (let atMs = fromMs - 2 * dayMs; atMs <= toMs; atMs += minuteMs) {
    const now = shown(atMs, timeZone);
    if (schedule.kind !== 'hourly') {
      const isWanted = (weekday: string) =>
        schedule.kind === 'daily' || weekday === ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][schedule.weekday];
      // A date that ended before its time came: its slot is its end.
      if (earlier !== undefined && earlier.date < now.date && !over.has(earlier.date) && isWanted(earlier.weekday)) {
        over.add(earlier.date);
        slots.push(atMs);
      }
      if (!over.has(now.date) && now.minute >= schedule.minute && isWanted(now.weekday)) {
        over.add(now.date);
        slots.push(atMs);
      }
    }
    earlier = now;
  }
  return slots.filter((slot) => slot > fromMs);
} // prettier-ignore

function slotsOf(schedule: Schedule, timeZone: string, fromMs: number, toMs: number): number[] {
  const slots: number[] = [];
  for (let slot = nextSlotMs(schedule, fromMs, timeZone); slot <= toMs;) {
    slots.push(slot);
    slot = nextSlotMs(schedule, slot, timeZone);
  }
  return slots;
}

const minutes = fc.integer({ min: 0, max: 1_439 });
const nearChanges = (hour: number) => fc.oneof(minutes, fc.integer({ min: hour * 60 - 60, max: hour * 60 + 119 }).map((minute) => (minute + 1_440) % 1_440)); // prettier-ignore

describe.each(days)('%s around %s (%s)', (timeZone, day) => {
  const fromMs = Date.parse(`${day}T00:00:00Z`) - 2 * dayMs;
  const toMs = fromMs + 5 * dayMs;

  it('has one daily slot a date, as the clocks show them minute by minute', () => {
    fc.assert(
      fc.property(fc.oneof(nearChanges(0), nearChanges(2)), (minute) => {
        const schedule: Schedule = { kind: 'daily', minute, timeZone };
        expect(slotsOf(schedule, 'UTC', fromMs, toMs)).toEqual(slotsByMinutes(schedule, timeZone, fromMs, toMs));
      }),
      { numRuns: 8 },
    );
  }); // prettier-ignore

  it('has one weekly slot on the day of the change', () => {
    fc.assert(
      fc.property(nearChanges(2), fc.integer({ min: 0, max: 6 }), (minute, weekday) => {
        const schedule: Schedule = { kind: 'weekly', weekday, minute };
        const untilMs = fromMs + 9 * dayMs;
        expect(slotsOf(schedule, timeZone, fromMs, untilMs)).toEqual(slotsByMinutes(schedule, timeZone, fromMs, untilMs));
      }),
      { numRuns: 3 },
    );
  }); // prettier-ignore

  it('has an hourly slot within the hour, the same for everybody who asks between two', () => {
    fc.assert(
      fc.property(fc.integer({ min: fromMs, max: toMs }), (nowMs) => {
        const slot = nextSlotMs({ kind: 'hourly' }, nowMs, timeZone);
        expect(slot).toBeGreaterThan(nowMs);
        expect(slot - nowMs).toBeLessThanOrEqual(hourMs);
        expect(nextSlotMs({ kind: 'hourly' }, slot - 1, timeZone)).toBe(slot);
        const offsetMs = (atMs: number) => wallMs(atMs, timeZone) - atMs;
        if (offsetMs(nowMs) === offsetMs(slot)) expect(wallMs(slot, timeZone) % hourMs).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('ends quiet hours at the first minute that the clocks show outside of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: fromMs, max: toMs }), nearChanges(0), nearChanges(2), (nowMs, from, to) => {
        fc.pre(from !== to);
        const quiet = { fromMinute: from, toMinute: to, timeZone };
        const isQuiet = (atMs: number) => {
          const { minute } = shown(atMs, timeZone);
          return from < to ? minute >= from && minute < to : minute >= from || minute < to;
        };
        const endMs = quietUntilMs(quiet, nowMs);
        expect(isQuiet(endMs)).toBe(false);
        if (endMs === nowMs) return;
        expect(endMs % minuteMs).toBe(0);
        for (let atMs = nowMs; atMs < endMs; atMs += minuteMs) expect(isQuiet(atMs)).toBe(true);
        expect(isQuiet(endMs - minuteMs)).toBe(true);
      }),
      { numRuns: 15 },
    );
  }); // prettier-ignore
});

it('goes on with quiet hours where the only minute between them lies in a gap', () => {
  const quiet = { fromMinute: 1, toMinute: 0, timeZone: 'Asia/Tehran' };
  const endMs = quietUntilMs(quiet, Date.parse('2021-03-20T20:31:00Z'));
  expect(new Date(endMs).toISOString()).toBe('2021-03-22T19:30:00.000Z');
});

describe('slots on the days that clocks change', () => {
  const daily = (hour: number, minute: number) => ({ kind: 'daily', minute: hour * 60 + minute }) as const;
  const at = (schedule: Schedule, from: string, timeZone: string) =>
    new Date(nextSlotMs(schedule, Date.parse(from), timeZone)).toISOString();

  it('takes the end of the gap for a time that does not exist', () => {
    expect(at(daily(2, 30), '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(at(daily(0, 30), '2026-04-23T12:00:00Z', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z');
  });

  it('takes the first of two, and not the second', () => {
    expect(at(daily(2, 30), '2026-10-24T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(at(daily(2, 30), '2026-10-25T00:30:00Z', 'Europe/Berlin')).toBe('2026-10-26T01:30:00.000Z');
  });

  it('leaves out a date that a zone left out', () => {
    expect(at(daily(8, 0), '2011-12-29T18:00:00Z', 'Pacific/Apia')).toBe('2011-12-30T18:00:00.000Z');
    // 29 December 08:00 is 18:00 UTC; the next morning there is that of the 31st.
    expect(at({ kind: 'weekly', weekday: 5, minute: 480 }, '2011-12-29T12:00:00Z', 'Pacific/Apia')).toBe('2012-01-05T18:00:00.000Z'); // prettier-ignore
  });

  it('keeps to the time of day over the year', () => {
    for (const month of ['01', '04', '07', '11'])
      expect(shown(nextSlotMs(daily(8, 0), Date.parse(`2026-${month}-10T00:00:00Z`), 'America/New_York'), 'America/New_York').minute).toBe(480); // prettier-ignore
  });

  it('finds what clocks show, in any zone and year', () => {
    const zones = fc.constantFrom(
      ...days.map(([zone]) => zone),
      'UTC',
      'Pacific/Kiritimati',
      'America/St_Johns',
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2030, 0) }), (zone, someMs) => {
        const atMs = Math.floor(someMs / minuteMs) * minuteMs;
        const foundMs = firstShownMs(wallMs(atMs, zone), zone);
        expect(wallMs(foundMs, zone)).toBe(wallMs(atMs, zone));
        expect(foundMs).toBeLessThanOrEqual(atMs);
      }),
      { numRuns: 300 },
    );
  });
});
