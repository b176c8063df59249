import type { Schedule } from './topic.ts';
import { firstShownMs, wallMs } from './wall-clock.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** From yesterday to the same weekday of the week after next: one date may be missing from a zone's calendar. */
const datesMax = 16;

/**
 * When a digest is due next, after `nowMs`. Daily and weekly slots follow the date of the zone, one a date: a time that the
 * clocks show twice is a slot once, one that they skip is due when the gap ends, and a date that a zone left out has none.
 * An hourly slot begins with each hour of the zone's clocks.
 */
export function nextSlotMs(schedule: Schedule, nowMs: number, timeZone: string): number {
  const zone = schedule.timeZone ?? timeZone;
  const shownMs = wallMs(nowMs, zone);
  if (schedule.kind === 'hourly') return nowMs + hourMs - (shownMs % hourMs);
  const yesterdayMs = Math.floor(shownMs / dayMs) * dayMs - dayMs;
  for (let day = 0; day <= datesMax; day += 1) {
    const dateMs = yesterdayMs + day * dayMs;
    if (schedule.kind === 'weekly' && new Date(dateMs).getUTCDay() !== schedule.weekday) continue;
    const slotMs = slotOfDate(dateMs, schedule.minute, zone);
    if (slotMs !== undefined && slotMs > nowMs) return slotMs;
  }
  throw new Error(`no slot in ${datesMax} days`);
}

function slotOfDate(dateMs: number, minute: number, timeZone: string): number | undefined {
  const slotMs = firstShownMs(dateMs + minute * minuteMs, timeZone);
  const isOnDate = (atMs: number) => Math.floor(wallMs(atMs, timeZone) / dayMs) * dayMs === dateMs;
  // The gap may swallow the rest of the date; only a date that is missing as a whole has no slot.
  return isOnDate(slotMs) || isOnDate(slotMs - minuteMs) ? slotMs : undefined;
}
