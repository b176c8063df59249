import { describe, expect, it } from 'vitest';
import { isOneRuleShort, ruleByRule, ruleLines, verdictText } from '../../cli/rule-by-rule.ts';
import type { Topic } from '../../shared/domain/topic.ts';
import { compile } from '../../shared/match/compile.ts';
import { explain } from '../../shared/match/match.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { topicOf } from '../pipeline/test-world.ts';

const topic = topicOf('detainees', {
  all: [
    { name: 'who', terms: ['داعش', 'ISIS'] },
    { name: 'where', terms: ['العراق', 'بغداد'] },
  ],
  any: ['معتقل'],
  weights: { قسد: 2 },
  not: ['كرة القدم'],
  threshold: 3,
});
const judge = (text: string, one: Topic = topic) =>
  explain(compile([one], analyse), one.name, { text, lang: 'ar' }, analyse);
const stateOf = (match: ReturnType<typeof judge>) =>
  Object.fromEntries(ruleByRule(topic, match).map(({ rule, state }) => [rule, state]));

describe('rule by rule', () => {
  it('says of a hit what met each group, as the article writes it', () => {
    const match = judge('نقل المعتقلين من داعش إلى بغداد');
    expect(stateOf(match)).toEqual({ 'all:who': 'holds', 'all:where': 'holds', any: 'holds', not: 'holds', weights: 'none' }); // prettier-ignore
    expect(ruleLines(topic, match).join('\n')).toMatch(/✓ any: \+1\.3 by \u2068المعتقلين\u2069 \(\u2068معتقل\u2069\)/u); // prettier-ignore
    expect(verdictText(match)).toMatch(/^hit, 3\.8 of 3 points$/u);
  });

  it('says of a silent one which group it lacks, what would have met it, and that it was only that', () => {
    const match = judge('نقل المعتقلين من داعش بيد قسد إلى دمشق');
    expect(stateOf(match)).toMatchObject({ 'all:who': 'holds', 'all:where': 'lacking', weights: 'holds' });
    expect(ruleLines(topic, match).join('\n')).toContain('✗ all:where: none of \u2068العراق\u2069, \u2068بغداد\u2069'); // prettier-ignore
    expect(verdictText(match)).toMatch(/^no hit, 0 of 3 points: 1 hard rule not met .*without it it would have 5, enough for the 3 needed$/u); // prettier-ignore
    expect(isOneRuleShort(match)).toBe(true);
    expect(isOneRuleShort(judge('أمطار'))).toBe(false);
  });

  it('says what rules an article out', () => {
    const match = judge('معتقل من داعش في بغداد يلعب كرة القدم');
    expect(stateOf(match)).toMatchObject({ not: 'lacking' });
    expect(ruleLines(topic, match).join('\n')).toMatch(/✗ not: \u2068كرة القدم\u2069, which rules it out/u);
  });

  it('says how far from the threshold an article is that lacks no group', () => {
    const match = judge('معتقل من داعش في بغداد', { ...topic, threshold: 5 });
    expect(verdictText(match)).toBe('no hit, 3.8 of 5 points: 1.3 short (75 % of it)');
  });
});
