interface Marks {
  readonly code: string;
  /** Letters that of these languages only this one has. */
  readonly letters: RegExp;
  readonly words: ReadonlySet<string>;
}

const word = (list: string) => new Set(list.split('|'));

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
  words: word('في|من|على|إلى|أن|التي|الذي|عن|مع|هذا|هذه|و'),
};

/** A letter that the others do not have at all says more than a word that they might. */
const ownLetterWeight = 3;
/** Points that a language must have for each word of the text: a name or two of another one prove nothing. */
const pointsMin = 0.25;

/** The most marks win; a language that Persian's letters are also used for wins with marks of its own only. */
export function arabicScript(text: string): string {
  const runs = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  const found = [...runs, ...joinedIn(text)];
  const wordsOf = (words: ReadonlySet<string>) => count(found, (one) => words.has(one));
  const pointsOf = ({ letters, words }: Omit<Marks, 'code'>, weight = 1) =>
    weight * (text.match(letters)?.length ?? 0) + wordsOf(words);
  const best = marks
    .map((one) => ({ code: one.code, points: pointsOf(one, ownLetterWeight) }))
    .reduce((left, right) => (right.points > left.points ? right : left));
  const ofPersian = pointsOf(persian);
  const ofArabic = pointsOf(arabic) + count(found, hasArticle);
  const isOwn = best.points > wordsOf(persian.words) && best.points > ofArabic / 2;
  if (isOwn && best.points >= pointsMin * runs.length) return best.code;
  return ofPersian > ofArabic ? 'fa' : 'ar';
}

const joiner = '\u200C';

/** Runs of letters with the non-joiner behind them, and what follows it: in Sorani part of a word, in Persian between two. */
export function joinedIn(text: string): readonly string[] {
  return text.includes(joiner)
    ? (text.match(/(?<![\p{L}\p{M}])[\p{L}\p{M}]+\u200C[\p{L}\p{M}]*/gu) ?? [])
    : [];
}

const hasArticle = (word: string) => word.startsWith('ال') && /^ال\p{L}{3,}$/u.test(word);

function count(words: readonly string[], fits: (word: string) => boolean): number {
  let fitting = 0;
  for (const word of words) if (fits(word)) fitting += 1;
  return fitting;
}
