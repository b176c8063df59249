import { foldArabic } from './ar.ts';
import { wordSet, type Language } from './language.ts';

const particles = `
لە بە بۆ و کە لەگەڵ ئەم ئەو ئەوە ئەمە یان تا هەر وەک بەڵام چونکە ئەگەر هەموو زۆر دوای پێش نێوان لەسەر دژی بوو بوون دەبێت نییە هەیە کرد کردن دەکات کرا وتی گوتی دا بۆیە لێ پێ تێدا یەک دوو لەلایەن هەروەها تەنها ئێستا
`;

/** Definite, plural and bound endings: زیندانییەکان, زیندانیان and زیندانی. */
const endings = /(?:هكانيان|هكانى|هكاني|هكان|هكهى|هكه|يهكان|يهكه|يان|هوه|يش)$/u;
const stemMin = 3;

function soraniTerm(folded: string): string {
  const cut = folded.replace(endings, '');
  const stem = cut.length >= stemMin ? cut : folded;
  const plural = stem === folded ? (/^(.{4,})ان$/u.exec(stem)?.[1] ?? stem) : stem;
  return plural.replace(/(?<=.{3})ي{1,2}$/u, '');
}

export const sorani: Language = {
  code: 'ckb',
  script: 'Arab',
  stopwords: wordSet(particles, foldArabic),
  fold: foldArabic,
  term: (_, folded) => soraniTerm(folded),
};
