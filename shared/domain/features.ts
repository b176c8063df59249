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
  /** The share of its occurrences that lie within a concept, which says the same in every language. */
  readonly conceptShare: number;
  /** First occurrence: index into the title's or the text's tokens. */
  readonly field: 'title' | 'text';
  readonly index: number;
}

/**
 * `name`: capitalised within a sentence. `bare`: in the Arabic script, which has no capitals, a word that never
 * stands with an article or an ending, as names do. `acronym` is read alike in every language.
 */
export type FeatureKind = 'word' | 'name' | 'bare' | 'acronym' | 'number' | 'year';

const lead = 60;
const fieldBoost = { title: 3, lead: 2, rest: 1 } as const;
const kindBoost: Readonly<Record<FeatureKind, number>> = {
  word: 1,
  name: 2,
  bare: 1,
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
  const counts = new Map<string, Counted>();
  const add = (analysis: Analysis, field: 'title' | 'text') => {
    const sentenceStarts = new Set(analysis.sentences.map(({ firstToken }) => firstToken));
    const inConcept = tokensInConcepts(analysis);
    analysis.tokens.forEach((token, index) => {
      if (token.isStopword) return;
      const kind = kindOf(analysis, token, sentenceStarts.has(index) || field === 'title');
      const key = kind === 'acronym' ? token.folded : token.term;
      const known = counts.get(key) ?? { boosted: 0, uses: 0, conceptUses: 0, kind, field, index };
      counts.set(key, known);
      known.boosted += boostAt(field, index);
      known.uses += 1;
      if (inConcept.has(index)) known.conceptUses += 1;
      if (known.kind === 'bare' || (known.kind === 'word' && kind !== 'bare')) known.kind = kind;
    });
  };
  if (title !== undefined) add(title, 'title');
  add(text, 'text');
  const features = new Map<string, Feature>();
  for (const [key, { boosted, uses, conceptUses, kind, field, index }] of counts) {
    const salience = 1 + Math.log(boosted);
    features.set(key, {
      kind,
      salience,
      weight: salience * kindBoost[kind],
      prior: priorOf(key, kind),
      conceptShare: conceptUses / uses,
      field,
      index,
    });
  }
  return features;
}

interface Counted {
  boosted: number;
  uses: number;
  conceptUses: number;
  kind: FeatureKind;
  readonly field: 'title' | 'text';
  readonly index: number;
}

function tokensInConcepts({ concepts }: Analysis): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { first, end } of concepts) for (let at = first; at < end; at += 1) found.add(at);
  return found;
}

function kindOf(
  { text }: Analysis,
  { start, end, term, folded }: Token,
  startsSentence: boolean,
): FeatureKind {
  if (/^\d/u.test(term)) return /^(?:19|20)\d\d$/u.test(term) ? 'year' : 'number';
  if (/^[\u0600-\u06ff]/u.test(term)) return isBare(term, folded) ? 'bare' : 'word';
  const surface = text.slice(start, end);
  if (/^\p{Lu}[\p{Lu}\d]{1,9}$/u.test(surface)) return 'acronym';
  return !startsSentence && /^\p{Lu}/u.test(surface) ? 'name' : 'word';
}

const bareLettersMin = 4;

/** At most "and", "in", "for", "then" or "like" is written in front of it. */
function isBare(term: string, folded: string): boolean {
  if (term.length < bareLettersMin) return false;
  return folded === term || (/^[وبلفك]/u.test(folded) && folded.slice(1) === term);
}

/** Longer words are rarer (Zipf's law of abbreviation); the figures are rough on purpose. */
function priorOf(key: string, kind: FeatureKind): number {
  if (kind === 'year') return 0.2;
  if (kind === 'number') return key.length <= 2 ? 0.15 : 0.02;
  if (kind === 'name' || kind === 'acronym') return 0.02;
  return Math.min(0.3, 0.5 / Math.max(1, key.length - 1) ** 1.5);
}
