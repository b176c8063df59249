import type { Concept, ConceptSpan, OwnConcept, Token } from '../../domain/text.ts';
import { namedIn, ownNamedIn, type Named } from './concept.ts';

/** Words in a row that mean a concept. */
export interface Phrase {
  readonly concept: Concept;
  readonly terms: readonly string[];
  /** Its letters, folded but whole. */
  readonly folded: string;
  /** How the table writes the first word: a name keeps its capital, an acronym all of them (US is not us). */
  readonly letters: 'acronym' | 'name' | 'any';
}

/** By first term, longest phrase first. */
export type ConceptIndex = ReadonlyMap<string, readonly Phrase[]>;

type Tokenise = (text: string) => readonly Token[];

const noConcepts: readonly OwnConcept[] = [];
/** By the owner's concepts, then by language. */
const indexes = new WeakMap<readonly OwnConcept[], Map<string, ConceptIndex>>();

/**
 * The concepts that a text names: the longest phrase at each place, none within another. The words of the table go through
 * the language's own normalisation, so that every form of a word is found which the language ties to it.
 */
export function conceptsIn(
  text: string,
  tokens: readonly Token[],
  lang: string,
  tokenise: Tokenise,
  own = noConcepts,
): ConceptSpan[] {
  const index = indexFor(lang, tokenise, own);
  if (index.size === 0) return [];
  const spans: ConceptSpan[] = [];
  for (let first = 0; first < tokens.length;) {
    const phrase = longestAt(index, text, tokens, first);
    if (phrase === undefined) {
      first += 1;
      continue;
    }
    const end = first + phrase.terms.length;
    spans.push({ concept: phrase.concept, first, end });
    first = end;
  }
  return spans;
}

/** Where two concepts' words come to one term (protest, protester), the one that shares more letters with the text. */
function longestAt(
  index: ConceptIndex,
  text: string,
  tokens: readonly Token[],
  first: number,
): Phrase | undefined {
  const phrases = index.get(tokens[first]!.term);
  if (phrases === undefined) return undefined;
  const found = phrases.filter((one) => standsAt(one, text, tokens, first));
  const size = found[0]?.terms.length;
  if (size === undefined || found.length === 1) return found[0];
  const letters = foldedOf(tokens.slice(first, first + size));
  return found
    .filter(({ terms }) => terms.length === size)
    .map((phrase) => ({ phrase, likeness: likenessOf(phrase.folded, letters) }))
    .reduce((best, one) => (one.likeness > best.likeness ? one : best)).phrase;
}

/** Letters shared from the beginning, less those that are left over. */
function likenessOf(left: string, right: string): number {
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared += 1;
  return 3 * shared - left.length - right.length;
}

const foldedOf = (tokens: readonly Token[]) => tokens.map(({ folded }) => folded).join(' ');

function indexFor(lang: string, tokenise: Tokenise, own: readonly OwnConcept[]): ConceptIndex {
  const byLang = indexes.get(own) ?? new Map<string, ConceptIndex>();
  indexes.set(own, byLang);
  const known = byLang.get(lang);
  if (known !== undefined) return known;
  // Of two that are as good the first is taken: the owner's.
  const made = indexOf([...phrasesOf(ownNamedIn(own, lang), tokenise), ...phrasesIn(lang, tokenise)]);
  byLang.set(lang, made);
  return made;
}

export const phrasesIn = (lang: string, tokenise: Tokenise): Phrase[] => phrasesOf(namedIn(lang), tokenise);

function phrasesOf(named: readonly Named[], tokenise: Tokenise): Phrase[] {
  return named.flatMap(({ concept, words }) =>
    words.map((word) => {
      const tokens = tokenise(word);
      return {
        concept,
        terms: tokens.map(({ term }) => term),
        folded: foldedOf(tokens),
        letters: lettersOf(word),
      };
    }),
  );
}

function indexOf(phrases: readonly Phrase[]): ConceptIndex {
  const index = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const [first] = phrase.terms;
    if (first === undefined) continue;
    const known = index.get(first);
    if (known === undefined) index.set(first, [phrase]);
    else known.push(phrase);
  }
  for (const list of index.values()) list.sort((a, b) => b.terms.length - a.terms.length);
  return index;
}

function standsAt(
  { terms, letters }: Phrase,
  text: string,
  tokens: readonly Token[],
  first: number,
): boolean {
  if (terms.some((term, at) => tokens[first + at]?.term !== term)) return false;
  if (terms.length === 1 && letters !== 'acronym' && tokens[first]!.isStopword) return false;
  if (letters === 'any') return true;
  const surface = text.slice(tokens[first]!.start, tokens[first]!.end);
  return letters === 'name' ? startsHigh.test(surface) : isHigh(surface);
}

function lettersOf(word: string): Phrase['letters'] {
  const [first = ''] = word.split(/[\s’'-]/u);
  if (first.length > 1 && isHigh(first)) return 'acronym';
  return startsHigh.test(word) ? 'name' : 'any';
}

const startsHigh = /^\p{Lu}/u;
const isHigh = (word: string) => startsHigh.test(word) && word === word.toUpperCase();
