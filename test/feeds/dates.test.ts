import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../shared/domain/dates.ts';

const iso = (source: string) => {
  const atMs = parseDate(source);
  return atMs === undefined ? undefined : new Date(atMs).toISOString().replace('.000Z', 'Z');
};

describe('parseDate', () => {
  it.each([
    ['Fri, 13 Feb 2026 14:05:00 GMT', '2026-02-13T14:05:00Z'],
    ['Fri, 13 Feb 2026 14:05:00 +0300', '2026-02-13T11:05:00Z'],
    ['13 Feb 26 14:05 EST', '2026-02-13T19:05:00Z'],
    ['Friday, 13 February 2026 2:05 PM', '2026-02-13T14:05:00Z'],
    ['Fri Feb 13 14:05:00 2026', '2026-02-13T14:05:00Z'],
    ['Febuary 13, 2026', '2026-02-13T00:00:00Z'],
    ['2026-02-13', '2026-02-13T00:00:00Z'],
    ['2026-02', '2026-02-01T00:00:00Z'],
    ['20260213', '2026-02-13T00:00:00Z'],
    ['2026-044', '2026-02-13T00:00:00Z'],
    ['2026-02-13T14:05:09.123456+03:00', '2026-02-13T11:05:09Z'],
    ['2026-02-13 14:05', '2026-02-13T14:05:00Z'],
    ['2026-02-13T14Z', '2026-02-13T14:00:00Z'],
    ['13/02/2026 14:05', '2026-02-13T14:05:00Z'],
    ['02/13/2026', '2026-02-13T00:00:00Z'],
    ['2026/2/13', '2026-02-13T00:00:00Z'],
    ['13.02.2026', '2026-02-13T00:00:00Z'],
    ['الجمعة ١٣ شباط ٢٠٢٦ - ١٤:٠٥', '2026-02-13T14:05:00Z'],
    ['الجمعة، 13 فبراير 2026', '2026-02-13T00:00:00Z'],
    ['13 شباط/فبراير 2026', '2026-02-13T00:00:00Z'],
    ['13 كانون الثاني 2026', '2026-01-13T00:00:00Z'],
    ['13 تشرين الأول 2026', '2026-10-13T00:00:00Z'],
    ['13 تشرين الثاني 2026 02:05 م', '2026-11-13T14:05:00Z'],
    ['نشر في 13 أغسطس 2026 الساعة 09:30 ص', '2026-08-13T09:30:00Z'],
    ['13 غشت 2026', '2026-08-13T00:00:00Z'],
    ['۱۳ فبراير ۲۰۲۶', '2026-02-13T00:00:00Z'],
    ['13 février 2026 à 14:05', '2026-02-13T14:05:00Z'],
    ['1er août 2026', '2026-08-01T00:00:00Z'],
    ['13 Şubat 2026 14:05', '2026-02-13T14:05:00Z'],
    ['۱۳ فوریهٔ ۲۰۲۶ ساعت ۱۴:۰۵', '2026-02-13T14:05:00Z'],
    ['۱۳ دسامبر ۲۰۲۶', '2026-12-13T00:00:00Z'],
  ])('%s', (source, expected) => {
    expect(iso(source)).toBe(expected);
  });

  it.each([
    '',
    'today',
    '31 Feb 2026',
    '2026-13-40',
    '45/45/2026',
    '13 Foo 2026',
    '0001-01-01',
    'شباط',
    '99:99',
  ])('is no date: %s', (source) => {
    expect(parseDate(source)).toBeUndefined();
  });

  it('finds again what JavaScript printed', () => {
    const times = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1_000);
    fc.assert(
      fc.property(times, (timeMs) => {
        expect(parseDate(new Date(timeMs).toISOString())).toBe(timeMs);
        expect(parseDate(new Date(timeMs).toUTCString())).toBe(timeMs);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (source) => {
        const atMs = parseDate(source);
        expect(atMs === undefined || Number.isFinite(atMs)).toBe(true);
      }),
    );
  });
});
