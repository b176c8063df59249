import { describe, expect, it } from 'vitest';
import type { Matchable, Topic } from '../../shared/domain/topic.ts';
import { compile } from '../../shared/match/compile.ts';
import { explain, match } from '../../shared/match/match.ts';
import { groupsOf, plainAnalyse, topicOf } from './plain-analyse.ts';

const filler = Array.from({ length: 70 }, (_, at) => `filler${at}`).join(' ');
const judge = (topic: Topic, article: Matchable) =>
  explain(compile([topic], plainAnalyse), 'topic', article, plainAnalyse);
const late = (words: string) => ({ text: `${filler}. ${words}.` });

describe('match: hard rules', () => {
  const topic = topicOf({ all: groupsOf(['detainee', 'prisoner'], ['Iraq']), not: ['football'] });

  it('needs a term of every group, by whole words', () => {
    expect(judge(topic, { text: 'Prisoners moved to Iraq' })).toMatchObject({ isHit: true, threshold: 2 });
    expect(judge(topic, { text: 'Prisoners moved' }).receipt.missing).toEqual(['g1']);
    expect(judge(topic, { text: 'Imprisonered Iraqis' }).receipt.missing).toEqual(['g0', 'g1']);
  });

  it('names what ruled an article out and shows the words', () => {
    const ruled = judge(topic, { text: 'Prisoners in Iraq play football.' });
    expect(ruled).toMatchObject({ isHit: false, score: 0, receipt: { missing: ['not: football'] } });
    expect(ruled.receipt.evidence.find(({ rule }) => rule === 'not')).toMatchObject({
      surface: 'football',
      points: 0,
    });
    expect(
      match(compile([topic], plainAnalyse), { text: 'Prisoners in Iraq play football.' }, plainAnalyse),
    ).toEqual([]);
  });

  it('needs one term of any', () => {
    const any = topicOf({ any: ['strike', '"work stops"'] });
    expect(judge(any, { text: 'Then the work stops' }).isHit).toBe(true);
    expect(judge(any, { text: 'Works stop' }).receipt.missing).toEqual(['any']);
  });

  it('keeps to the languages of the topic', () => {
    const german = topicOf({ any: ['streik'], languages: ['de'] });
    expect(judge(german, { text: 'streik', lang: 'de' }).isHit).toBe(true);
    expect(judge(german, { text: 'streik', lang: 'nl' }).receipt.missing).toEqual(['language: nl']);
  });

  it('counts terms given by language in that language only', () => {
    const topic = topicOf({ all: [{ name: 'who', terms: { en: ['detainee'], de: ['gefangene'] } }] });
    expect(judge(topic, { text: 'A detainee', lang: 'en' }).isHit).toBe(true);
    expect(judge(topic, { text: 'A detainee', lang: 'de' }).receipt.missing).toEqual(['who']);
    const french = judge(topic, { text: 'A detainee', lang: 'fr' });
    expect(french).toMatchObject({ isHit: false, threshold: 1, receipt: { missing: ['who'] } });
    expect(
      judge(topicOf({ any: ['a'], not: { de: ['detainee'] } }), { text: 'A detainee', lang: 'en' }).isHit,
    ).toBe(true);
  });

  it('keeps to the feeds and hosts of the topic', () => {
    const topic = topicOf({ any: ['strike'], sources: ['City Desk', 'example.org'] });
    const from = (feed?: string, url?: string) => judge(topic, { text: 'A strike', feed, url });
    expect(from('city desk').isHit).toBe(true);
    expect(from('Other', 'https://www.Example.org/1').isHit).toBe(true);
    expect(from('Other', 'https://myexample.org/1').receipt.missing).toEqual(['source: myexample.org']);
    expect(from('Other').receipt.missing).toEqual(['source: other']);
    expect(from().receipt.missing).toEqual(['source: unknown']);
    expect(match(compile([topic], plainAnalyse), { text: 'A strike', feed: 'Other' }, plainAnalyse)).toEqual(
      [],
    );
  });

  it('never hits a group whose terms have no word', () => {
    expect(judge(topicOf({ all: groupsOf(['…']) }), { text: '… and more' }).isHit).toBe(false);
  });
});

describe('match: terms', () => {
  const hits = (term: string, text: string) => judge(topicOf({ any: [term] }), { text }).isHit;

  it('several words are normalised words in a row', () => {
    expect(hits('islamic state', 'The Islamic States fell')).toBe(true);
    expect(hits('islamic state', 'State Islamic')).toBe(false);
    expect(hits('islamic state', 'islamic new state')).toBe(false);
  });

  it('quotes of three kinds make an exact phrase', () => {
    for (const term of ['"islamic state"', '“islamic state”', '«islamic state»']) {
      expect(hits(term, 'The Islamic State fell')).toBe(true);
      expect(hits(term, 'The Islamic States fell')).toBe(false);
    }
  });

  it('a star makes a prefix of one whole word', () => {
    expect(hits('detain*', 'The detainees')).toBe(true);
    expect(hits('detain*', 'predetained')).toBe(false);
    expect(hits('prison bre*', 'a prison breakout')).toBe(true);
    expect(hits('prison bre*', 'prison. A broom')).toBe(false);
  });

  it('no phrase spans title and text', () => {
    const topic = topicOf({ any: ['islamic state'] });
    expect(judge(topic, { title: 'On the islamic', text: 'State of things' }).isHit).toBe(false);
  });
});

