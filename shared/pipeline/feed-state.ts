import type { FeedConfig, FeedPace } from '../domain/feed.ts';
import { moveAfter, type Redirect } from '../domain/moves.ts';
import { backoffMs } from '../net/backoff.ts';
import { plain } from '../domain/plain.ts';
import type { Random } from '../ports/world.ts';
import type { FeedHealth, FeedState } from '../store/feeds.ts';
import { freshGapAfter, gapOfDates, quietReason } from './feed-health.ts';
import { limits } from './limits.ts';
import { adaptedIntervalMs, nextPollAtMs, ownIntervalMs } from './schedule.ts';
import { startedTry } from './tries.ts';

/** What a poll has seen. */
export type Look =
  | ({ readonly kind: 'document' } & Answered & {
        readonly freshCount: number;
        /** When its entries were published. */
        readonly datesMs: readonly (number | undefined)[];
        readonly title: string | undefined;
        readonly pace: FeedPace | undefined;
        readonly validators: Validators;
        /** What was wrong with it, though it was read. */
        readonly note: string | undefined;
      })
  /** 304, or the same bytes as last time. */
  | ({ readonly kind: 'unchanged'; readonly validators?: Validators } & Answered)
  | {
      readonly kind: 'failed';
      readonly health: Exclude<FeedHealth, 'new' | 'ok' | 'quiet'>;
      readonly reason: string;
      /** What the server asked for. */
      readonly waitMs: number;
    };

interface Answered {
  readonly redirects: readonly Redirect[];
  readonly freshForMs: number;
  /** Asked without validators: the answer is the feed as it stands. */
  readonly isUnconditional: boolean;
}

export type Validators = Pick<FeedState, 'etag' | 'lastModified' | 'bodyHash'>;

/** Permanent redirects are believed once so many answers in a row have named the same URL. */
const movesMin = 3;
/** What a feed has moved to is given up for its old URL after so many failures. */
const movedFailuresMax = 3;
const reasonCharsMax = 300;

/** The feed's row after a poll: how it does, and when it is polled again. */
export function stateAfter(
  config: FeedConfig,
  state: FeedState,
  look: Look,
  { nowMs, random }: { nowMs: number; random: Random },
): FeedState {
  const polled = { ...state, polledAtMs: nowMs };
  return look.kind === 'failed'
    ? failed(config, polled, look, nowMs, random)
    : answered(config, polled, look, nowMs);
}

/** The feed's row while a poll is under way: what is left of it, should the poll never end. */
export function stateDuring(
  config: FeedConfig,
  state: FeedState,
  how: { nowMs: number; random: Random },
): FeedState {
  const { failureCount, unendedCount } = startedTry(state);
  const share = unendedCount === failureCount ? 'its last' : `${unendedCount} of its last`;
  const reason = `${share} ${failureCount} polls did not end`;
  const look = { kind: 'failed', health: 'failing', reason, waitMs: limits.tryLeaseMs } as const;
  const { health, healthReason, healthSinceMs, polledAtMs } = state;
  // A poll or two may have been only there when the process was ended.
  const isFailing = unendedCount >= limits.unendedPollsMax;
  const seen = isFailing ? { polledAtMs } : { health, healthReason, healthSinceMs, polledAtMs };
  return { ...stateAfter(config, state, look, how), ...seen, unendedCount };
}

function answered(
  config: FeedConfig,
  state: FeedState,
  look: Exclude<Look, { kind: 'failed' }>,
  nowMs: number,
): FeedState {
  const isDocument = look.kind === 'document';
  const freshCount = isDocument ? look.freshCount : 0;
  const isFirst = state.baselineAtMs === undefined;
  // The first document is fresh as a whole, which says nothing about the feed's rate.
  const adaptedMs = isFirst
    ? state.adaptedMs
    : adaptedIntervalMs(state.adaptedMs, freshCount, isDocument ? look.datesMs.length : 0);
  const pace = isDocument ? look.pace : state.pace;
  const seen: FeedState = {
    ...state,
    ...look.validators,
    ...moved(state, look.redirects),
    ...(isDocument && { title: look.title ?? state.title, baselineAtMs: state.baselineAtMs ?? nowMs }),
    ...(isFirst && isDocument && { freshGapMs: gapOfDates(look.datesMs) }),
    ...(!isFirst && freshCount > 0 && { freshGapMs: freshGapAfter(state, nowMs) }),
    ...(freshCount > 0 && { freshAtMs: nowMs }),
    ...(look.isUnconditional && { unconditionalAtMs: nowMs }),
    adaptedMs: config.everyMs === undefined ? adaptedMs : undefined,
    pace,
    healthyAtMs: nowMs,
    failureCount: 0,
    unendedCount: undefined,
    dueAtMs: nextPollAtMs(nowMs, ownIntervalMs(config, adaptedMs), { freshForMs: look.freshForMs, pace }),
  };
  return { ...seen, ...wellness(state, seen, look, nowMs) };
}

/** `ok` or `quiet`, with the reason. What the last document was (repaired, empty) holds until the next. */
function wellness(before: FeedState, seen: FeedState, look: Look, nowMs: number) {
  const isEmpty = look.kind === 'document' ? look.datesMs.length === 0 : before.isEmpty === true;
  const quiet = isEmpty ? 'the document has no entries' : quietReason(seen, nowMs);
  const noted = before.health === 'ok' ? before.healthReason : undefined;
  const note = look.kind === 'document' ? look.note : noted;
  const health = quiet === undefined ? 'ok' : 'quiet';
  return { ...healthOf(before, health, quiet ?? note, nowMs), isEmpty: isEmpty || undefined };
}

function moved(state: FeedState, redirects: readonly Redirect[]): Pick<FeedState, 'movedTo' | 'moving'> {
  const moving = moveAfter(state.moving, redirects);
  return moving !== undefined && moving.count >= movesMin
    ? { movedTo: moving.to, moving: undefined }
    : { movedTo: state.movedTo, moving };
}

function failed(
  config: FeedConfig,
  state: FeedState,
  look: Extract<Look, { kind: 'failed' }>,
  nowMs: number,
  random: Random,
): FeedState {
  const failureCount = state.failureCount + 1;
  const isMoveOver = state.movedTo !== undefined && (look.health === 'gone' || failureCount >= movedFailuresMax); // prettier-ignore
  const health = isMoveOver && look.health === 'gone' ? 'failing' : look.health;
  const pauseMs = backoffMs(failureCount, random, {
    baseMs: ownIntervalMs(config, state.adaptedMs),
    maxMs: limits.failedPollMsMax,
  });
  return {
    ...state,
    ...healthOf(state, health, look.reason, nowMs),
    ...(isMoveOver && { movedTo: undefined, moving: undefined }),
    failureCount,
    dueAtMs: health === 'gone' ? undefined : nowMs + Math.max(pauseMs, look.waitMs),
  };
}

function healthOf(state: FeedState, health: FeedHealth, reason: string | undefined, nowMs: number) {
  return {
    health,
    healthReason: reason === undefined ? undefined : plain(reason).slice(0, reasonCharsMax),
    healthSinceMs: state.health === health ? state.healthSinceMs : nowMs,
  };
}
