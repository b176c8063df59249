import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/text/analyse.ts';
import type { Frequencies } from '../../shared/domain/frequencies.ts';
import { keywords } from '../../shared/text/keywords.ts';

const termsOf = (text: string, lang?: string) => analyse(text, lang).tokens.map(({ term }) => term);
const scripts = fc.string({ unit: fc.constantFrom(...'وال بغداد ٦٠٠٠ مُعتقل، ـ سوریه États-Unis l’Irak 6,000 DEAŞ 東京 \u200f\u200c\n.؟«»'.split('')) }); // prettier-ignore

describe('keywords', () => {
  const article = {
    title: 'نقل معتقلي داعش من سوريا إلى العراق',
    text: 'أعلنت القيادة المركزية الأميركية أن مروحياتها نقلت 150 معتقلا من داعش من سجن في الحسكة إلى بغداد. وقال مسؤول عراقي إن المعتقلين سيوزعون على سجون عراقية. ويبلغ عدد المعتقلين قرابة ستة آلاف معتقل.',
  };

  it('names what the article is about, best first, in forms that it uses', () => {
    const { keywords: found } = keywords({ ...article, lang: 'ar' });
    expect(found.length).toBeGreaterThan(3);
    expect(found.length).toBeLessThanOrEqual(20);
    const words = found.slice(0, 8).flatMap(({ surface }) => surface.split(' '));
    expect(words.some((word) => termsOf(word, 'ar')[0] === termsOf('معتقل', 'ar')[0])).toBe(true);
    for (const { surface } of found) expect(`${article.title} ${article.text}`).toContain(surface);
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
  });

  it('has none for a text without words, and never throws', () => {
    expect(keywords({ title: '', text: ' … 12 ' }).keywords).toEqual([]);
    fc.assert(fc.property(scripts, (text) => void keywords({ title: '', text })));
  });

  it('points at the words in title or text, and names their concepts', () => {
    const { keywords: found } = keywords({ ...article, lang: 'ar' });
    for (const { field, start, end, surface } of found)
      expect(article[field].slice(start, end).replace(/\s+/gu, ' ')).toBe(surface);
    const ids = found.map(({ entity }) => entity);
    expect(ids).toContain('isis');
    expect(ids).toContain('detainee');
  });

  it('takes one word under its particles and endings for one keyword', () => {
    const terms = keywords({ ...article, lang: 'ar' }).keywords.map(({ term }) => term);
    expect(new Set(terms).size).toBe(terms.length);
  });

  it('ranks a word lower the more of the stored articles have it, the more articles there are', () => {
    const text =
      'The harbour commission met. The harbour needs repair, the commission said. Repair will cost much.';
    const rankOf = (terms?: Frequencies) =>
      keywords({ text, lang: 'en' }, { frequencies: { terms } }).keywords.findIndex(
        ({ surface }) => surface === 'commission',
      );
    const common = (articles: number) => ({ articles, of: (term: string) => (term === 'commiss' ? articles / 2 : 1) }); // prettier-ignore
    expect(rankOf(common(2))).toBe(rankOf());
    expect(rankOf(common(50_000))).toBeGreaterThan(rankOf());
  });

  it('takes for a word that names a concept how rare the concept is in all languages', () => {
    const text = 'The prison holds a thief. The thief left the prison. The prison and the thief.';
    const scoreOf = (concepts: Frequencies, terms?: Frequencies) =>
      keywords({ text, lang: 'en' }, { frequencies: { concepts, terms } }).keywords.find(({ surface }) => surface === 'prison')!.score; // prettier-ignore
    const counts = (count: number) => ({ articles: 50_000, of: () => count });
    expect(scoreOf(counts(25_000), counts(1))).toBeLessThan(scoreOf(counts(1), counts(1)));
    expect(scoreOf(counts(1), counts(1))).toBe(scoreOf(counts(1), { articles: 50_000, of: (term) => (term === 'prison' ? 40_000 : 1) })); // prettier-ignore
  });

  it('calls no time and no amount a keyword', () => {
    const { keywords: found } = keywords({ text: 'Two million people left the city this year. The year was bad for the city.', lang: 'en' }); // prettier-ignore
    expect(found.map(({ surface }) => surface)).not.toContain('year');
    expect(found.map(({ surface }) => surface)).not.toContain('million');
  });
});
