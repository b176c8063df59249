import { isolate, points } from '../shared/channels/message.ts';
import { allTerms, hasTerms, type Evidence, type Match, type Topic } from '../shared/domain/topic.ts';
import { count } from './output.ts';

/** One rule of a topic and what an article has of it. */
export interface RuleCheck {
  /** `all:who`, `any`, `weights`, `near`, `not`, `languages`, `sources`, `like`. */
  readonly rule: string;
  /** `lacking`: a hard rule that does not hold; `none`: nothing of what only gives points. */
  readonly state: 'holds' | 'lacking' | 'none';
  readonly points: number;
  /** The words of the article that met it, best first. */
  readonly met: readonly Evidence[];
  /** What would have met it. */
  readonly wanted: readonly string[];
}

const wantedMax = 6;
const metMax = 8;

/** A topic group by group, in the order of its file. */
export function ruleByRule(topic: Topic, { receipt }: Match): RuleCheck[] {
  const checkOf = (
    rule: string,
    wanted: readonly string[],
    isHard: boolean,
    isLacking: boolean,
  ): RuleCheck => {
    const met = receipt.evidence.filter((one) => one.rule === (rule === 'weights' ? 'weight' : rule));
    const state = isLacking ? 'lacking' : met.length > 0 || isHard ? 'holds' : 'none';
    return { rule, state, points: met.reduce((sum, one) => sum + one.points, 0), met, wanted };
  };
  const lacks = (name: string) => receipt.missing.includes(name);
  const hasLacking = (start: string) => receipt.missing.some((one) => one.startsWith(start));
  const windows = topic.near.map(({ terms, within }) => `${allTerms(terms).join(' ~ ')} (${within} words)`);
  return [
    ...topic.all.map(({ name, terms }) => checkOf(`all:${name}`, allTerms(terms), true, lacks(name))),
    ...(hasTerms(topic.any) ? [checkOf('any', allTerms(topic.any), true, lacks('any'))] : []),
    ...(hasTerms(topic.not) ? [checkOf('not', allTerms(topic.not), true, hasLacking('not: '))] : []),
    ...(topic.languages.length > 0 ? [checkOf('languages', topic.languages, true, hasLacking('language: '))] : []),
    ...(topic.sources === undefined ? [] : [checkOf('sources', topic.sources, true, hasLacking('source: '))]),
    ...(Object.keys(topic.weights).length > 0 ? [checkOf('weights', Object.keys(topic.weights), false, false)] : []),
    ...(windows.length > 0 ? [checkOf('near', windows, false, false)] : []),
    ...(receipt.like === undefined ? [] : [{ ...checkOf('like', [], false, false), points: receipt.like.points }]),
  ]; // prettier-ignore
}

/** The points that an article would have if no hard rule stood in the way. */
export function pointsWithoutHardRules({ receipt }: Match): number {
  const rules = receipt.evidence.filter(({ rule }) => rule !== 'like');
  return rules.reduce((sum, one) => sum + one.points, 0) + (receipt.like?.points ?? 0);
}

/** As much of the threshold as a near miss has; the group that is lacking would have brought points too. */
const enoughShare = 0.7;

/** Only one hard rule kept it out. */
export const isOneRuleShort = (match: Match) =>
  match.receipt.missing.length === 1 && pointsWithoutHardRules(match) >= enoughShare * match.threshold;

/** `no hit, 9.6 of 13.7 points: 4.1 short (70 % of it)`. */
export function verdictText(match: Match): string {
  const { score, threshold, isHit, receipt } = match;
  const sum = `${points(score)} of ${points(threshold)} points`;
  if (isHit) return `hit, ${sum}`;
  if (receipt.missing.length > 0) {
    const without = pointsWithoutHardRules(match);
    const enough = without >= threshold ? `enough for the ${points(threshold)} needed` : `of ${points(threshold)} needed`; // prettier-ignore
    return `no hit, ${sum}: ${count(receipt.missing.length, 'hard rule')} not met (${receipt.missing.map(isolate).join(', ')}); without ${receipt.missing.length === 1 ? 'it' : 'them'} it would have ${points(without)}, ${enough}`;
  }
  const share = threshold > 0 ? ` (${Math.floor((100 * score) / threshold)} % of it)` : '';
  return `no hit, ${sum}: ${points(threshold - score)} short${share}`;
}

const marks = { holds: '✓', lacking: '✗', none: '·' } as const;

/** A line a rule: what met it, or what would have. */
export function ruleLines(topic: Topic, match: Match): string[] {
  return ruleByRule(topic, match).map(
    (check) => `${marks[check.state]} ${check.rule}: ${checkText(check, match)}`,
  );
}

function checkText({ rule, state, points: sum, met, wanted }: RuleCheck, { receipt }: Match): string {
  const texts = [...new Set(met.map(metText))];
  const shown = texts.slice(0, metMax).join(', ');
  const more = texts.length > metMax ? `, and ${texts.length - metMax} more` : '';
  if (rule === 'not') return state === 'holds' ? 'nothing of it' : `${shown || receipt.missing.filter((one) => one.startsWith('not: ')).join(', ')}, which rules it out`; // prettier-ignore
  if (rule === 'languages') return state === 'holds' ? 'one of them' : `none of ${wanted.join(', ')}`;
  if (rule === 'like') {
    const { similarity = 0 } = receipt.like ?? {};
    const scale = `likeness ${similarity.toFixed(2)} (0: unrelated, 1: as alike as the examples are)`;
    return `+${points(sum)}, ${scale}${met.length === 0 ? '; nothing shared' : `; shared: ${shown}${more}`}`;
  }
  if (met.length > 0) return `+${points(sum)} by ${shown}${more}`;
  const rest = wanted.length - wantedMax;
  return `none of ${wanted.slice(0, wantedMax).map(isolate).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}

/** The words as the article has them, and the term that they met where that is another. */
function metText({ rule, term, surface, field }: Evidence): string {
  const where = field === 'title' ? ', in the title' : '';
  const isSame = term === surface || rule === 'like';
  return isSame
    ? `${isolate(surface)}${where && ' (title)'}`
    : `${isolate(surface)} (${isolate(term)}${where})`;
}
