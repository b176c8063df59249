import type { Analysis, Token } from './text.ts';

/**
 * What an article's words weigh when two articles are compared, before anything is known of how common a word
 * is. Numbers and names say more than other words, the title and the lead more than the rest, and repeats
 * count with falling returns.
 */
export interface Feature {
  readonly kind: FeatureKind;
  /** How much the article makes of it, by repeats and place: above 0. */
  readonly salience: number;
  /** The same times what its kind adds. */
  readonly weight: number;
  /** The share of articles that would have such a word if only its shape were known; in (0, 1). */
  readonly prior: number;
  /** First occurrence: index into the title's or the text's tokens. */
  readonly field: 'title' | 'text';
  readonly index: number;
}

/** `name`: capitalised within a sentence, or an acronym. `acronym` is read alike in every language. */
export type FeatureKind = 'word' | 'name' | 'acronym' | 'number' | 'year';

const lead = 60;
const fieldBoost = { title: 2, lead: 1.5, rest: 1 } as const;
const kindBoost: Readonly<Record<FeatureKind, number>> = {
  word: 1,
  name: 2,
  acronym: 1.3,
  number: 1.2,
  year: 0.3,
};

/** How much more a word counts for standing in the title or in the lead. */
export function boostAt(field: 'title' | 'text', index: number): number {
  if (field === 'title') return fieldBoost.title;
  return index < lead ? fieldBoost.lead : fieldBoost.rest;
}

/** Features by their key: a word's normalised term; an acronym's letters and a number as they are everywhere. */
export function featuresOf(title: Analysis | undefined, text: Analysis): Map<string, Feature> {
  const counts = new Map<
    string,
    { count: number; kind: FeatureKind; field: 'title' | 'text'; index: number }
  >();
  const add = (analysis: Analysis, field: 'title' | 'text') => {
    const sentenceStarts = new Set(analysis.sentences.map(({ firstToken }) => firstToken));
    analysis.tokens.forEach((token, index) => {
      if (token.isStopword) return;
      const kind = kindOf(analysis, token, sentenceStarts.has(index) || field === 'title');
      const key = kind === 'acronym' ? token.folded : token.term;
      const boost = boostAt(field, index);
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { count: boost, kind, field, index });
      else {
        known.count += boost;
        if (known.kind === 'word') known.kind = kind;
      }
    });
  };
  if (title !== undefined) add(title, 'title');
  add(text, 'text');
  const features = new Map<string, Feature>();
  for (const [key, { count, kind, field, index }] of counts) {
    const salience = 1 + Math.log(count);
    features.set(key, {
      kind,
      salience,
      weight: salience * kindBoost[kind],
      prior: priorOf(key, kind),
      field,
      index,
    });
  }
  return features;
}

function kindOf({ text }: Analysis, { start, end, term }: Token, startsSentence: boolean): FeatureKind {
  if (/^\d/u.test(term)) return /^(?:19|20)\d\d$/u.test(term) ? 'year' : 'number';
  const surface = text.slice(start, end);
  if (/^\p{Lu}[\p{Lu}\d]{1,9}$/u.test(surface)) return 'acronym';
  return !startsSentence && /^\p{Lu}/u.test(surface) ? 'name' : 'word';
}

/** Longer words are rarer (Zipf's law of abbreviation); the figures are rough on purpose. */
function priorOf(key: string, kind: FeatureKind): number {
  if (kind === 'year') return 0.2;
  if (kind === 'number') return key.length <= 2 ? 0.15 : 0.02;
  if (kind !== 'word') return 0.02;
  return Math.min(0.3, 0.5 / Math.max(1, key.length - 1) ** 1.5);
}
