import { wordSet, type Language } from './language.ts';

const particles = `
של את על עם אל מן זה זו זאת הוא היא הם הן אני אתה אנחנו אתם כי אם או גם רק לא אין יש היה היתה הייתה היו יהיה כל כמו אך אבל עד בין לפני אחרי תחת נגד לפי אצל כדי אשר מה מי איך למה מתי שם כאן עוד כבר מאוד יותר פחות לאחר במהלך אמר אמרה מסר דיווח ביום ראשון שני שלישי רביעי חמישי שישי שבת
`;

const points = /[\u0591-\u05C7\u200E\u200F]/gu;
const finals: Readonly<Record<string, string>> = { ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' };

/** Without points; final letters as the others; both kinds of quotes within an acronym (צה״ל, צה"ל) gone. */
const fold = (surface: string) =>
  surface
    .normalize('NFKC')
    .replace(points, '')
    .replace(/["'׳״’]/gu, '')
    .toLowerCase()
    .replace(/[ךםןףץ]/gu, (letter) => finals[letter] ?? letter);

const restMin = 3;

/**
 * "And", "that", prepositions and the article off where three letters are left, then the plural. There is no lexicon, so a
 * lone ב כ ל מ ש stays: too many words begin with one; before the article or behind "and" it is surely a particle.
 */
function hebrewTerm(folded: string): string {
  let bare = folded.replace(/^ו(?=[^ו].{2})/u, '');
  // Twice, so that a word which begins with ה comes to the same with and without its article.
  for (let cut = 0; cut < articlesMax; cut += 1) bare = bare.replace(/^[בכלמש]?ה(?=.{3})/u, '');
  const plural = /^(.{3,})(?:ימ|ות)$/u.exec(bare);
  const word = plural?.[1] ?? bare;
  return word.length >= restMin ? word.replace(/(?<=.{3})[הת]$/u, '') : folded;
}

const articlesMax = 2;

export const hebrew: Language = {
  code: 'he',
  script: 'other',
  stopwords: wordSet(particles, fold),
  fold,
  term: (_, folded) => hebrewTerm(folded),
};
