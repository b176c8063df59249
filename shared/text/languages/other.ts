import { foldSeats, plainLatin, plainLetters } from '../letters.ts';
import type { Language } from './language.ts';
import { snowballStemmer } from './snowball.ts';

/** Languages whose endings Snowball knows and whose particles nobody has listed yet. */
const stemmed: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sv: 'swedish',
    da: 'danish',
    no: 'norwegian',
    nb: 'norwegian',
    fi: 'finnish',
    hu: 'hungarian',
    ro: 'romanian',
    ca: 'catalan',
  }),
);

/** Any other language: letters folded, endings off where Snowball knows them, no word held to be empty. */
export function otherLanguage(code: string): Language {
  const algorithm = stemmed.get(code);
  const stem = algorithm === undefined ? undefined : snowballStemmer(algorithm);
  return {
    code,
    script: 'other',
    stopwords: new Set(),
    fold: (surface) => plainLatin(foldSeats(plainLetters(surface))),
    term: (surface, folded) => (stem ? plainLatin(stem(surface.toLowerCase().normalize('NFC'))) : folded),
  };
}
