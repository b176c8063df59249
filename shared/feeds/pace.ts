import type { FeedPace } from '../domain/feed.ts';

/** What a feed says about its rhythm, as it wrote it. */
export interface PaceWords {
  readonly ttl?: string | undefined;
  readonly hours: readonly string[];
  readonly days: readonly string[];
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const hoursOfDay = 24;
/** Nobody means to be asked less often than once a year. */
const intervalMsMax = 365 * dayMs;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * `ttl` (minutes), `skipHours` and `skipDays`; undefined when none says anything. The syndication module's period is no
 * wish: one large system writes "hourly" into every feed whose owner has said nothing.
 */
export function paceOf(words: PaceWords): FeedPace | undefined {
  const minIntervalMs = ttlMs(words.ttl);
  const skipHours = someOf(words.hours.map(hourOf), hoursOfDay);
  const skipDays = someOf(words.days.map(dayOf), weekdays.length);
  if (minIntervalMs === undefined && skipHours === undefined && skipDays === undefined) return undefined;
  return { minIntervalMs, skipHours, skipDays };
}

function ttlMs(ttl = ''): number | undefined {
  const minutes = Number(/^\s*(\d{1,9})/u.exec(ttl)?.[1] ?? 0);
  return minutes > 0 ? Math.min(minutes * minuteMs, intervalMsMax) : undefined;
}

/** 0 to 23 in UTC; the oldest dialects count to 24 and mean midnight. */
function hourOf(hour: string): number | undefined {
  const count = /^\s*\d{1,2}\s*$/u.test(hour) ? Number(hour) : Number.NaN;
  return count >= 0 && count <= hoursOfDay ? count % hoursOfDay : undefined;
}

function dayOf(day: string): number | undefined {
  const found = weekdays.indexOf(day.trim().slice(0, 3).toLowerCase());
  return found < 0 ? undefined : found;
}

/** Sorted, each once. A feed that skips all the time there is has said nothing. */
function someOf(found: readonly (number | undefined)[], wholeCount: number): readonly number[] | undefined {
  const known = [...new Set(found.filter((one) => one !== undefined))].sort((a, b) => a - b);
  return known.length > 0 && known.length < wholeCount ? known : undefined;
}
