/** What outlets do to an agency's text, each as code: `(text, another text, chance in [0, 1)) -> text`. */
export type Edit = (text: string, other: string, chance: () => number) => string;

const agencies = ['وكالات', 'أ ف ب', 'رويترز', 'الأناضول', 'د ب أ'];
const places = ['بغداد', 'القاهرة', 'بيروت', 'الرباط', 'عمّان'];
const tails = [
  'جميع الحقوق محفوظة. لمتابعة آخر الأخبار اشتركوا في قناتنا على تلغرام.',
  'ساهم في إعداد هذا التقرير مراسلونا في المنطقة، وحرره قسم الأخبار.',
  'اقرأ أيضا: ملف خاص عن أبرز ما جرى هذا الأسبوع.',
];

const pick = <T>(items: readonly T[], chance: () => number): T => items[Math.floor(chance() * items.length)]!;
const wordsOf = (text: string) => text.split(/\s+/u).filter((word) => word !== '');

export const edits: Readonly<Record<string, Edit>> = {
  'agency line and tail': (text, _, chance) =>
    `${pick(places, chance)} (${pick(agencies, chance)}) - ${text}\n\n${pick(tails, chance)}`,

  tatweel: (text, _, chance) =>
    text.replace(/(?<=[بتثجحخسشصضطظعغفقكلمنهي])(?=[\u0621-\u064A])/gu, () => {
      return chance() < 0.2 ? 'ـ'.repeat(1 + Math.floor(chance() * 3)) : '';
    }),

  'letter spelling': (text, _, chance) =>
    text
      .replace(/[أإآ]/gu, (letter) => (chance() < 0.7 ? 'ا' : letter))
      .replace(/ة(?!\p{L})/gu, (letter) => (chance() < 0.7 ? 'ه' : letter))
      .replace(/ى(?!\p{L})/gu, (letter) => (chance() < 0.7 ? 'ي' : letter))
      .replace(/ي(?!\p{L})/gu, (letter) => (chance() < 0.3 ? 'ى' : letter))
      .replace(/[\u064B-\u0652]/gu, ''),

  'cut to 60 %': (text) => {
    const words = wordsOf(text);
    return words.slice(0, Math.ceil(0.6 * words.length)).join(' ');
  },

  /** Each tenth word, about: another in its place, it goes, or another comes before it. */
  '10 % word edits': (text, other, chance) => {
    const others = wordsOf(other);
    return wordsOf(text)
      .flatMap((word) => {
        if (chance() >= 0.1) return [word];
        const kind = chance();
        if (kind < 0.5) return [pick(others, chance)];
        return kind < 0.75 ? [] : [pick(others, chance), word];
      })
      .join(' ');
  },

  /** Half as much again, of another article, before or behind. */
  '50 % added context': (text, other, chance) => {
    const words = wordsOf(text);
    const others = wordsOf(other);
    const added = Array.from({ length: Math.ceil(words.length / 2) }, (_, at) => others[at % others.length]!);
    return (chance() < 0.5 ? [...words, ...added] : [...added, ...words]).join(' ');
  },
};
