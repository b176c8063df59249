/** The Iranian calendar, as Persian pages write it. */

export interface Day {
  readonly year: number;
  /** 0 is January. */
  readonly month: number;
  readonly day: number;
}

const months = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' ');
const yearMin = 1_300;
const yearMax = 1_499;
const dayMs = 86_400_000;
/** The first day of 1400. */
const startMs = Date.UTC(2021, 2, 21);

/** A day of the common calendar for the month that stands among the words; undefined: there is none, or no such day. */
export function jalaliDay(words: readonly string[], year: number, day: number): Day | undefined {
  const month = words.map((word) => months.indexOf(persian(word))).find((index) => index !== -1);
  if (month === undefined || year < yearMin || year > yearMax) return undefined;
  if (day < 1 || day > (month < 6 ? 31 : 30)) return undefined;
  const days = (month < 6 ? month * 31 : month * 30 + 6) + day - 1;
  const date = new Date(newYearMs(year) + days * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

/** By the cycle of 33 years with 8 leap years that the calendar has kept since 1244 and keeps until 1502. */
const newYearMs = (year: number) =>
  startMs + ((year - 1_400) * 365 + leapDays(year) - leapDays(1_400)) * dayMs;
const leapDays = (year: number) => Math.floor((8 * year + 21) / 33);

/** Arabic keyboards write two of its letters differently. */
const persian = (word: string) => word.replaceAll('ي', 'ی').replaceAll('ك', 'ک');
