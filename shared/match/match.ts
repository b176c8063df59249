import type { Analyse } from '../domain/text.ts';
import type { Evidence, Match, Matchable, Receipt, Topic } from '../domain/topic.ts';
import { candidates } from './anchors.ts';
import { planFor } from './compile.ts';
import { likeCandidates, likeness, likeSettings, likeViewOf, type Likeness, type LikeView } from './like.ts';
import type { LangPlan, Plan } from './plan.ts';
import { bestEvidence, evidenceOf } from './receipt.ts';
import { holds, missingOf, ruleName, termName, scoreRules, type RulePart } from './rules.ts';
import type { RuleTable } from './table.ts';
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
  return scoreAll(plan, laid, (scored): Match => {
    const { topic, score, threshold, isHit } = scored;
    return { topic, score, threshold, isHit, receipt: receiptOf(plan, laid, scored, []) };
  }).sort(byRank);
}

/** The same in no order and without receipts, which are most of the work where thousands of topics match. */
export function scores(plan: Plan, article: Matchable, analyse: Analyse): Score[] {
  return scoreAll(plan, layOut(plan, article, analyse), scoreOf);
}

/**
 * One topic's judgement, also when it says no: what is missing and what evidence there is all the same.
 * Throws when the plan has no topic of that name.
 */
export function explain(plan: Plan, topicName: string, article: Matchable, analyse: Analyse): Match {
  const at = plan.names.indexOf(topicName);
  const topic = plan.topics[at];
  if (topic === undefined) throw new Error(`no topic "${topicName}" in the plan`);
  const laid = layOut(plan, article, analyse);
  const scored = scoreTopic(plan, at, laid, likeViewOf(plan.like, laid.view));
  const missing = missingOf(laid.rules, at, topic, laid.view);
  const ruling = missing.length > 0 ? { score: 0, isHit: false } : {};
  return { ...scoreOf(scored), ...ruling, receipt: receiptOf(plan, laid, scored, missing) };
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
interface Scored extends Score {
  readonly at: number;
  readonly parts: readonly RulePart[];
  readonly like: { readonly points: number; readonly likeness: Likeness } | undefined;
}

/** What is made of each is all that is kept of it: thousands of parts would only be carried along. */
function scoreAll<Made>(plan: Plan, laid: LaidOut, make: (scored: Scored) => Made): Made[] {
  const { anchors, rules, view } = laid;
  const likeView = plan.like.postings.size === 0 ? undefined : likeViewOf(plan.like, view);
  const found = candidates(anchors, view);
  if (likeView) {
    const alike = likeCandidates(plan.like, view.lang, likeView);
    for (const at of found) alike.delete(at);
    for (const at of alike) if (rules.leastHard[at] === 0) found.push(at);
  }
  const all: Made[] = [];
  for (const at of found) {
    if (!holds(rules, at, view)) continue;
    const scored = scoreTopic(plan, at, laid, likeView);
    if (scored.score > 0) all.push(make(scored));
  }
  return all;
}

/** What a topic comes to when its hard rules hold. */
function scoreTopic(plan: Plan, at: number, { rules, view }: LaidOut, likeView?: LikeView): Scored {
  const parts = scoreRules(rules, at, plan.topics, view);
  let score = 0;
  for (const part of parts) score += part.points;
  const profile = plan.like.profiles[at];
  const alike = profile && likeView ? likeness(profile, view, likeView) : undefined;
  const like = alike && { points: likeSettings.points * alike.similarity, likeness: alike };
  if (like) score += like.points;
  const threshold = alike ? thresholdBeside(alike, plan.topics[at]!, rules, at) : rules.thresholds[at]!;
  const isHit = score >= threshold - pointsTolerance;
  return { at, topic: plan.names[at]!, score, threshold, isHit, parts, like };
}

function scoreOf({ topic, score, threshold, isHit }: Scored): Score {
  return { topic, score, threshold, isHit };
}

/**
 * With examples, a topic that states no threshold asks for their share on top of what its hard rules come to. In a
 * language that no example is in, hard rules decide alone.
 */
function thresholdBeside(
  alike: Likeness,
  { threshold, overlay }: Topic,
  rules: RuleTable,
  at: number,
): number {
  const leastHard = rules.leastHard[at]!;
  if (threshold !== undefined || (leastHard > 0 && alike.isCross)) return rules.thresholds[at]!;
  const share = likeSettings.points * likeSettings.thresholdSimilarity;
  return (leastHard + share) * (overlay?.strictness ?? 1);
}

function receiptOf(
  plan: Plan,
  { rules, view }: LaidOut,
  scored: Scored,
  missing: readonly string[],
): Receipt {
  const { at, parts, like } = scored;
  const topic = plan.topics[at]!;
  const evidence = parts.map((part) => evidenceOf(view, ruleName(topic, part), termName(rules, part), part));
  if (like) evidence.push(...likeEvidence(like.likeness, like.points, view));
  return {
    evidence: bestEvidence(evidence),
    missing,
    like: like && { points: like.points, similarity: like.likeness.similarity },
  };
}

function likeEvidence({ shares }: Likeness, points: number, view: View): Evidence[] {
  if (points === 0) return [];
  return shares.slice(0, likeEvidenceMax).map(({ term, share, field, index }) => {
    const first = positionOf(view, field, index);
    return evidenceOf(view, 'like', term, { points: points * share, first, last: first });
  });
}

function byRank(a: Match, b: Match): number {
  if (a.isHit !== b.isHit) return a.isHit ? -1 : 1;
  const share = b.score / b.threshold - a.score / a.threshold;
  return share === 0 || Number.isNaN(share) ? (a.topic < b.topic ? -1 : 1) : share;
}
