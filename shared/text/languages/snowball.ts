import snowball from 'snowball-stemmers';
import { plainLatin } from '../letters.ts';
import { wordSet, type Language } from './language.ts';

/** Snowball's stemmer of a language (Porter 2001), as a function. */
export function snowballStemmer(algorithm: string): (word: string) => string {
  const stemmer = snowball.newStemmer(algorithm);
  return (word) => stemmer.stem(word);
}

/** A language of which Snowball knows the endings and nothing more needs to be said. */
export function snowballLanguage(
  code: string,
  algorithm: string,
  script: Language['script'],
  particles: string,
  /** What is done to a word before Snowball sees it. */
  prepare: (word: string) => string = (word) => word,
): Language {
  const stem = snowballStemmer(algorithm);
  return {
    code,
    script,
    stopwords: wordSet(particles, plainLatin),
    fold: plainLatin,
    term: (surface) => plainLatin(stem(prepare(surface.toLowerCase().normalize('NFC')))),
  };
}
