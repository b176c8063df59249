import type { FeedConfig, FeedPace } from '../domain/feed.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Bounds of the schedule, unit last. */
export const scheduleLimits = {
  /** Where the owner gives no interval. */
  startMs: 10 * minuteMs,
  adaptedMsMin: 5 * minuteMs,
  adaptedMsMax: 60 * minuteMs,
  /** A publisher who asks for more (a year of caching is a mistake that servers make) is asked once a day. */
  askedMsMax: dayMs,
  /** Validators are left out once in this time: some servers keep an ETag although the feed has changed. */
  unconditionalMs: dayMs,
} as const;

/** With no fresh entry, with several, and with so many that some may have come and gone unseen. */
const adaptation = { idle: 1.25, busy: 0.75, flooded: 0.5, floodedShare: 0.5 } as const;

/** The interval of a feed before the publisher's wishes: the owner's, or what the feed has shown to be worth. */
export function ownIntervalMs(config: FeedConfig, adaptedMs: number | undefined): number {
  return config.everyMs ?? adaptedMs ?? scheduleLimits.startMs;
}

/** The interval after a document of which so many entries were fresh: about one fresh entry a poll is wanted. */
export function adaptedIntervalMs(adaptedMs: number | undefined, freshCount: number, entryCount: number): number {
  const { idle, busy, flooded, floodedShare } = adaptation;
  const isFlooded = freshCount > 1 && freshCount > floodedShare * entryCount;
  const factor = freshCount === 0 ? idle : freshCount === 1 ? 1 : isFlooded ? flooded : busy;
  const wantedMs = (adaptedMs ?? scheduleLimits.startMs) * factor;
  return Math.round(Math.min(Math.max(wantedMs, scheduleLimits.adaptedMsMin), scheduleLimits.adaptedMsMax));
} // prettier-ignore

/** When a feed is polled next: after its own interval, and never before its publisher wants it to be. */
export function nextPollAtMs(
  nowMs: number,
  intervalMs: number,
  asked: { readonly freshForMs: number; readonly pace: FeedPace | undefined },
): number {
  const { freshForMs, pace } = asked;
  const askedMs = Math.min(Math.max(freshForMs, pace?.minIntervalMs ?? 0), scheduleLimits.askedMsMax);
  return unskippedAtMs(nowMs + Math.max(intervalMs, askedMs), pace);
}

/** The time itself, or the beginning of the next hour that the feed does not skip. */
function unskippedAtMs(timeMs: number, { skipHours = [], skipDays = [] }: FeedPace = {}): number {
  let atMs = timeMs;
  for (let hour = 0; hour < 8 * 24; hour += 1) {
    const at = new Date(atMs);
    if (!skipDays.includes(at.getUTCDay()) && !skipHours.includes(at.getUTCHours())) return atMs;
    atMs = (Math.floor(atMs / hourMs) + 1) * hourMs;
  }
  // It skips all the time there is: a mistake, not a wish.
  return timeMs;
}
