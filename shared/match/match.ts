import type { Analyse } from '../domain/text.ts';
import type { Evidence, Match, Matchable } from '../domain/topic.ts';
import { candidates } from './anchors.ts';
import { planFor } from './compile.ts';
import { likeCandidates, likeness, likeSettings, likeViewOf, type Likeness, type LikeView } from './like.ts';
import type { Plan } from './plan.ts';
import { bestEvidence, evidenceOf } from './receipt.ts';
import { holds, offerOf, scoreRules, type Offer } from './rules.ts';
import type { RuleTable } from './table.ts';
import { positionOf, readArticle, viewOf, type View } from './view.ts';

/** Shared terms of `like` that a receipt shows. */
const likeEvidenceMax = 8;
/** Sums of the same points in another order may differ by this much. */
const pointsTolerance = 1e-9;

/**
 * The topics that an article scores above 0 in or hits: hits first, then by share of their threshold. The
 * presearch (anchors.ts, and the postings of like.ts) decides which topics are looked at.
 */
export function match(plan: Plan, article: Matchable, analyse: Analyse): Match[] {
  const read = readArticle(article, analyse);
  const { lexicon, rules, anchors } = planFor(plan, read.lang, analyse);
  const view = viewOf(read, lexicon);
  const likeView = plan.like.postings.size === 0 ? undefined : likeViewOf(plan.like, view);
  const found = candidates(anchors, view);
  if (likeView) {
    const alike = likeCandidates(plan.like, view.lang, likeView);
    for (const at of found) alike.delete(at);
    for (const at of alike) if (offerOf(rules, at, plan.topics[at]!).leastHard === 0) found.push(at);
  }
  const matches: Match[] = [];
  for (const at of found) {
    if (!holds(rules, at, view)) continue;
    const judged = judge(plan, at, rules, view, likeView);
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
  if (at === -1) throw new Error(`no topic "${topicName}" in the plan`);
  const read = readArticle(article, analyse);
  const { lexicon, rules } = planFor(plan, read.lang, analyse);
  const view = viewOf(read, lexicon);
  return judge(plan, at, rules, view, likeViewOf(plan.like, view));
}

function judge(plan: Plan, at: number, table: RuleTable, view: View, likeView?: LikeView): Match {
  const topic = plan.topics[at]!;
  const rules = scoreRules(table, at, topic, view);
  const profile = plan.like.profiles[at];
  const like = profile && likeView ? likeness(profile, view, likeView) : undefined;
  const likePoints = like === undefined ? 0 : likeSettings.points * like.similarity;
  const threshold = topic.threshold ?? defaultThreshold(offerOf(table, at, topic), like);
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
function defaultThreshold({ leastHard, soft }: Offer, like?: Likeness): number {
  const isHard = leastHard > 0;
  if (like && !(isHard && like.isCross))
    return leastHard + likeSettings.points * likeSettings.thresholdSimilarity;
  return isHard ? leastHard : soft / 2;
}

function likeEvidence({ shares }: Likeness, points: number, view: View): Evidence[] {
  if (points === 0) return [];
  return shares.slice(0, likeEvidenceMax).map(({ term, share, field, index }) => {
    const first = positionOf(view, field, index);
    return evidenceOf(view, { rule: 'like', term, points: points * share, first, last: first });
  });
}

function byRank(a: Match, b: Match): number {
  if (a.isHit !== b.isHit) return a.isHit ? -1 : 1;
  const share = b.score / b.threshold - a.score / a.threshold;
  return share === 0 || Number.isNaN(share) ? (a.topic < b.topic ? -1 : 1) : share;
}
