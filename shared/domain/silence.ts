const dayMs = 86_400_000;

/** When a topic's silence is worth a word, unit last. */
export const silenceLimits = {
  /** So many of its longest pauses; one pause may always last longer than those before. */
  pauses: 2,
  msMin: 3 * dayMs,
  msMax: 90 * dayMs,
  /** Before a topic has alerted twice, nothing is known of its rate. */
  msUnknown: 7 * dayMs,
  /** A long pause is forgotten by half in this time. */
  halfLifeMs: 60 * dayMs,
} as const;

/** How a topic has alerted so far: what is normal for it is judged by its own pauses. */
export interface AlertRate {
  readonly lastAtMs: number;
  /** The longest pause between two alerts, older ones fading; undefined before the second alert. */
  readonly longestMs?: number | undefined;
}

/**
 * The rate after an alert. The longest pause counts, not the mean: news comes in bursts, and a week with ten alerts
 * says nothing about how quiet the next month may be.
 */
export function rateAfter(rate: AlertRate | undefined, nowMs: number): AlertRate {
  if (rate === undefined) return { lastAtMs: nowMs };
  const pauseMs = Math.max(0, nowMs - rate.lastAtMs);
  const fadedMs = (rate.longestMs ?? 0) * 2 ** (-pauseMs / silenceLimits.halfLifeMs);
  return { lastAtMs: Math.max(nowMs, rate.lastAtMs), longestMs: Math.round(Math.max(pauseMs, fadedMs)) };
}

/** How long a topic may be quiet before that is told: what its owner says, else what its rate forgives. */
export function silenceMs(asked: number | 'off' | undefined, rate: AlertRate | undefined): number {
  if (asked === 'off') return Infinity;
  if (asked !== undefined) return asked;
  const { pauses, msMin, msMax, msUnknown } = silenceLimits;
  if (rate?.longestMs === undefined) return msUnknown;
  return Math.min(Math.max(pauses * rate.longestMs, msMin), msMax);
}
