import snowball from 'snowball-stemmers';

/** Snowball's stemmer of a language (Porter 2001), as a function. */
export function snowballStemmer(algorithm: string): (word: string) => string {
  const stemmer = snowball.newStemmer(algorithm);
  return (word) => stemmer.stem(word);
}
