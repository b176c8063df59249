interface Marks {
  readonly code: string;
  /** Letters that of these languages only this one has. */
  readonly letters: RegExp;
  readonly words: RegExp;
}

const word = (list: string) => new RegExp(`(?<![\\p{L}\\p{M}])(?:${list})(?![\\p{L}\\p{M}])`, 'gu');

/** Each of these also has letters of Persian. */
const marks: readonly Marks[] = [
  {
    code: 'ckb',
    letters: /[ڕڵۆێڤە]/gu,
    words: word('له‌|بۆ|لە|بە|که‌|ئه‌م|ئه‌و|ئەم|ئەو|دەکات|بوو|هەر|لەگەڵ|کرد|پێ|وە|دا'),
  },
  {
    code: 'ur',
    letters: /[ہھٹڈڑںےۓۂ]|ئی(?!\p{L})/gu,
    words: word(
      'کی|کے|کا|کو|میں|سے|نے|پر|اور|ہے|ہیں|تھا|تھی|جو|بھی|اس|ایک|کر|گیا|تھے|اب|جی|جناب|تک|وہ|یہ|ہی|تاریخ|مسائل',
    ),
  },
  { code: 'ps', letters: /[ټډړښځڅېۍګڼ]/gu, words: word('د|په|چې|دی|ته|کې|سره') },
  { code: 'ug', letters: /[ئۇۈېڭۋ]ې|[ۇۈڭۋ]/gu, words: word('ۋە|بىلەن|ئۈچۈن') },
];
const persian = {
  letters: /[پچژگکی]/gu,
  words: word('در|به|بر|اگر|هر|چه|از|که|را|با|این|است|برای|شد|شده|می|بود|کرد|تا|نیز|خود|آن|ها|های|هم|و'),
};
const arabic = {
  letters: /[ةىيكأإؤ]/gu,
  words: word('في|من|على|إلى|أن|التي|الذي|عن|مع|هذا|هذه|ال\\p{L}{3,}|و'),
};

/** A letter that the others do not have at all says more than a word that they might. */
const ownLetterWeight = 3;
/** Points that a language must have for each word of the text: a name or two of another one prove nothing. */
const pointsMin = 0.25;

/** The most marks win; a language that Persian's letters are also used for wins with marks of its own only. */
export function arabicScript(text: string): string {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const wordCount = count(/[\p{L}\p{M}]+/gu);
  const pointsOf = ({ letters, words }: Omit<Marks, 'code'>, weight = 1) => weight * count(letters) + count(words); // prettier-ignore
  const best = marks
    .map((one) => ({ code: one.code, points: pointsOf(one, ownLetterWeight) }))
    .reduce((left, right) => (right.points > left.points ? right : left));
  const [ofPersian, ofArabic] = [pointsOf(persian), pointsOf(arabic)];
  const isOwn = best.points > count(persian.words) && best.points > ofArabic / 2;
  if (isOwn && best.points >= pointsMin * wordCount) return best.code;
  return ofPersian > ofArabic ? 'fa' : 'ar';
}
