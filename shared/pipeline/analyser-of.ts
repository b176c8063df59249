import type { Config } from '../domain/config.ts';
import type { Analyse } from '../domain/text.ts';
import { analyse, analyser } from '../text/analyse.ts';

const analysers = new WeakMap<object, Analyse>();

/** How texts are read under a config: with the owner's words, where it has some. */
export function analyserOf({ words }: Pick<Config, 'words'>): Analyse {
  if (words === undefined) return analyse;
  const made = analysers.get(words) ?? analyser(words);
  analysers.set(words, made);
  return made;
}
