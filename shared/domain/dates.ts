import { jalaliDay, type Day } from './jalali.ts';

/** Dates as the web writes them -> milliseconds since 1970. No zone means UTC. */

const monthNames: readonly string[] = [
  // English, French, Spanish, German, Turkish; Arabic: Levantine and Egyptian, Maghrebi; Persian.
  'jan january janvier janv enero januar jänner ocak كانون_الثاني يناير جانفي ژانویه',
  'feb february février fevrier févr febrero februar şubat شباط فبراير فيفري فوریه',
  'mar march mars marzo märz mart آذار اذار مارس',
  'apr april avril avr abril nisan نيسان أبريل ابريل إبريل أفريل افريل آوریل',
  'may mai mayo mayıs أيار ايار آيار مايو ماي مه',
  'jun june juin junio juni haziran حزيران يونيو يونيه جوان ژوئن',
  'jul july juillet juil julio juli temmuz تموز يوليو يوليوز يوليه جويلية ژوئیه',
  'aug august août aout agosto ağustos آب اب أغسطس اغسطس غشت أوت اوت',
  'sep sept september septembre septiembre eylül أيلول ايلول سبتمبر شتنبر سپتامبر',
  'oct okt october octobre octubre oktober ekim تشرين_الأول تشرين_الاول أكتوبر اكتوبر اکتبر',
  'nov november novembre noviembre kasım تشرين_الثاني نوفمبر نونبر نوامبر',
  'dec dez december décembre decembre diciembre dezember aralık كانون_الأول كانون_الاول ديسمبر دجنبر دسامبر',
];
const months = new Map(
  monthNames.flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index])),
);

const zoneHours: ReadonlyMap<string, number> = new Map(Object.entries({
  z: 0, ut: 0, utc: 0, gmt: 0, wet: 0, bst: 1, cet: 1, west: 1, cest: 2, eet: 2, eest: 3, msk: 3, ist: 5.5, jst: 9,
  kst: 9, est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, ast: -4, adt: -3,
})); // prettier-ignore

const charsMax = 120;
const yearMin = 1970;
const yearMax = 2100;

/**
 * RFC 822 with its usual errors, ISO 8601 and W3CDTF, asctime, seconds since 1970, and day, month and year in any
 * order, in digits or in words: English, French, Spanish, German, Turkish, Persian, and Arabic with any set of month
 * names; any digits. A clock that cannot be leaves the day. Undefined: no date in it, or an impossible one.
 */
export function parseDate(source: string): number | undefined {
  const text = plain(source.slice(0, charsMax));
  return countedDate(text) ?? isoDate(text) ?? looseDate(text);
}

function plain(text: string): string {
  const lower = text.trim().toLowerCase();
  return /[^ -~]/u.test(lower) ? folded(lower) : lower;
}

