import type { Analyse, Analysis, Token } from '../domain/text.ts';
import type { Matchable } from '../domain/topic.ts';
import { eachMark, type Lexicon } from './lexicon.ts';
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
  /** By mark of the plan's lexicon: where such a word stands, ascending. */
  readonly places: ReadonlyMap<number, readonly number[]>;
  /** By mark: 1 for one that has a place. Most topics only ask this, and this stays in the processor's cache. */
  readonly isPresent: Uint8Array;
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
  const places = new Map<number, number[]>();
  const isPresent = new Uint8Array(lexicon.entries.length);
  let position = 0;
  const take = (mark: number) => {
    const known = places.get(mark);
    if (known !== undefined) {
      known.push(position);
      return;
    }
    places.set(mark, [position]);
    isPresent[mark] = 1;
  };
  const layOut = (tokens: readonly Token[], from: number) => {
    position = from;
    for (const token of tokens) {
      eachMark(lexicon, token, take);
      position += 1;
    }
  };
  if (title !== undefined) layOut(title.tokens, 0);
  layOut(text.tokens, textFrom);
  for (const name of article.sources) {
    const mark = lexicon.sources.get(name);
    if (mark !== undefined) isPresent[mark] = 1;
  }
  const { phrases } = lexicon;
  return { ...article, textFrom, places, isPresent, phrases, found: new Map(), shown: new Map() };
}

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
  return key >= 0 ? view.isPresent[key] === 1 : occurrences(view, key).length > 0;
}

/** Positions where it begins, ascending. */
export function occurrences({ places, phrases, found }: View, key: number): readonly number[] {
  if (key >= 0) return places.get(key) ?? none;
  const known = found.get(key) ?? inARow(phrases[~key]!.map((mark) => places.get(mark) ?? none));
  found.set(key, known);
  return known;
}

/** Words that it spans. */
export function widthOf({ phrases }: View, key: number): number {
  return key >= 0 ? 1 : phrases[~key]!.length;
}

const none: readonly number[] = [];

/** Where the words stand one behind the other: the rarest leads, the others are looked for beside it. */
function inARow(lists: readonly (readonly number[])[]): readonly number[] {
  if (lists.length === 0) return none;
  const leader = lists.reduce((best, list, at) => (list.length < lists[best]!.length ? at : best), 0);
  let starts = lists[leader]!.map((position) => position - leader);
  lists.forEach((list, at) => {
    if (at !== leader) starts = beside(starts, list, at);
  });
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
