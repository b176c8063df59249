import type { Analysis, Token } from './text.ts';

/** A count as an article tells it: 6000 for "6,000", "٦٠٠٠", "6 آلاف" and "six thousand". */
export interface Count {
  readonly value: number;
  /** Terms of the next words, which are what is counted in every language we know. */
  readonly things: readonly string[];
  /** Index of its first token and of the one after its last. */
  readonly first: number;
  readonly end: number;
}

const thingsMax = 2;
const thingReach = 4;
const wordsMax = 8;

const table = (source: string): [string, number][] =>
  source.split(/\s+/u).map((entry) => {
    const [word = '', value = ''] = entry.split('=');
    return [plain(word), Number(value)];
  });

const units = new Map(
  table(
    'one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 fifteen=15 ' +
      'twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 ' +
      'deux=2 trois=3 quatre=4 cinq=5 sept=7 huit=8 neuf=9 dix=10 vingt=20 trente=30 quarante=40 cinquante=50 ' +
      'iki=2 üç=3 dört=4 beş=5 altı=6 yedi=7 sekiz=8 dokuz=9 yirmi=20 otuz=30 kırk=40 elli=50 altmış=60 ' +
      'ثلاثه=3 ثلاث=3 اربعه=4 اربع=4 خمسه=5 خمس=5 سته=6 ست=6 سبعه=7 سبع=7 ثمانيه=8 ثماني=8 تسعه=9 تسع=9 ' +
      'عشره=10 عشر=10 عشرون=20 عشرين=20 ثلاثون=30 ثلاثين=30 اربعون=40 اربعين=40 خمسون=50 خمسين=50 ستون=60 ' +
      'ستين=60 سبعون=70 سبعين=70 ثمانون=80 ثمانين=80 تسعون=90 تسعين=90 ' +
      'دو=2 سه=3 چهار=4 پنج=5 شش=6 هفت=7 هشت=8 نه=9 ده=10 بیست=20 سی=30 چهل=40 پنجاه=50 شصت=60 ' +
      'مئتان=200 مئتين=200 مئتي=200 مائتان=200 مائتين=200 مائتي=200 ' +
      'ثلاثمئه=300 ثلاثمائه=300 اربعمئه=400 اربعمائه=400 خمسمئه=500 خمسمائه=500 ستمئه=600 ستمائه=600 ' +
      'سبعمئه=700 سبعمائه=700 ثمانمئه=800 ثمانمائه=800 تسعمئه=900 تسعمائه=900 الفان=2000 الفين=2000 الفي=2000',
  ),
);
const factors = new Map(
  table(
    'hundred=100 thousand=1000 million=1000000 billion=1000000000 cent=100 cents=100 mille=1000 ' +
      'millions=1000000 milliard=1000000000 milliards=1000000000 yüz=100 bin=1000 milyon=1000000 ' +
      'milyar=1000000000 مئه=100 مائه=100 مئات=100 الف=1000 الاف=1000 الفا=1000 مليون=1000000 ملايين=1000000 ' +
      'مليار=1000000000 صد=100 هزار=1000 میلیون=1000000 میلیارد=1000000000',
  ),
);

/**
 * Counts among an analysis's first `tokensMax` tokens, in order: digits, number words of Arabic, English, French,
 * Turkish and Persian up to the millions, and both together. Years and single small numbers are left out.
 */
export function countsOf({ text, tokens }: Analysis, tokensMax: number): Count[] {
  const counts: Count[] = [];
  const limit = Math.min(tokens.length, tokensMax);
  for (let first = 0; first < limit;) {
    const { value, end } = readSpaced(text, tokens, first) ?? readNumber(tokens, first);
    if (value === undefined) {
      first += 1;
      continue;
    }
    if (value >= 10 && !isYear(value, end - first))
      counts.push({ value, things: thingsAt(tokens, end), first, end });
    first = end;
  }
  return counts;
}

/** Thousands set apart by spaces, as French and Turkish print them: "6 000". */
function readSpaced(
  text: string,
  tokens: readonly Token[],
  first: number,
): { value: number; end: number } | undefined {
  let digits = tokens[first]!.folded;
  if (!/^[1-9]\d{0,2}$/u.test(digits)) return undefined;
  let end = first + 1;
  for (; end < tokens.length; end += 1) {
    const { folded, start } = tokens[end]!;
    const gap = text.slice(tokens[end - 1]!.end, start);
    if (!/^\d{3}$/u.test(folded) || !/^[ \u00A0\u2009\u202F]$/u.test(gap)) break;
    digits += folded;
  }
  return end === first + 1 || digits.length > 12 ? undefined : { value: Number(digits), end };
}

/** Sums and products as they are spoken: "six thousand", "مئة وخمسين", "150 ألف". */
function readNumber(tokens: readonly Token[], first: number): { value: number | undefined; end: number } {
  let total = 0;
  let group: number | undefined;
  let end = first;
  for (; end < tokens.length && end - first < wordsMax; end += 1) {
    const word = plain(tokens[end]!.folded);
    const digits = /^\d{1,12}(?:\.\d{1,6})?$/u.test(word) ? Number(word) : undefined;
    // Two figures in a row are two numbers, never a sum.
    if (digits !== undefined && end > first) break;
    const unit = digits ?? lookUp(units, word, end > first);
    const factor = lookUp(factors, word, end > first);
    if (unit !== undefined) group = (group ?? 0) + unit;
    else if (factor === undefined || (group === undefined && end === first && !startsAlone(word))) break;
    else if (factor === 100) group = (group ?? 1) * factor;
    else {
      total += (group ?? 1) * factor;
      group = undefined;
    }
  }
  return end === first ? { value: undefined, end } : { value: total + (group ?? 0), end };
}

/** "مئة" and "ألف" alone are numbers; "thousands" and "cent" alone mostly are none. */
const alone = new Set(['مئة', 'مائة', 'ألف'].map(plain));
const startsAlone = (word: string) => alone.has(word);

/** Within an Arabic number each further word carries its "and". */
function lookUp(words: ReadonlyMap<string, number>, word: string, isInside: boolean): number | undefined {
  const known = words.get(word);
  return known ?? (isInside && word.startsWith('و') ? words.get(word.slice(1)) : undefined);
}

/** One spelling of letters that number words are written with in Arabic and in Persian. */
function plain(folded: string): string {
  return folded
    .replace(/[أإآ]/gu, 'ا')
    .replace(/[ؤئ]/gu, 'ء')
    .replace(/[ىی]/gu, 'ي')
    .replace(/ک/gu, 'ك')
    .replace(/ة$/u, 'ه')
    .replace(/,/gu, '');
}

function isYear(value: number, tokenCount: number): boolean {
  return tokenCount === 1 && value >= 1900 && value <= 2100 && Number.isInteger(value) && value !== 2000;
}

function thingsAt(tokens: readonly Token[], end: number): string[] {
  return tokens
    .slice(end, end + thingReach)
    .filter(({ isStopword, term }) => !isStopword && !/^\d/u.test(term))
    .slice(0, thingsMax)
    .map(({ term }) => term);
}
