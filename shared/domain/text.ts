/** One word as matching compares it, with the place in the original text that it stands for. */
export interface Token {
  /** The normalised term: letters folded, attached particles and inflection taken off. */
  readonly term: string;
  /** The word's letters folded but whole: what exact phrases and prefixes compare. */
  readonly folded: string;
  /** UTF-16 offsets into the original text, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly isStopword: boolean;
}

export interface Sentence {
  readonly start: number;
  readonly end: number;
  /** Tokens [firstToken, endToken) lie in this sentence. */
  readonly firstToken: number;
  readonly endToken: number;
}

/** Something that news is about, alike in every language; `within`: the places that a place lies in, nearest first. */
export interface Concept {
  readonly id: string;
  readonly kind: 'who' | 'what' | 'where';
  readonly within: readonly string[];
  /** One place or body with a name of its own, not a kind of such: Baghdad, not "capital". */
  readonly isNamed?: boolean | undefined;
}

/** Words that the owner adds to Rasid's own tables. Languages are primary codes such as `ar`. */
export interface OwnWords {
  /** By language, forms of one word each: all are read as the first. */
  readonly same: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** What has one id in every language; one with an id of Rasid's own adds words to it. */
  readonly concepts: readonly OwnConcept[];
}

export interface OwnConcept {
  readonly id: string;
  readonly kind: Concept['kind'];
  /** Id of the place that it lies in. */
  readonly within?: string | undefined;
  /** By language: words or phrases. */
  readonly words: Readonly<Record<string, readonly string[]>>;
}

/** Tokens [first, end) name the concept. */
export interface ConceptSpan {
  readonly concept: Concept;
  readonly first: number;
  readonly end: number;
}

export interface Analysis {
  /** BCP 47 primary language: given, or identified from the text; `und` when nobody can tell. */
  readonly lang: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly sentences: readonly Sentence[];
  /** In order, without overlap; none in a language that the tables do not know. */
  readonly concepts: readonly ConceptSpan[];
}

/** `text/` offers this; `match` and `stories` are given it, so that they stay pure and import nothing. */
export type Analyse = (text: string, lang?: string) => Analysis;

export interface Keyword {
  readonly term: string;
  /** The most readable form that the text uses. */
  readonly surface: string;
  /** In (0, 1], best first; comparable within one article only. */
  readonly score: number;
  /** The concept that it names, where one is known. */
  readonly entity?: string;
  /** Where that form first stands: UTF-16 offsets into the field, end exclusive. */
  readonly field: 'title' | 'text';
  readonly start: number;
  readonly end: number;
}
