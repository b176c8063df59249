import { arabic } from './ar.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { persian } from './fa.ts';
import { french } from './fr.ts';
import type { Language } from './language.ts';
import { otherLanguage } from './other.ts';
import { turkish } from './tr.ts';

const known: ReadonlyMap<string, Language> = new Map(
  [arabic, english, french, turkish, persian, spanish, german].map((language) => [language.code, language]),
);
const others = new Map<string, Language>();
/** Feeds name languages, so a hostile one could name thousands. */
const othersMax = 50;

/** The rules of a language; the plain ones for a language without rules of its own. */
export function languageOf(code: string): Language {
  const language = known.get(code) ?? others.get(code);
  if (language !== undefined) return language;
  if (others.size >= othersMax) others.clear();
  const made = otherLanguage(code);
  others.set(code, made);
  return made;
}
