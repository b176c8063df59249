const minuteMs = 60_000;
/** Clocks change on a quarter of an hour of UTC. */
const quarterMs = 15 * minuteMs;
/** No zone is further from UTC, in either direction. */
const offsetMsMax = 16 * 60 * minuteMs;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of an IANA zone show at a time: milliseconds whose UTC date and hours are those of the zone. */
export function wallMs(atMs: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  // Formats know no milliseconds, and no zone is off by any.
  return Date.parse(`${format.format(atMs).replace(' ', 'T')}Z`) + (atMs % 1_000);
}

/**
 * The first time at which the clocks of a zone show this or later. For what they show twice that is the first of the
 * two, for what they skip the end of the gap.
 */
export function firstShownMs(shownMs: number, timeZone: string): number {
  const offsetMs = (atMs: number) => wallMs(atMs, timeZone) - atMs;
  const beginMs = shownMs - offsetMsMax;
  const beforeMs = offsetMs(beginMs);
  if (beforeMs === offsetMs(shownMs + offsetMsMax)) return shownMs - beforeMs;
  // A change of clocks is near: look at the last minute of every quarter of an hour, then at those before it.
  const firstFrom = (fromMs: number, stepMs: number) => {
    for (let atMs = fromMs; atMs < shownMs + offsetMsMax; atMs += stepMs) {
      if (wallMs(atMs, timeZone) >= shownMs) return atMs;
    }
    return shownMs + offsetMsMax;
  };
  const lastMinuteMs = quarterMs - minuteMs;
  const roughMs = firstFrom(Math.floor(beginMs / quarterMs) * quarterMs + lastMinuteMs, quarterMs);
  return firstFrom(roughMs - lastMinuteMs, minuteMs);
}