describe('match: points', () => {
  it('title 1.5, lead 1.25, rest 1', () => {
    const topic = topicOf({ all: groupsOf(['iraq']) });
    expect(judge(topic, { title: 'Iraq', text: 'x' }).score).toBe(1.5);
    expect(judge(topic, { text: 'Iraq' }).score).toBe(1.25);
    expect(judge(topic, late('Iraq')).score).toBe(1);
  });

  it('n times count 1.25 - 0.25 / n', () => {
    const topic = topicOf({ all: groupsOf(['iraq']) });
    expect(judge(topic, late('Iraq Iraq')).score).toBe(1.125);
    expect(judge(topic, late('Iraq '.repeat(1000))).score).toBeCloseTo(1.25, 3);
  });

  it('the best term of a group counts fully, the next half', () => {
    const topic = topicOf({ all: groupsOf(['isis', 'daesh']), weights: { isis: 4, centcom: 3 } });
    expect(judge(topic, late('daesh isis'))).toMatchObject({ score: 4.5, threshold: 1 });
    expect(judge(topic, late('daesh centcom')).score).toBe(4);
  });

  it('two spellings of one term count once', () => {
    expect(judge(topicOf({ any: ['prisoner', 'prisoners'] }), late('prisoners')).score).toBe(1);
  });

  it('weights alone: half of their sum is the threshold', () => {
    const topic = topicOf({ weights: { isis: 4, centcom: 3 } });
    expect(judge(topic, late('isis'))).toMatchObject({ score: 4, threshold: 3.5, isHit: true });
    expect(judge(topic, late('centcom'))).toMatchObject({ score: 3, isHit: false });
  });

  it('a near rule counts within its window, in order when ordered', () => {
    const near = { terms: ['isis', 'detainee'], within: 3, weight: 2 };
    const topic = topicOf({ near: [near] });
    expect(judge(topic, late('isis held detainees')).score).toBe(2);
    expect(judge(topic, late('detainees of isis')).score).toBe(2);
    expect(judge(topic, late('isis held many detainees')).score).toBe(0);
    const ordered = topicOf({ near: [{ ...near, ordered: true }] });
    expect(judge(ordered, late('detainees of isis')).score).toBe(0);
    expect(judge(ordered, late('detainees of isis, detainees')).score).toBe(2);
  });

  it('a threshold of the topic decides', () => {
    const topic = topicOf({ all: groupsOf(['isis']), threshold: 3 });
    expect(judge(topic, late('isis'))).toMatchObject({ score: 1, threshold: 3, isHit: false });
  });
});

describe('match: receipts', () => {
  it('shows the words as written, at their place, in their sentence', () => {
    const text = 'Nothing here. Some PRISONERS were moved to Iraq! The end.';
    const { receipt } = judge(topicOf({ all: groupsOf(['prisoner']) }), { text });
    const [evidence] = receipt.evidence;
    expect(evidence).toMatchObject({
      rule: 'all:g0',
      term: 'prisoner',
      surface: 'PRISONERS',
      field: 'text',
      sentence: 'Some PRISONERS were moved to Iraq!',
    });
    expect(text.slice(evidence!.start, evidence!.end)).toBe('PRISONERS');
  });

  it('cuts a long sentence around the words', () => {
    const text = `${'before '.repeat(200)}prisoner ${'after '.repeat(200)}`;
    const [evidence] = judge(topicOf({ any: ['prisoner'] }), { text }).receipt.evidence;
    expect(evidence!.sentence).toMatch(/^…before .*\bprisoner\b.* after…$/u);
    expect(evidence!.sentence.length).toBeLessThanOrEqual(302);
  });

  it('shows at most 40 pieces of evidence, best first', () => {
    const terms = Array.from({ length: 100 }, (_, at) => `word${at}x`);
    const weights = Object.fromEntries(terms.map((term, at) => [term, at + 1]));
    const { evidence } = judge(topicOf({ weights }), late(terms.join(' '))).receipt;
    expect(evidence).toHaveLength(40);
    expect(evidence[0]).toMatchObject({ term: 'word99x', points: 100 });
  });
});

describe('match: order and languages', () => {
  it('lists hits first and leaves out what scored nothing', () => {
    const plan = compile(
      [
        topicOf({ name: 'near-miss', any: ['iraq'], threshold: 9 }),
        topicOf({ name: 'silent', any: ['chess'] }),
        topicOf({ name: 'hit', any: ['iraq'] }),
      ],
      plainAnalyse,
    );
    const found = match(plan, { text: 'Iraq' }, plainAnalyse);
    expect(found.map(({ topic, isHit }) => [topic, isHit])).toEqual([
      ['hit', true],
      ['near-miss', false],
    ]);
  });

  it('reads a term in the language of the article', () => {
    const shouting = (text: string, lang = 'und') => {
      const analysis = plainAnalyse(text, lang);
      const mark = lang === 'xx' ? '!' : '';
      return { ...analysis, tokens: analysis.tokens.map((token) => ({ ...token, term: token.term + mark })) };
    };
    const plan = compile([topicOf({ any: ['iraq'] })], shouting);
    for (const lang of ['xx', 'yy']) expect(match(plan, { text: 'Iraq', lang }, shouting)).toHaveLength(1);
  });

  it('refuses two topics of one name, and an unknown one', () => {
    expect(() => compile([topicOf({}), topicOf({})], plainAnalyse)).toThrow('two topics');
    expect(() => explain(compile([], plainAnalyse), 'x', { text: '' }, plainAnalyse)).toThrow('no topic "x"');
  });
});
