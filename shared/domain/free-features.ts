import { countsOf } from './counts.ts';
import { boostAt, featuresOf, type Feature } from './features.ts';
import { skeleton } from './skeleton.ts';
import type { Analysis } from './text.ts';

/**
 * What two reports of one event share whatever their languages: counts, concepts, acronyms and names by their consonants.
 * Keys are `#6000`, `&ceasefire`, `@fbi` and `~hrtm`.
 */
export interface FreeFeature {
  readonly weight: number;
  /** False for a word of a script without capitals: it may be a name, and counts only where a name meets it. */
  readonly isSure: boolean;
  /** First occurrence: index into the title's or the text's tokens. */
  readonly field: 'title' | 'text';
  readonly index: number;
}

const countTokensMax = 400;
const shortNameWeight = 0.5;
/** Many reports speak of ministers and attacks; a name or a count tells one event from another. */
const conceptWeight = 0.6;

export function freeFeaturesOf(
  title: Analysis | undefined,
  text: Analysis,
  features: ReadonlyMap<string, Feature> = featuresOf(title, text),
): Map<string, FreeFeature> {
  const free = new Map<string, FreeFeature>();
  const add = (key: string, feature: FreeFeature) => {
    const known = free.get(key);
    if (known === undefined) free.set(key, feature);
    else {
      const weight = Math.max(feature.weight, known.weight);
      free.set(key, { ...known, weight, isSure: feature.isSure || known.isSure });
    }
  };
  const addCounts = (analysis: Analysis, field: 'title' | 'text') => {
    for (const { value, first } of countsOf(analysis, countTokensMax))
      add(`#${value}`, { weight: value >= 100 ? 1.5 : 1, isSure: true, field, index: first });
  };
  if (title !== undefined) addCounts(title, 'title');
  addCounts(text, 'text');
  for (const [key, feature] of conceptFeatures(title, text)) add(key, feature);
  for (const [key, { kind, salience, field, index }] of features) {
    if (kind === 'acronym') add(`@${key}`, { weight: salience, isSure: true, field, index });
    if (kind === 'number' || kind === 'year') continue;
    const token = (field === 'title' ? (title ?? text) : text).tokens[index]!;
    const isArabic = /^[\u0600-\u06ff]/u.test(token.folded);
    if (kind === 'word' && !isArabic) continue;
    const consonants = skeleton(isArabic ? token.term : token.folded, text.lang);
    if (consonants === undefined) continue;
    const weight = salience * (consonants.length === 3 ? shortNameWeight : 1);
    add(`~${consonants}`, { weight, isSure: !isArabic, field, index });
  }
  return free;
}

function conceptFeatures(title: Analysis | undefined, text: Analysis): Map<string, FreeFeature> {
  const found = new Map<string, { count: number; field: 'title' | 'text'; index: number }>();
  const addAll = (analysis: Analysis, field: 'title' | 'text') => {
    for (const { concept, first } of analysis.concepts) {
      const boost = boostAt(field, first);
      const known = found.get(concept.id);
      if (known === undefined) found.set(concept.id, { count: boost, field, index: first });
      else known.count += boost;
    }
  };
  if (title !== undefined) addAll(title, 'title');
  addAll(text, 'text');
  return new Map(
    [...found].map(([id, { count, field, index }]) => [
      `&${id}`,
      { weight: conceptWeight * (1 + Math.log(count)), isSure: true, field, index },
    ]),
  );
}
