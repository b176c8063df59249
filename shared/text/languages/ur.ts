import { foldArabic } from './ar.ts';
import { wordSet, type Language } from './language.ts';

const particles = `
کا کی کے کو سے میں پر نے اور یہ وہ ہے ہیں تھا تھی تھے ہو ہوا ہوئے ہوئی گا گی گے کہ جو جس جن اس ان اب تک بھی ہی تو نہ نہیں ایک دو کر کیا کرنے کرتے دیا دی دیے گیا گئی گئے لیے لئے ساتھ بعد پہلے دوران خلاف طرف درمیان مطابق کسی کچھ سب بہت مزید صرف اپنے اپنی اپنا انہوں انہیں جب اگر مگر لیکن بلکہ یا کہا بتایا جانب ذریعے والے والی والا رہا رہی رہے
`;

/** Plurals of nouns: -وں and -یں of every word, -ے of one in -ا or -ہ, -ات and -یاں of learned and feminine ones. */
function urduTerm(folded: string): string {
  if (/.{3}(?:يا?ں|وں)$/u.test(folded)) return ended(folded.replace(/(?:ي?اں|يں|وں)$/u, ''));
  if (/.{3}ات$/u.test(folded)) return ended(folded.slice(0, -2));
  return ended(folded);
}

/** لڑکا, لڑکے and لڑکوں; خبریں and خبر: the last vowel tells only number and case. */
const ended = (word: string) => word.replace(/(?<=.{2})[اہهےي]$/u, '');

export const urdu: Language = {
  code: 'ur',
  script: 'Arab',
  stopwords: wordSet(particles, foldArabic),
  fold: foldArabic,
  term: (_, folded) => urduTerm(folded),
};
