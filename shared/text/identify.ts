import { bitsOf, is, unitsOf } from './characters.ts';
import { arabicScript } from './identify/arabic-script.ts';
import { isKurmanji } from './identify/kurmanji.ts';
import { languageByPieces } from './identify/pieces.ts';
import { unmasked } from './look-alikes.ts';
import { plainText } from './plain-text.ts';

/** So much of a text decides; more would only cost time. */
const charsMax = 1_000;
const lettersMin = 2;

/**
 * The language that a text is written in: BCP 47 primary subtag, `und` when nobody can tell. A script that one language
 * uses tells it; languages of Arabic letters by the letters and small words that only they have; Latin and Cyrillic ones
 * by pieces of words.
 */
export function identify(text: string): string {
  const sample = unmasked(plainText(text.slice(0, charsMax)), 'und').text;
  const { letterCount, arabicCount } = countLetters(sample);
  if (letterCount < lettersMin) return 'und';
  if (arabicCount >= letterCount / 2) return arabicScript(sample);
  const letters = sample.match(/\p{L}/gu) ?? [];
  const shareOf = (script: RegExp) => letters.filter((letter) => script.test(letter)).length / letterCount;
  const own = ownScripts.find(([script]) => shareOf(script) >= scriptShare);
  if (own !== undefined) return own[1];
  if (isKurmanji(sample)) return 'ku';
  const found = languageByPieces(sample) ?? 'und';
  // Malay and Indonesian are hardly told apart, and the news is mostly Indonesian.
  if (found === 'ms') return 'id';
  // Azerbaijani without its most frequent letter is none.
  return found === 'az' && !/ə/iu.test(sample) ? 'tr' : found;
}

function countLetters(text: string): { readonly letterCount: number; readonly arabicCount: number } {
  let letterCount = 0;
  let arabicCount = 0;
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at)!;
    const bits = bitsOf(code);
    if ((bits & is.letter) !== 0) letterCount += 1;
    if ((bits & is.letter) !== 0 && (bits & is.arabic) !== 0) arabicCount += 1;
    at += unitsOf(code);
  }
  return { letterCount, arabicCount };
}

/** Japanese before Chinese, whose characters it also uses. */
const scriptShare = 0.3;
const ownScripts: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Greek}/u, 'el'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Lao}/u, 'lo'],
  [/\p{Script=Khmer}/u, 'km'],
  [/\p{Script=Myanmar}/u, 'my'],
  [/\p{Script=Armenian}/u, 'hy'],
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Ethiopic}/u, 'am'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Bengali}/u, 'bn'],
  [/\p{Script=Gurmukhi}/u, 'pa'],
  [/\p{Script=Gujarati}/u, 'gu'],
  [/\p{Script=Oriya}/u, 'or'],
  [/\p{Script=Tamil}/u, 'ta'],
  [/\p{Script=Telugu}/u, 'te'],
  [/\p{Script=Kannada}/u, 'kn'],
  [/\p{Script=Malayalam}/u, 'ml'],
  [/\p{Script=Sinhala}/u, 'si'],
];
