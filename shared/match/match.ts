import type { Analyse } from '../domain/text.ts';
import type { Evidence, Match, Matchable } from '../domain/topic.ts';
import { candidates } from './anchors.ts';
import { planFor } from './compile.ts';
import { likeCandidates, likeness, likeSettings, likeViewOf, type Likeness, type LikeView } from './like.ts';
import type { CompiledTopic, Plan } from './plan.ts';
import { bestEvidence, evidenceOf } from './receipt.ts';
import { holds, scoreRules } from './rules.ts';
import { positionOf, viewOf, type View } from './view.ts';

/** Shared terms of `like` that a receipt shows. */
const likeEvidenceMax = 8;
/** Sums of the same points in another order may differ by this much. */
const pointsTolerance = 1e-9;

/**
 * The topics that an article scores above 0 in or hits: hits first, then by share of their threshold. The
 * presearch (anchors.ts, and the postings of like.ts) decides which topics are looked at.
 */
export function match(plan: Plan, article: Matchable, analyse: Analyse): Match[] {
  const view = viewOf(article, analyse);
  const { topics, anchors } = planFor(plan, view.lang, analyse);
  const likeView = plan.like.postings.size === 0 ? undefined : likeViewOf(plan.like, view);
  const found = candidates(anchors, view);
  if (likeView) {
    for (const at of likeCandidates(plan.like, view.lang, likeView))
      if (!hasHardTerms(topics[at]!)) found.add(at);
  }
  const matches: Match[] = [];
  for (const at of found) {
    const compiled = topics[at]!;
    if (!holds(compiled, view)) continue;
    const judged = judge(plan, at, compiled, view, likeView);
    if (judged.score > 0) matches.push(judged);
  }
  return matches.sort(byRank);
}

/**
 * One topic's judgement, also when it says no: what is missing and what evidence there is all the same.
 * Throws when the plan has no topic of that name.
 */
export function explain(plan: Plan, topicName: string, article: Matchable, analyse: Analyse): Match {
  const at = plan.topics.findIndex(({ name }) => name === topicName);
  const view = viewOf(article, analyse);
  const compiled = planFor(plan, view.lang, analyse).topics[at];
  if (compiled === undefined) throw new Error(`no topic "${topicName}" in the plan`);
  return judge(plan, at, compiled, view, likeViewOf(plan.like, view));
}

function judge(plan: Plan, at: number, compiled: CompiledTopic, view: View, likeView?: LikeView): Match {
  const { topic } = compiled;
  const rules = scoreRules(compiled, view);
  const profile = plan.like.profiles[at];
  const like = profile && likeView ? likeness(profile, view, likeView) : undefined;
  const likePoints = like === undefined ? 0 : likeSettings.points * like.similarity;
  const threshold = (topic.threshold ?? defaultThreshold(compiled, like)) * (topic.overlay?.strictness ?? 1);
  const isRuledOut = rules.missing.length > 0;
  const score = isRuledOut ? 0 : rules.points + likePoints;
  const evidence = rules.parts.map((part) => evidenceOf(view, part));
  if (like) evidence.push(...likeEvidence(like, likePoints, view));
  return {
    topic: topic.name,
    score,
    threshold,
    isHit: !isRuledOut && score >= threshold - pointsTolerance,
    receipt: {
      evidence: bestEvidence(evidence),
      missing: rules.missing,
      like: like && { points: likePoints, similarity: like.similarity },
    },
  };
}

/**
 * What a topic asks for that states no threshold: the least that its hard rules come to, and on top, with
 * examples, their share. In a language that no example is in, hard rules decide alone. With neither rules nor
 * examples: half of all that its weights and windows offer.
 */
function defaultThreshold({ leastHardScore, extra, near }: CompiledTopic, like?: Likeness): number {
  const isHard = leastHardScore > 0;
  if (like && !(isHard && like.isCross))
    return leastHardScore + likeSettings.points * likeSettings.thresholdSimilarity;
  if (isHard) return leastHardScore;
  return [...extra, ...near].reduce((sum, { weight }) => sum + weight, 0) / 2;
}

function likeEvidence({ shares }: Likeness, points: number, view: View): Evidence[] {
  if (points === 0) return [];
  return shares.slice(0, likeEvidenceMax).map(({ term, share, field, index }) => {
    const first = positionOf(view, field, index);
    return evidenceOf(view, { rule: 'like', term, points: points * share, first, last: first });
  });
}

const hasHardTerms = ({ groups, any }: CompiledTopic) => groups.length > 0 || any.length > 0;

function byRank(a: Match, b: Match): number {
  if (a.isHit !== b.isHit) return a.isHit ? -1 : 1;
  const share = b.score / b.threshold - a.score / a.threshold;
  return share === 0 || Number.isNaN(share) ? (a.topic < b.topic ? -1 : 1) : share;
}
