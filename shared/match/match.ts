import type { Analyse } from '../domain/text.ts';
import type { Evidence, Match, Matchable, Receipt, Topic } from '../domain/topic.ts';
import { candidates } from './anchors.ts';
import { planFor } from './compile.ts';
import { likeCandidates, likeness, likeSettings, likeViewOf, type Likeness, type LikeView } from './like.ts';
import type { LangPlan, Plan } from './plan.ts';
import { bestEvidence, evidenceOf } from './receipt.ts';
import { holds, missingOf, ruleName, termName, scoreRules, type RulePart } from './rules.ts';
import { positionOf, readArticle, viewOf, type View } from './view.ts';

/** Shared terms of `like` that a receipt shows. */
const likeEvidenceMax = 8;
/** Sums of the same points in another order may differ by this much. */
const pointsTolerance = 1e-9;

/** A topic's judgement without its reasons. */
export type Score = Omit<Match, 'receipt'>;

/**
 * The topics that an article scores above 0 in or hits: hits first, then by share of their threshold. The
 * presearch (anchors.ts, and the postings of like.ts) decides which topics are looked at.
 */
export function match(plan: Plan, article: Matchable, analyse: Analyse): Match[] {
  const laid = layOut(plan, article, analyse);
  const scored = scoreAll(plan, laid).sort(byRank);
  return scored.map((each) => {
    const { topic, score, threshold } = each;
    return {
      topic: topic.name,
      score,
      threshold,
      isHit: isHit(score, threshold),
      receipt: receiptOf(laid, each, []),
    };
  });
}

/** The same in no order and without receipts, which are most of the work where thousands of topics match. */
export function scores(plan: Plan, article: Matchable, analyse: Analyse): Score[] {
  return scoreAll(plan, layOut(plan, article, analyse)).map(scoreOf);
}

/**
 * One topic's judgement, also when it says no: what is missing and what evidence there is all the same.
 * Throws when the plan has no topic of that name.
 */
export function explain(plan: Plan, topicName: string, article: Matchable, analyse: Analyse): Match {
  const at = plan.topics.findIndex(({ name }) => name === topicName);
  const topic = plan.topics[at];
  if (topic === undefined) throw new Error(`no topic "${topicName}" in the plan`);
  const laid = layOut(plan, article, analyse);
  const scored = scoreTopic(plan, at, laid, likeViewOf(plan.like, laid.view));
  const missing = missingOf(laid.rules, at, topic, laid.view);
  const ruling = missing.length > 0 ? { score: 0, isHit: false } : {};
  return { ...scoreOf(scored), ...ruling, receipt: receiptOf(laid, scored, missing) };
}

/** An article beside the plan of its language. */
interface LaidOut extends LangPlan {
  readonly view: View;
}

function layOut(plan: Plan, article: Matchable, analyse: Analyse): LaidOut {
  const read = readArticle(article, analyse);
  const { lexicon, rules, anchors } = planFor(plan, read.lang, analyse);
  return { lexicon, rules, anchors, view: viewOf(read, lexicon) };
}

/** A score with what its receipt is made of. */
interface Scored {
  readonly topic: Topic;
  readonly score: number;
  readonly threshold: number;
  readonly parts: readonly RulePart[];
  readonly like: { readonly points: number; readonly likeness: Likeness } | undefined;
}

function scoreAll(plan: Plan, laid: LaidOut): Scored[] {
  const { anchors, rules, view } = laid;
  const likeView = plan.like.postings.size === 0 ? undefined : likeViewOf(plan.like, view);
  const found = candidates(anchors, view);
  if (likeView) {
    const alike = likeCandidates(plan.like, view.lang, likeView);
    for (const at of found) alike.delete(at);
    for (const at of alike) if (rules.leastHard[at] === 0) found.push(at);
  }
  const all: Scored[] = [];
  for (const at of found) {
    if (!holds(rules, at, view)) continue;
    const scored = scoreTopic(plan, at, laid, likeView);
    if (scored.score > 0) all.push(scored);
  }
  return all;
}

/** What a topic comes to when its hard rules hold. */
function scoreTopic(plan: Plan, at: number, { rules, view }: LaidOut, likeView?: LikeView): Scored {
  const topic = plan.topics[at]!;
  const parts = scoreRules(rules, at, topic, view);
  let score = 0;
  for (const part of parts) score += part.points;
  const profile = plan.like.profiles[at];
  const alike = profile && likeView ? likeness(profile, view, likeView) : undefined;
  const like = alike && { points: likeSettings.points * alike.similarity, likeness: alike };
  if (like) score += like.points;
  const own = topic.threshold ?? defaultThreshold(rules.leastHard[at]!, rules.mostSoft[at]!, alike);
  const threshold = own * (topic.overlay?.strictness ?? 1);
  return { topic, score, threshold, parts, like };
}

function scoreOf({ topic, score, threshold }: Scored): Score {
  return { topic: topic.name, score, threshold, isHit: isHit(score, threshold) };
}

const isHit = (score: number, threshold: number) => score >= threshold - pointsTolerance;

function receiptOf({ rules, view }: LaidOut, scored: Scored, missing: readonly string[]): Receipt {
  const { topic, parts, like } = scored;
  const evidence = parts.map((part) => evidenceOf(view, ruleName(topic, part), termName(rules, part), part));
  if (like) evidence.push(...likeEvidence(like.likeness, like.points, view));
  return {
    evidence: bestEvidence(evidence),
    missing,
    like: like && { points: like.points, similarity: like.likeness.similarity },
  };
}

/**
 * What a topic asks for that states no threshold: the least that its hard rules come to, and on top, with
 * examples, their share. In a language that no example is in, hard rules decide alone. With neither rules nor
 * examples: half of all that its weights and windows offer.
 */
function defaultThreshold(leastHard: number, mostSoft: number, like?: Likeness): number {
  const isHard = leastHard > 0;
  if (like && !(isHard && like.isCross))
    return leastHard + likeSettings.points * likeSettings.thresholdSimilarity;
  return isHard ? leastHard : mostSoft / 2;
}

function likeEvidence({ shares }: Likeness, points: number, view: View): Evidence[] {
  if (points === 0) return [];
  return shares.slice(0, likeEvidenceMax).map(({ term, share, field, index }) => {
    const first = positionOf(view, field, index);
    return evidenceOf(view, 'like', term, { points: points * share, first, last: first });
  });
}

function byRank(a: Scored, b: Scored): number {
  const aIsHit = isHit(a.score, a.threshold);
  if (aIsHit !== isHit(b.score, b.threshold)) return aIsHit ? -1 : 1;
  const share = b.score / b.threshold - a.score / a.threshold;
  return share === 0 || Number.isNaN(share) ? (a.topic.name < b.topic.name ? -1 : 1) : share;
}
