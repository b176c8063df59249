import type { Article } from '../domain/article.ts';
import type { Config } from '../domain/config.ts';
import type { Match, Matchable } from '../domain/topic.ts';
import { compile, type Plan } from '../match/compile.ts';
import { explain, match as matchPlan } from '../match/match.ts';
import { analyserOf } from './analyser-of.ts';

/** Articles that reach this share of a topic's threshold are kept as near misses. */
const nearMissShare = 0.7;
/** What an article's row tells of how near it came: it is to stay small. */
const nearest = { shareMin: 0.2, topicsMax: 3 } as const;

const plans = new WeakMap<Config, Plan>();

/** Every topic's judgement of an article, those that say nothing left out, best first. */
export function match(config: Config, article: Article): Match[] {
  return matchPlan(planOf(config), fromFeed(config, matchable(article)), analyserOf(config));
}

/** One topic's judgement, also when it says no, with all that is missing. */
export function judge(config: Config, topic: string, article: Matchable): Match {
  return explain(planOf(config), topic, fromFeed(config, article), analyserOf(config));
}

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

/**
 * Its feed by id: `match` and `judge` know the name that the config gives it. A stranger's words are from no address:
 * a topic that asks for an outlet's host gets what that host has said.
 */
export function matchable(article: Article): Matchable {
  const { text, title, lang, publishedAtMs, feedId, url, via, source } = article;
  const isClaim = via !== undefined && source.kind === 'feed';
  return { text, title, lang, publishedAtMs, feed: feedId, url: isClaim ? undefined : url };
}

function fromFeed({ feeds }: Config, article: Matchable): Matchable {
  const name = feeds.find(({ id }) => id === article.feed)?.name;
  return name === undefined ? article : { ...article, feed: name };
}

/** Compiled once for each snapshot: the config source hands out the same object until it changes. */
function planOf(config: Config): Plan {
  const plan = plans.get(config) ?? compile(config.topics, analyserOf(config));
  plans.set(config, plan);
  return plan;
}
