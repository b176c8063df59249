import type { Match } from '../domain/topic.ts';

/** Articles that reach this share of a topic's threshold are kept as near misses. */
const nearMissShare = 0.7;
/** Bounds of what an article's row says of how near it came: the row is to stay small. */
const nearest = { shareMin: 0.2, topicsMax: 3 } as const;

export function isNearMiss(match: Match): boolean {
  return !match.isHit && match.score >= nearMissShare * match.threshold;
}

/** For display: the topics that came nearest to a hit, the nearest first. Rounded down, so that none shows as reached. */
export function nearestOf(matches: readonly Match[]) {
  const shares = matches
    .filter(({ isHit, threshold }) => !isHit && threshold > 0)
    .map(({ topic, score, threshold }) => ({ topic, share: Math.floor((100 * score) / threshold) / 100 }))
    .filter(({ share }) => share >= nearest.shareMin)
    .sort((a, b) => b.share - a.share);
  return shares.length === 0 ? undefined : shares.slice(0, nearest.topicsMax);
}
