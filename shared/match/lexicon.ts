import type { Token } from '../domain/text.ts';

/**
 * The words that a plan's terms ask for, in one language, as numbers: marks. A term asks for a normalised word, an exact
 * phrase for a folded one, a prefix for a beginning; an article's words that nobody asks for have no mark.
 * What a term asks for has a key: the mark of its word, or `~at` for the phrase at that place.
 */
export interface Lexicon {
  readonly terms: Map<string, number>;
  readonly folded: Map<string, number>;
  readonly beginnings: Beginning;
  /** Names of feeds and hosts, in lower case. */
  readonly sources: Map<string, number>;
  /** By mark. */
  readonly entries: MarkEntry[];
  /** Words in a row, as marks. One without any words never occurs. */
  readonly phrases: (readonly number[])[];
  /** Words of articles met so far, by their letters. */
  readonly met: Map<string, MetWord[]>;
}

/** The marks that a word of an article bears. One spelling may come to several terms. */
interface MetWord {
  readonly term: string;
  readonly marks: readonly number[];
}

/** Words repeat between articles; beyond so many they are looked up anew. */
const metMax = 50_000;

export interface MarkEntry {
  readonly kind: 'term' | 'folded' | 'beginning' | 'source';
  /** What tells how common it is: the normalised word, of a beginning its letters. */
  readonly word: string;
}

/** A node of the tree of beginnings, by code unit. */
interface Beginning {
  mark: number | undefined;
  readonly next: Map<number, Beginning>;
}

export function emptyLexicon(): Lexicon {
  return {
    terms: new Map(),
    folded: new Map(),
    beginnings: emptyBeginning(),
    sources: new Map(),
    entries: [],
    phrases: [],
    met: new Map(),
  };
}

export function markOfTerm(lexicon: Lexicon, { term }: Token): number {
  return markIn(lexicon, lexicon.terms, term, { kind: 'term', word: term });
}

export function markOfFolded(lexicon: Lexicon, { folded, term }: Token): number {
  return markIn(lexicon, lexicon.folded, folded, { kind: 'folded', word: term });
}

export function markOfBeginning(lexicon: Lexicon, { folded }: Token): number {
  let node = lexicon.beginnings;
  for (let at = 0; at < folded.length; at += 1) {
    const unit = folded.charCodeAt(at);
    const next = node.next.get(unit) ?? emptyBeginning();
    node.next.set(unit, next);
    node = next;
  }
  node.mark ??= newMark(lexicon, { kind: 'beginning', word: folded });
  return node.mark;
}

export function markOfSource(lexicon: Lexicon, name: string): number {
  const word = name.toLowerCase();
  return markIn(lexicon, lexicon.sources, word, { kind: 'source', word });
}

/** Every mark that a word of an article bears, once all terms have theirs. */
export function marksOfWord(lexicon: Lexicon, token: Token): readonly number[] {
  const met = lexicon.met.get(token.folded);
  if (met !== undefined) for (const { term, marks } of met) if (term === token.term) return marks;
  return meet(lexicon, token);
}

function meet(lexicon: Lexicon, { term, folded }: Token): readonly number[] {
  if (lexicon.met.size >= metMax) lexicon.met.clear();
  const marks = lookUp(lexicon, term, folded);
  const met = lexicon.met.get(folded);
  if (met === undefined) lexicon.met.set(folded, [{ term, marks }]);
  else met.push({ term, marks });
  return marks;
}

function lookUp({ terms, folded: wholes, beginnings }: Lexicon, term: string, folded: string): number[] {
  const found = [terms.get(term), wholes.get(folded)];
  let node: Beginning | undefined = beginnings;
  for (let at = 0; at < folded.length && node !== undefined; at += 1) {
    node = node.next.get(folded.charCodeAt(at));
    found.push(node?.mark);
  }
  return found.filter((mark) => mark !== undefined);
}

function markIn(lexicon: Lexicon, marks: Map<string, number>, word: string, entry: MarkEntry): number {
  const known = marks.get(word);
  if (known !== undefined) return known;
  const mark = newMark(lexicon, entry);
  marks.set(word, mark);
  return mark;
}

function newMark({ entries }: Lexicon, entry: MarkEntry): number {
  return entries.push(entry) - 1;
}

const emptyBeginning = (): Beginning => ({ mark: undefined, next: new Map() });
