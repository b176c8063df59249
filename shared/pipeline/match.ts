import { isClaim, type Article } from '../domain/article.ts';
import type { Config } from '../domain/config.ts';
import type { Match, Matchable } from '../domain/topic.ts';
import { compile, type Plan } from '../match/compile.ts';
import { explain, match as matchPlan } from '../match/match.ts';
import { analyserOf } from './analyser-of.ts';

const plans = new WeakMap<Config, Plan>();

/** Every topic's judgement of an article, those that say nothing left out, best first. */
export function match(config: Config, article: Article): Match[] {
  return matchPlan(planOf(config), fromFeed(config, matchable(article)), analyserOf(config));
}

/** One topic's judgement, also when it says no, with all that is missing. */
export function judge(config: Config, topic: string, article: Matchable): Match {
  return explain(planOf(config), topic, fromFeed(config, article), analyserOf(config));
}

/**
 * Its feed by id: `match` and `judge` know the name that the config gives it. A stranger's words are from no address:
 * a topic that asks for an outlet's host gets what that host has said.
 */
export function matchable(article: Article): Matchable {
  const { text, title, lang, publishedAtMs, feedId, url } = article;
  return { text, title, lang, publishedAtMs, feed: feedId, url: isClaim(article) ? undefined : url };
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
