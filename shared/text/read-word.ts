import type { Token } from '../domain/text.ts';
import { languageOf } from './languages/list.ts';
import type { Language } from './languages/language.ts';

/** What a word comes to, whatever text it stands in. */
export type ReadWord = Pick<Token, 'term' | 'folded' | 'isStopword'>;

/**
 * By language and word: words repeat, within a text and between texts, and what one comes to depends on nothing else.
 * What is kept is shared by all tokens, so it is never written to.
 */
const known = new Map<string, Map<string, ReadWord>>();
let knownCount = 0;
const knownMax = 100_000;

/** What reads words of one language; to be asked for anew for each text. */
export function wordReader(code: string): (word: string) => ReadWord {
  const ofLanguage = known.get(code) ?? new Map<string, ReadWord>();
  known.set(code, ofLanguage);
  return (word) => ofLanguage.get(word) ?? keep(ofLanguage, copyOf(word), code);
}

function keep(ofLanguage: Map<string, ReadWord>, word: string, code: string): ReadWord {
  if (knownCount >= knownMax) {
    known.clear();
    ofLanguage.clear();
    knownCount = 0;
  }
  const made = read(word, code);
  ofLanguage.set(word, made);
  knownCount += 1;
  return made;
}

/** A word cut out of a text may hold on to the whole text, which has to be free to go. */
const copyOf = (word: string) => Array.from(word).join('');

function read(word: string, code: string): ReadWord {
  const language = languageOfWord(word, code);
  const folded = language.fold(word);
  const term = folded === '' ? '' : language.term(word, folded) || folded;
  return { term, folded, isStopword: language.stopwords.has(folded) || isLoneLetter(folded) };
}

const isArabicScript = (word: string) => /^\p{Script=Arabic}/u.test(word);
const isLoneLetter = (folded: string) =>
  /^\p{L}$/u.test(folded) && !/^\p{Lo}$/u.test(folded) ? true : /^[\u0620-\u064A]$/u.test(folded);

/** A word in another script than its text's is read as what its script is mostly used for. */
function languageOfWord(word: string, code: string): Language {
  const language = languageOf(code);
  if (isArabicScript(word)) return language.script === 'Latn' ? languageOf('ar') : language;
  if (language.script === 'Arab' && /^\p{Script=Latin}/u.test(word)) return languageOf('und');
  return language;
}