function folded(text: string): string {
  return (
    text
      .replace(/[\u0660-\u0669]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
      .replace(/[\u06F0-\u06F9]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
      // Vowel marks, tatweel and direction marks, and the Persian ezafe on a month.
      .replace(/\u06C0/gu, 'ه')
      .replace(/\u0640|\p{Mn}|[\u200B-\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
      .trim()
      .replace(/(تشرين|كانون)\s+(?:ال)?([أا]ول|ثاني)/gu, '$1_ال$2')
      .replace(/(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?/gu, '$1-$2-$3')
  );
}

/** Seconds or milliseconds since 1970, of this century. */
function countedDate(text: string): number | undefined {
  if (!/^\d{10}(?:\d{3})?$/u.test(text)) return undefined;
  return text.length === 10 ? Number(text) * 1_000 : Number(text);
}

const isoPattern =
  /^(\d{4})(?:-?(\d{2})-?(\d{2})|-(\d{1,2})(?:-(\d{1,2}))?|-?(\d{3}))?(?:(?:[t\s]+)(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?(?:[.,]\d+)?\s*([a-z]{1,4}|[+-]\d{1,2}:?\d{0,2})?)?$/u;

function isoDate(text: string): number | undefined {
  const found = isoPattern.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, shortMonth, shortDay, ordinal, hour, minute, second, zone] = found;
  const time = timeOf(hour, minute, second, zone);
  if (ordinal !== undefined) {
    const count = Number(ordinal);
    return count >= 1 && count <= 366 ? utc(Number(year), 0, 1, time, count - 1) : undefined;
  }
  return utc(Number(year), Number(month ?? shortMonth ?? 1) - 1, Number(day ?? shortDay ?? 1), time);
}

/** Hours and minutes, a half of the day, a zone by name or by offset. */
const clockPattern =
  /(?<![\d:])(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:[.,:]\d+)?\s*(?:(am|pm|a\.m\.|p\.m\.|صباحا|مساء|ص|م)(?!\p{L}))?\s*\(?(?:(?:gmt|utc)?\s?([+-]\d{1,2}:?\d{0,2})(?!\d)|([a-z]{1,4})(?![a-z\d]))?/u;

/** A day in any form, with a clock before or after it or none. */
function looseDate(text: string): number | undefined {
  const clock = clockPattern.exec(text);
  const rest = clock === null ? text : `${text.slice(0, clock.index)} ${text.slice(clock.index + clock[0].length)}`;
  const day = dayInWords(rest) ?? dayInNumbers(rest);
  if (day === undefined) return undefined;
  const [, hour, minute, second, half, offset, zone] = clock ?? [];
  return utc(day.year, day.month, day.day, timeOf(halfDay(hour, half), minute, second, offset ?? zone) ?? 0);
} // prettier-ignore

/** A month in words, with day and year around it in any order: the nearest, since a second calendar may stand beside. */
function dayInWords(text: string): Day | undefined {
  const words = text.replace(/\s[+-]\d{4}\b/gu, ' ').split(/[^\p{L}\p{M}\d_]+/u);
  const at = words.findIndex((word) => monthOf(word) !== undefined);
  const month = monthOf(words[at] ?? '');
  const numbers = words
    .map((word, index) => ({
      one: /^(\d{1,4})(?:st|nd|rd|th|er|م)?$/u.exec(word)?.[1],
      far: Math.abs(index - at),
    }))
    .toSorted((a, b) => a.far - b.far)
    .map(({ one }) => one)
    .filter((one) => one !== undefined);
  const others = numbers.filter((one) => one.length <= 2);
  const year = numbers.find((one) => one.length > 2) ?? others[1];
  const [day] = others;
  if (day === undefined || year === undefined) return undefined;
  if (month !== undefined) return { year: fullYear(year), month, day: Number(day) };
  return jalaliDay(words, Number(year), Number(day));
}

/** 0 to 11 for the name of a month, in any language that we know. */
export function monthOf(word: string): number | undefined {
  const known = months.get(word) ?? (word.startsWith('و') ? months.get(word.slice(1)) : undefined);
  // "Febuary", "Janaury": the first letters are right even in misspelt English.
  return known ?? (/^[a-z]{4,10}$/u.test(word) ? months.get(word.slice(0, 3)) : undefined);
}

/** 2026-2-13, 13/02/2026, 13.2.26: the day first, unless it cannot be one. */
function dayInNumbers(text: string): Day | undefined {
  const turned = /(?<!\d)(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)/u.exec(text);
  if (turned !== null) return { year: Number(turned[1]), month: Number(turned[2]) - 1, day: Number(turned[3]) };
  const found = /(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?![\d/.-])/u.exec(text);
  if (found === null) return undefined;
  const [, first = '', second = '', year = ''] = found;
  const [day, month] = Number(second) > 12 ? [second, first] : [first, second];
  return { year: fullYear(year), month: Number(month) - 1, day: Number(day) };
} // prettier-ignore

/** Two digits are of the century around 2020; some programs write how many years it is since 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (year >= 200) return year;
  return year + (year < 70 ? 2_000 : 1_900);
}

function halfDay(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour;
  const isAfternoon = /^(?:p|م)/u.test(half);
  return String((Number(hour) % 12) + (isAfternoon ? 12 : 0));
}

/** Milliseconds to add to the day's start in UTC; undefined for an impossible time. */
function timeOf(hour = '0', minute = '0', second = '0', zone = ''): number | undefined {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 24 || m > 59 || s > 60) return undefined;
  return ((h * 60 + m) * 60 + s) * 1_000 - zoneMs(zone);
}

function zoneMs(zone: string): number {
  const offset = /^([+-])(\d{1,2}):?(\d{2})?$/u.exec(zone);
  if (offset === null) return (zoneHours.get(zone) ?? 0) * 3_600_000;
  const [, sign, hours, minutes] = offset;
  const total = Number(hours) * 60 + Number(minutes ?? 0);
  return total > 14 * 60 ? 0 : (sign === '-' ? -1 : 1) * total * 60_000;
}

function utc(
  year: number,
  month: number,
  day: number,
  timeMs: number | undefined,
  moreDays = 0,
): number | undefined {
  if (timeMs === undefined || year < yearMin || year > yearMax || month < 0 || month > 11) return undefined;
  const startMs = Date.UTC(year, month, day);
  // Date.UTC makes the 3rd of March of a 31st of February.
  if (day < 1 || new Date(startMs).getUTCMonth() !== month) return undefined;
  return startMs + moreDays * 86_400_000 + timeMs;
}
