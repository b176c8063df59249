import type { QuietHours } from './topic.ts';
import { wallMs } from './wall-clock.ts';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
const quietMinutesMax = 2 * dayMinutes + 180;

/** When the quiet hours that `nowMs` lies in are over; `nowMs` itself outside of them. */
export function quietUntilMs(quiet: QuietHours, nowMs: number): number {
  if (!isQuiet(quiet, nowMs)) return nowMs;
  // Clocks change by whole minutes, and never on the minute's odd seconds: walking minute by minute is right
  // on every day of the year, and a day has few of them. The minutes between two quiet hours may all lie in a gap of
  // the clocks; then it is the next day's that end them.
  const firstMs = Math.floor(nowMs / minuteMs) * minuteMs + minuteMs;
  for (let step = 0; step <= quietMinutesMax; step += 1) {
    const atMs = firstMs + step * minuteMs;
    if (!isQuiet(quiet, atMs)) return atMs;
  }
  return nowMs;
}

function isQuiet({ fromMinute, toMinute, timeZone }: QuietHours, atMs: number): boolean {
  const minute = Math.floor(wallMs(atMs, timeZone) / minuteMs) % dayMinutes;
  return fromMinute <= toMinute
    ? minute >= fromMinute && minute < toMinute
    : minute >= fromMinute || minute < toMinute;
}
