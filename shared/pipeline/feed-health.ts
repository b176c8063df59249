import type { FeedConfig } from '../domain/feed.ts';
import type { Notice } from '../domain/notice.ts';
import type { FeedState } from '../store/feeds.ts';
import { idOf } from '../store/ids.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What is normal for a feed is judged by its own rate: the mean time between polls that showed something fresh. */
export const healthLimits = {
  /** The newest gap counts so much of the mean. */
  gapShare: 0.3,
  /** A feed is quiet after so many of its gaps, and not before and not after these times. */
  quietGaps: 10,
  quietMsMin: dayMs,
  quietMsMax: 30 * dayMs,
  /** Where nothing is known of its rate. */
  quietMsUnknown: 14 * dayMs,
  /** A sick feed is called dead after so many gaps, within these times, and never before so many failed polls. */
  deadGaps: 2,
  deadMsMin: 6 * hourMs,
  deadMsMax: 3 * dayMs,
  deadFailuresMin: 3,
  /** One that has never been well: its URL is likely wrong. */
  neverWellMs: hourMs,
} as const;

const between = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/** The mean gap after something fresh has shown. */
export function freshGapAfter(state: FeedState, nowMs: number): number | undefined {
  const { freshAtMs, freshGapMs } = state;
  if (freshAtMs === undefined) return freshGapMs;
  const gapMs = nowMs - freshAtMs;
  const { gapShare } = healthLimits;
  return freshGapMs === undefined ? gapMs : Math.round(freshGapMs * (1 - gapShare) + gapMs * gapShare);
}

/** The rate that the first document shows by its dates; undefined where it has none. */
export function gapOfDates(datesMs: readonly (number | undefined)[]): number | undefined {
  const known = datesMs.filter((one) => one !== undefined);
  if (known.length < 2) return undefined;
  return Math.round((Math.max(...known) - Math.min(...known)) / (known.length - 1));
}

/** Why a feed that answers is quiet: it has shown nothing fresh for far longer than it used to. */
export function quietReason({ freshAtMs, baselineAtMs, freshGapMs }: FeedState, nowMs: number): string | undefined {
  const sinceMs = freshAtMs ?? baselineAtMs;
  if (sinceMs === undefined) return undefined;
  const { quietGaps, quietMsMin, quietMsMax, quietMsUnknown } = healthLimits;
  const limitMs = freshGapMs === undefined ? quietMsUnknown : between(quietGaps * freshGapMs, quietMsMin, quietMsMax);
  if (nowMs - sinceMs <= limitMs) return undefined;
  const usual = freshGapMs === undefined ? '' : `; it used to show something every ${spanText(freshGapMs)}`;
  return `nothing new for ${spanText(nowMs - sinceMs)}${usual}`;
} // prettier-ignore

/** Whether the owner is to be told that a feed is dead: gone, quiet, or sick for longer than its rate forgives. */
function isDead(state: FeedState, nowMs: number): boolean {
  const { health, healthSinceMs, failureCount, freshGapMs, healthyAtMs, addedAtMs } = state;
  if (health === 'ok' || health === 'new') return false;
  if (health === 'gone') return true;
  const { deadGaps, deadMsMin, deadMsMax, deadFailuresMin, neverWellMs } = healthLimits;
  const limitMs = between(deadGaps * (freshGapMs ?? 0), deadMsMin, deadMsMax);
  // Quiet by its rate has waited long enough already; an empty document has not.
  if (health === 'quiet') return quietReason(state, nowMs) !== undefined || nowMs - healthSinceMs >= limitMs;
  if (failureCount < deadFailuresMin) return false;
  return healthyAtMs === undefined ? nowMs - addedAtMs >= neverWellMs : nowMs - healthyAtMs >= limitMs;
} // prettier-ignore

/**
 * What the owner is told when a feed's row moves on, and the row that remembers it: once when the feed dies, again
 * should it be gone for good, and once when it is back.
 */
export function noticeOf(
  config: FeedConfig,
  state: FeedState,
  nowMs: number,
): { readonly state: FeedState; readonly notice?: Notice } {
  const { told, health } = state;
  const name = config.name ?? state.title ?? config.url;
  const notice = (kind: Notice['kind'], title: string, text: string): Notice => ({
    id: idOf('notice', config.id, kind, String(nowMs)),
    kind,
    title,
    text,
    url: config.url,
    atMs: nowMs,
  });
  const isNewlyDead = isDead(state, nowMs) && (told === undefined || (health === 'gone' && told.health !== 'gone')); // prettier-ignore
  if (isNewlyDead) {
    const text = `${state.healthReason ?? health}. ${next[health]}`;
    return {
      state: { ...state, told: { health, atMs: nowMs } },
      notice: notice('feed-died', `${name} is ${health}`, text),
    };
  }
  if (told !== undefined && health === 'ok') {
    const text = `It was ${told.health}; it answers and is read again, ${spanText(nowMs - told.atMs)} after that was told.`;
    return {
      state: { ...state, told: undefined },
      notice: notice('feed-recovered', `${name} is back`, text),
    };
  }
  return { state };
}

const next: Readonly<Record<FeedState['health'], string>> = {
  new: '',
  ok: '',
  quiet: 'It is still polled. Look at the outlet: it may have another feed now (`rasid discover` finds it).',
  failing: 'It is still polled, less and less often.',
  walled: 'It is still polled, less and less often. The outlet may let a reader in that says who asks (`contact`), or have another feed.',
  misread: 'It is still polled, less and less often. What it serves is no feed: `rasid discover` looks for one on the page.',
  gone: 'It is no longer polled; `rasid apply` asks it once more. Remove it from the config, or replace it.',
}; // prettier-ignore

/** `3 h`, `9 days`. */
export function spanText(ms: number): string {
  if (ms < 2 * hourMs) return `${Math.max(1, Math.round(ms / 60_000))} min`;
  if (ms < 2 * dayMs) return `${Math.round(ms / hourMs)} h`;
  return `${Math.round(ms / dayMs)} days`;
}
