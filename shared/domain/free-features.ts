import { countsOf } from './counts.ts';
import { boostAt, featuresOf, type Feature } from './features.ts';
import { skeleton } from './skeleton.ts';
import type { Analysis, Concept } from './text.ts';

/**
 * What two reports of one event share whatever their languages: counts, concepts, acronyms and names by their consonants.
 * Keys are `#6000`, `&ceasefire`, `@fbi` and `~hrtm`.
 */
export interface FreeFeature {
  readonly kind: 'count' | 'acronym' | 'name' | Concept['kind'];
  /** How much the article makes of it, by repeats and place. */
  readonly salience: number;
  /** The share of articles that would have it if only its shape were known; in (0, 1). */
  readonly prior: number;
  /** The places that a place lies in, nearest first. */
  readonly within: readonly string[];
  /** False for a word of a script without capitals: it may be a name, and counts only where a name meets it. */
  readonly isSure: boolean;
  /** First occurrence: index into the title's or the text's tokens. */
  readonly field: 'title' | 'text';
  readonly index: number;
}

/**
 * Events of one kind share what is done, so that says less than who and where; a name or a count in common is
 * what tells an event, whatever the languages.
 */
export const kindWeight: Readonly<Record<FreeFeature['kind'], number>> = {
  what: 0.4,
  who: 1,
  where: 1.2,
  name: 1,
  acronym: 1,
  count: 2,
};

const withinShare = 0.5;
const withinPrior = 0.15;

/** The places that a place stands for beside itself, by their keys, each step half as much. */
export const placesWithin = ({ within }: FreeFeature) =>
  within.map((id, step) => ({ key: `&${id}`, share: withinShare ** (step + 1), prior: withinPrior }));

const countTokensMax = 400;
const priors = {
  count: 0.025,
  smallCount: 0.08,
  name: 0.03,
  shortName: 0.1,
  what: 0.08,
  who: 0.05,
  where: 0.05,
};

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
      const salience = Math.max(feature.salience, known.salience);
      free.set(key, { ...known, salience, isSure: feature.isSure || known.isSure });
    }
  };
  for (const { key, span, boosted, ...where } of counted(title, text, countSpans)) {
    const isSmall = span.value < 100;
    add(key, {
      ...where,
      kind: 'count',
      salience: 1 + Math.log(boosted),
      prior: isSmall ? priors.smallCount : priors.count,
      within: [],
      isSure: true,
    });
  }
  for (const { key, span, boosted, ...where } of counted(title, text, conceptSpans)) {
    const { kind, within } = span.concept;
    add(key, { ...where, kind, salience: 1 + Math.log(boosted), prior: priors[kind], within, isSure: true });
  }
  for (const [key, { kind, salience, field, index }] of features) {
    if (kind === 'number' || kind === 'year') continue;
    const where = { field, index, salience, within: [] };
    if (kind === 'acronym') add(`@${key}`, { ...where, kind, prior: priors.name, isSure: true });
    const token = (field === 'title' ? (title ?? text) : text).tokens[index]!;
    const isArabic = /^[\u0600-\u06ff]/u.test(token.folded);
    if (kind === 'word' && !isArabic) continue;
    const consonants = skeleton(isArabic ? token.term : token.folded, text.lang);
    if (consonants === undefined) continue;
    const isShort = consonants.length === 3;
    add(`~${consonants}`, {
      ...where,
      kind: 'name',
      prior: isShort ? priors.shortName : priors.name,
      isSure: !isArabic,
    });
  }
  return free;
}

const countSpans = (analysis: Analysis) =>
  countsOf(analysis, countTokensMax).map((count) => ({ ...count, key: `#${count.value}` }));

const conceptSpans = ({ concepts }: Analysis) =>
  concepts.map((span) => ({ ...span, key: `&${span.concept.id}` }));

interface Occurring<Span> {
  readonly key: string;
  /** The first that has this key. */
  readonly span: Span;
  /** Occurrences, with title and lead counting more. */
  boosted: number;
  readonly field: 'title' | 'text';
  readonly index: number;
}

function counted<Span extends { readonly key: string; readonly first: number }>(
  title: Analysis | undefined,
  text: Analysis,
  spansOf: (analysis: Analysis) => readonly Span[],
): Iterable<Occurring<Span>> {
  const found = new Map<string, Occurring<Span>>();
  const addAll = (analysis: Analysis, field: 'title' | 'text') => {
    for (const span of spansOf(analysis)) {
      const { key, first: index } = span;
      const known = found.get(key);
      const boost = boostAt(field, index);
      if (known === undefined) found.set(key, { key, span, boosted: boost, field, index });
      else known.boosted += boost;
    }
  };
  if (title !== undefined) addAll(title, 'title');
  addAll(text, 'text');
  return found.values();
}
