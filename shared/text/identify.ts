import { eld } from 'eld/extrasmall';

/** So much of a text decides; more would only cost time. */
const charsMax = 1_000;
const lettersMin = 2;

/**
 * The language that a text is written in: BCP 47 primary subtag, `und` when nobody can tell. Languages of the Arabic script
 * by the letters that only they have, Kurmanji by its small words, all others by letter n-grams (package eld).
 */
export function identify(text: string): string {
  const sample = text.slice(0, charsMax);
  const letters = sample.match(/\p{L}/gu) ?? [];
  if (letters.length < lettersMin) return 'und';
  const arabicCount = letters.filter((letter) => /\p{Script=Arabic}/u.test(letter)).length;
  if (arabicCount * 2 >= letters.length) return arabicScript(sample);
  if (isKurmanji(sample)) return 'ku';
  const found = eld.detect(sample).language || 'und';
  // Azerbaijani without its most frequent letter is none.
  return found === 'az' && !/ə/iu.test(sample) ? 'tr' : found;
}

/** Sorani before Urdu before Pashto: each of these also has letters of Persian. */
const ownLetters = [
  ['ckb', /[ڕڵۆێڤە]/gu],
  ['ur', /[ہھ]/gu],
  ['ps', /[ټډړښځڅېۍګڼ]/gu],
] as const;
const persianOnly = /[پچژگکی]/gu;
const arabicOnly = /[ةىيكأإؤ]/gu;
const ownLetterShare = 0.02;

function arabicScript(sample: string): string {
  const size = sample.length;
  const count = (letters: RegExp) => sample.match(letters)?.length ?? 0;
  if (/[ٹڈڑںےۓ]/u.test(sample) && count(ownLetters[0][1]) === 0) return 'ur';
  for (const [language, letters] of ownLetters) if (count(letters) > ownLetterShare * size) return language;
  const persian = count(persianOnly);
  const arabic = count(arabicOnly);
  if (persian !== arabic) return persian > arabic ? 'fa' : 'ar';
  return eld.detect(sample).language === 'fa' ? 'fa' : 'ar';
}

const kurmanjiWords =
  /(?<!\p{L})(?:û|ji|li|bi|ku|di|jî|xwe|ew|wê|wî|dike|dikin|kir|kirin|hat|hatin|bû|bûn|ne|me|min|ez|tu|wan|yê|yên|yek|her|navê|got|ketin|re|de|da|çû|heye|nav|ber|ser|hev|gelek|tê)(?!\p{L})/giu;
const kurmanjiLetters = /[êîû]/giu;
const foreignToKurmanji = /[ıöüğáéóñãõäàèùâôœßåæø]/iu;

/** Close to no other language's small words, but no detector that is light enough knows it. */
function isKurmanji(sample: string): boolean {
  if (foreignToKurmanji.test(sample)) return false;
  const wordCount = sample.split(/\s+/u).length;
  const smallWords = sample.match(kurmanjiWords)?.length ?? 0;
  const letters = sample.match(kurmanjiLetters)?.length ?? 0;
  return letters > 0
    ? smallWords + letters / 2 >= 0.3 * wordCount
    : smallWords >= 0.5 * wordCount && smallWords > 2;
}
