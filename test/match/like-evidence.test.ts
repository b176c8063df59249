import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../shared/domain/features.ts';
import { saidDaysOf } from '../../shared/domain/said-days.ts';
import { compile } from '../../shared/match/compile.ts';
import { likeness, likeViewOf } from '../../shared/match/like.ts';
import { explain, match } from '../../shared/match/match.ts';
import { readArticle } from '../../shared/match/view.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { topicOf } from './plain-analyse.ts';

const arabic = {
  lang: 'ar',
  title: 'إضراب في ميناء زوفان بعد حريق مخزن القمح',
  text:
    'أوقف عمال ميناء زوفان العمل صباح 12 فبراير احتجاجاً على ظروف السلامة بعد حريق أتى على مخزن للقمح. وقال ' +
    'متحدث باسم النقابة إن 340 عاملاً يشاركون في الإضراب، وإن السفن تنتظر خارج الميناء.',
};
const english = {
  lang: 'en',
  title: 'Dockers strike in Zoufan after grain store fire',
  text:
    'Dock workers at the port of Zoufan walked out on February 12 after a fire destroyed a wheat store. The ' +
    'union said 340 workers had joined the strike and ships were waiting outside the port.',
};
const laterArabic = {
  lang: 'ar',
  title: 'سفن القمح تبتعد عن زوفان مع استمرار الإضراب',
  text: 'غيرت ثلاث سفن محملة بالقمح وجهتها بعيداً عن زوفان مع دخول إضراب عمال الميناء يومه الثالث، ويشارك فيه 340 عاملاً.',
};

const similarityOf = (like: readonly object[], article: object) =>
  explain(compile([topicOf({ like: like as never })], analyse), 'topic', article as never, analyse).receipt
    .like!.similarity;

describe('the evidence of like', () => {
  it('takes a concept for all of its words, and counts none of them twice', () => {
    const text = analyse('إضراب العمال في زوفان', 'ar');
    const covered = [...featuresOf(undefined, text)].filter(([, { conceptShare }]) => conceptShare === 1);
    expect(text.concepts.map(({ concept }) => concept.id)).toContain('strike');
    expect(covered.map(([, { index }]) => index)).toContain(0);
    const plan = compile([topicOf({ like: [arabic] })], analyse);
    const { terms } = likeViewOf(plan.like, readArticle(arabic, analyse));
    expect(terms.get('&strike')).toBeGreaterThan(0);
    expect(terms.has(text.tokens[0]!.term)).toBe(false);
  });

  it('takes for a possible name what never stands with an article or an ending', () => {
    const features = featuresOf(undefined, analyse('وصلت سفينة إلى زوفان وغادرت السفينة زوفان', 'ar'));
    const kindOf = (word: string) => features.get(analyse(word, 'ar').tokens[0]!.term)?.kind;
    expect(kindOf('زوفان')).toBe('bare');
    expect(kindOf('السفينة')).toBe('word');
  });

  it('compares with each example as it can be, and the shares add up to 1', () => {
    const plan = compile([topicOf({ like: [arabic, english] })], analyse);
    for (const article of [laterArabic, english, arabic]) {
      const view = readArticle(article, analyse);
      const { shares, isCross } = likeness(plan.like.profiles[0]!, view, likeViewOf(plan.like, view));
      expect(isCross).toBe(false);
      expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
      expect(new Set(shares.map(({ term }) => term)).size).toBe(shares.length);
    }
  });

  it('finds every topic that scores, whichever way the examples were compared', () => {
    const plan = compile([topicOf({ like: [arabic, english] })], analyse);
    for (const article of [laterArabic, { lang: 'en', text: 'The strike in Zoufan goes on: 340 workers.' }]) {
      const judged = explain(plan, 'topic', article, analyse);
      expect(judged.score).toBeGreaterThan(0);
      expect(match(plan, article, analyse)).toEqual([judged]);
    }
  });

  it('asks more where the examples are copies of each other', () => {
    const one = similarityOf([arabic], laterArabic);
    const two = similarityOf([arabic, arabic], laterArabic);
    // Two copies as examples: the topic's scale says that its articles are copies.
    expect(two).toBeLessThan(one);
  });

  it('is higher for the same day and count than for others', () => {
    const other = { ...english, text: english.text.replace('February 12', 'April 3').replace('340', '75') };
    expect(similarityOf([arabic], english)).toBeGreaterThan(similarityOf([arabic], other));
  });
});

describe('days that are said', () => {
  const daysOf = (text: string, lang: string) => saidDaysOf(analyse(text, lang)).map(({ day }) => day);

  it('are read before and after the month, in every language alike', () => {
    expect(daysOf('في 12 فبراير (شباط) الماضي', 'ar')).toEqual(['2-12']);
    expect(daysOf('on February 12, and again on 3 March', 'en')).toEqual(['2-12', '3-3']);
    expect(daysOf('le 12 février', 'fr')).toEqual(['2-12']);
    expect(daysOf('12 Şubat’ta', 'tr')).toEqual(['2-12']);
  });

  it('are none without a number that can be a day', () => {
    expect(daysOf('in May 2026 they may go, 45 March', 'en')).toEqual([]);
  });
});
