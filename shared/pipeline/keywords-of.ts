import type { Article } from '../domain/article.ts';
import type { Analyse } from '../domain/text.ts';
import { conceptTable, type FrequencySource } from '../store/frequencies.ts';
import { keywords } from '../text/keywords.ts';

export type UnrankedArticle = Omit<Article, 'keywords' | 'frequencies'>;

/** The keywords of an article, by how rare their words are where that has been learned. */
export async function keywordsOf(
  learned: FrequencySource,
  { title, text, lang }: UnrankedArticle,
  analyse: Analyse,
): Promise<Pick<Article, 'keywords' | 'frequencies'>> {
  const [terms, concepts] = await Promise.all([learned(lang), learned(conceptTable)]);
  const ranked = keywords(
    { text, title, lang },
    { frequencies: { terms: terms?.frequencies, concepts: concepts?.frequencies }, read: analyse },
  );
  const used = [terms, concepts].flatMap((table) => table?.key ?? []);
  return { keywords: ranked.keywords, ...(used.length > 0 && { frequencies: used }) };
}
