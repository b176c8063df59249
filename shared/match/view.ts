import type { Analyse, Analysis, Token } from '../domain/text.ts';
import type { Matchable } from '../domain/topic.ts';
import { marksOfWord, type Lexicon } from './lexicon.ts';
import type { Shown } from './receipt.ts';

/** An article whose words are known. */
export interface ReadArticle {
  readonly lang: string;
  /** What it is from, in lower case: the name of its feed, then hosts from the widest on to its own. */
  readonly sources: readonly string[];
  readonly title: Analysis | undefined;
  readonly text: Analysis;
  readonly publishedAtMs: number | undefined;
}

/** The same laid out for lookups. Positions count words: the title's first, then a gap, then the text's. */
export interface View extends ReadArticle {
  /** Position of the text's first word; those before it are the title's. */
  readonly textFrom: number;
  /** By mark of the plan's lexicon: 0 for one that the article does not have, else the number of its places. */
  readonly numberOf: Int32Array;
  /** By number, from 1 on: the mark, and where such words stand, ascending; nowhere for a source. */
  readonly marks: readonly number[];
  readonly places: readonly (readonly number[])[];
  readonly phrases: Lexicon['phrases'];
  /** By key of a phrase, so that those which many topics share are looked for once. */
  readonly found: Map<number, readonly number[]>;
  /** Words cut out for receipts; see receipt.ts. */
  readonly shown: Map<number, Shown>;
}

/** Words of the text that count as its lead. */
export const leadWords = 60;
/** Wider than any window of `near`, so that no window spans title and text. */
const fieldGap = 1_000;

export function readArticle(article: Matchable, analyse: Analyse): ReadArticle {
  const { text, title, lang, publishedAtMs } = article;
  const body = analyse(text, lang);
  const head = title === undefined ? undefined : analyse(title, body.lang);
  return { lang: body.lang, sources: sourcesOf(article), title: head, text: body, publishedAtMs };
}

function sourcesOf({ feed, url }: Matchable): string[] {
  const labels = url !== undefined && URL.canParse(url) ? new URL(url).hostname.split('.') : [];
  const hosts = labels.map((_, at) => labels.slice(at).join('.')).reverse();
  return feed === undefined ? hosts : [feed.toLowerCase(), ...hosts];
}

export function viewOf(article: ReadArticle, lexicon: Lexicon): View {
  const { title, text } = article;
  const textFrom = title === undefined ? 0 : title.tokens.length + fieldGap;
  const numberOf = new Int32Array(lexicon.entries.length);
  const marks = [noMark];
  const places: number[][] = [[]];
  const layOut = (tokens: readonly Token[], from: number) => {
    for (let at = 0; at < tokens.length; at += 1) {
      for (const mark of marksOfWord(lexicon, tokens[at]!)) {
        const number = numberOf[mark]!;
        if (number !== 0) places[number]!.push(from + at);
        else {
          numberOf[mark] = places.push([from + at]) - 1;
          marks.push(mark);
        }
      }
    }
  };
  if (title !== undefined) layOut(title.tokens, 0);
  layOut(text.tokens, textFrom);
  for (const name of article.sources) {
    const mark = lexicon.sources.get(name);
    if (mark === undefined || numberOf[mark] !== 0) continue;
    numberOf[mark] = places.push([]) - 1;
    marks.push(mark);
  }
  const { phrases } = lexicon;
  return { ...article, textFrom, numberOf, marks, places, phrases, found: new Map(), shown: new Map() };
}

/** What nothing has the number of. */
const noMark = -1;

export interface Place {
  readonly field: 'title' | 'text';
  readonly index: number;
  readonly analysis: Analysis;
}

export function placeOf({ title, text, textFrom }: View, position: number): Place {
  return title !== undefined && position < textFrom
    ? { field: 'title', index: position, analysis: title }
    : { field: 'text', index: position - textFrom, analysis: text };
}

export function positionOf({ textFrom }: View, field: 'title' | 'text', index: number): number {
  return field === 'title' ? index : textFrom + index;
}

/** Whether what a key of the lexicon asks for stands anywhere. */
export function occurs(view: View, key: number): boolean {
  return key >= 0 ? view.numberOf[key] !== 0 : occurrences(view, key).length > 0;
}

/** Positions where it begins, ascending. */
export function occurrences(view: View, key: number): readonly number[] {
  if (key >= 0) return view.places[view.numberOf[key]!]!;
  const known = view.found.get(key);
  if (known !== undefined) return known;
  const found = inARow(view, view.phrases[~key]!);
  view.found.set(key, found);
  return found;
}

/** Words that it spans. */
export function widthOf({ phrases }: View, key: number): number {
  return key >= 0 ? 1 : phrases[~key]!.length;
}

const none: readonly number[] = [];

/** Where the words stand one behind the other: the rarest leads, the others are looked for beside it. */
function inARow(view: View, words: readonly number[]): readonly number[] {
  let leader = 0;
  for (let at = 0; at < words.length; at += 1) {
    const { length } = occurrences(view, words[at]!);
    if (length === 0) return none;
    if (length < occurrences(view, words[leader]!).length) leader = at;
  }
  if (words.length === 0) return none;
  let starts: readonly number[] = occurrences(view, words[leader]!).map((position) => position - leader);
  for (let at = 0; at < words.length && starts.length > 0; at += 1)
    if (at !== leader) starts = beside(starts, occurrences(view, words[at]!), at);
  return starts;
}

/** The starts that have a place so many words further on; both ascend. */
function beside(starts: readonly number[], places: readonly number[], offset: number): number[] {
  let at = 0;
  return starts.filter((start) => {
    while (at < places.length && places[at]! < start + offset) at += 1;
    return places[at] === start + offset;
  });
}
