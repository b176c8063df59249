import { arabic } from './ar.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { persian } from './fa.ts';
import { french } from './fr.ts';
import { sorani } from './ckb.ts';
import { hebrew } from './he.ts';
import { indonesian } from './id.ts';
import { italian } from './it.ts';
import { kurmanji } from './ku.ts';
import { dutch } from './nl.ts';
import { portuguese } from './pt.ts';
import { russian } from './ru.ts';
import { urdu } from './ur.ts';
import type { Language } from './language.ts';
import { otherLanguage } from './other.ts';
import { turkish } from './tr.ts';

const known: ReadonlyMap<string, Language> = new Map(
  [
    arabic,
    english,
    french,
    turkish,
    persian,
    spanish,
    german,
    hebrew,
    urdu,
    kurmanji,
    sorani,
    portuguese,
    italian,
    russian,
    dutch,
    indonesian,
  ].map((language) => [language.code, language]),
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
