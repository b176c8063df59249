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
    ['Fri,13 Feb 2026 2:5:00 GMT', '2026-02-13T02:05:00Z'],
    ['13-Feb-2026 14:05', '2026-02-13T14:05:00Z'],
    ['Fri, 13 Feb 2026 14:05:00 GMT+0300', '2026-02-13T11:05:00Z'],
    ['2026-02-13 14:05:00 UTC+3', '2026-02-13T11:05:00Z'],
    ['Fri Feb 13 14:05:00 PST 2026', '2026-02-13T22:05:00Z'],
    ['Fri, 13 Feb 126 14:05:00 GMT', '2026-02-13T14:05:00Z'],
    ['Fri, 13 Feb 2026 25:05:00 GMT', '2026-02-13T00:00:00Z'],
    ['2026-2-3T4:5:6Z', '2026-02-03T04:05:06Z'],
    ['Fri, 2026-02-13 14:05', '2026-02-13T14:05:00Z'],
    ['1770991500', '2026-02-13T14:05:00Z'],
    ['1770991500000', '2026-02-13T14:05:00Z'],
    ['13/2/26', '2026-02-13T00:00:00Z'],
    ['2026年2月13日 14:05', '2026-02-13T14:05:00Z'],
    ['الجمعة ١٣ شباط ٢٠٢٦ الساعة ٢:٠٥ مساءً', '2026-02-13T14:05:00Z'],
    ['١٣\u200F/٢\u200F/٢٠٢٦ ٢:٠٥ م', '2026-02-13T14:05:00Z'],
    ['13 كانون ثاني 2026', '2026-01-13T00:00:00Z'],
    ['13 ديسمبر/كانون الأول 2025 14:05', '2025-12-13T14:05:00Z'],
    ['٥ أيّار ٢٠٢٦م', '2026-05-05T00:00:00Z'],
    ['۲۰۲۶/۰۲/۱۳ ۱۴:۰۵', '2026-02-13T14:05:00Z'],
    ['14-02-2026 - 10:30 AM', '2026-02-14T10:30:00Z'],
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

  const monthSets = {
    Levantine: 'كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول',
    Egyptian: 'يناير,فبراير,مارس,أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر',
    Moroccan: 'يناير,فبراير,مارس,أبريل,ماي,يونيو,يوليوز,غشت,شتنبر,أكتوبر,نونبر,دجنبر',
    Algerian: 'جانفي,فيفري,مارس,أفريل,ماي,جوان,جويلية,أوت,سبتمبر,أكتوبر,نوفمبر,ديسمبر',
    Persian: 'ژانویه,فوریه,مارس,آوریل,مه,ژوئن,ژوئیه,اوت,سپتامبر,اکتبر,نوامبر,دسامبر',
    Turkish: 'Ocak,Şubat,Mart,Nisan,Mayıs,Haziran,Temmuz,Ağustos,Eylül,Ekim,Kasım,Aralık',
  };
  const digits = ['0123456789', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹'];

  it.each(Object.entries(monthSets))('knows the day in any digits and any order: %s', (_, names) => {
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom(...digits), fc.boolean(), (day, set, isMonthFirst) => {
        const month = names.split(',')[day.getUTCMonth()] ?? '';
        const front = isMonthFirst ? `${month} ${day.getUTCDate()}` : `${day.getUTCDate()} ${month}`;
        const written = `${front}، ${day.getUTCFullYear()}`.replace(/\d/gu, (digit) => set[Number(digit)] ?? '');
        expect(iso(written)?.slice(0, 10), written).toBe(day.toISOString().slice(0, 10));
      }),
    );
  }); // prettier-ignore

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (source) => {
        const atMs = parseDate(source);
        expect(atMs === undefined || Number.isFinite(atMs)).toBe(true);
      }),
    );
  });
});
