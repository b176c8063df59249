import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../shared/domain/dates.ts';

const months = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' ');
const calendar = new Intl.DateTimeFormat('en-US-u-ca-persian', {
  timeZone: 'UTC', day: 'numeric', month: 'numeric', year: 'numeric',
}); // prettier-ignore
const digits = (text: string) => text.replace(/\d/gu, (digit) => String.fromCharCode(0x6f0 + Number(digit)));

describe('parseDate: the Iranian calendar', () => {
  it('agrees with the calendar of the runtime, day by day', () => {
    const day = fc.integer({ min: 0, max: 33_000 }).map((count) => Date.UTC(1970, 0, 1) + count * 86_400_000);
    fc.assert(
      fc.property(day, (atMs) => {
        const parts = new Map(calendar.formatToParts(atMs).map(({ type, value }) => [type, value]));
        const month = months[Number(parts.get('month')) - 1] ?? '';
        expect(parseDate(digits(`${parts.get('day')} ${month} ${parts.get('year')}`))).toBe(atMs);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['جمعه ۲۶ دی ۱۴۰۴', '2026-01-16'],
    ['۱۹ بهمن ۱۴۰۴ - ۱۱:۲۰', '2026-02-08'],
    ['30 فروردين 1404', '2025-04-19'],
    ['17 شعبان 1447 هـ الموافق 5 فبراير 2026 م', '2026-02-05'],
    ['5 فبراير 2026 الموافق 17 شعبان 1447', '2026-02-05'],
    ['5 كانون الثاني/يناير 2026', '2026-01-05'],
  ])('%s', (text, day) => {
    expect(new Date(parseDate(text) ?? 0).toISOString().slice(0, 10)).toBe(day);
  });

  it.each(['31 مهر 1404', '0 دی 1404', '12 دی 1204', '12 دی'])('no day: %s', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });
});
