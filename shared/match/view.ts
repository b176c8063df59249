import type { Analyse, Analysis, Token } from '../domain/text.ts';
import type { Matchable } from '../domain/topic.ts';
import type { Shown } from './receipt.ts';
import type { TermForm } from './term.ts';

/** An article laid out for lookups. Positions count words: the title's first, then a gap, then the text's. */
export interface View {
  readonly lang: string;
  readonly title: Analysis | undefined;
  readonly text: Analysis;
  readonly publishedAtMs: number | undefined;
  readonly byTerm: ReadonlyMap<string, readonly number[]>;
  readonly byFolded: ReadonlyMap<string, readonly number[]>;
  /** Found occurrences, so that a term which many topics share is looked for once. */
  readonly found: Map<TermForm, readonly number[]>;
  /** Words cut out for receipts; see receipt.ts. */
  readonly shown: Map<number, Shown>;
  /** All folded words in code unit order, for prefixes. */
  sortedWords: readonly string[] | undefined;
}

/** Words of the text that count as its lead. */
export const leadWords = 60;
/** Wider than any window of `near`, so that no window spans title and text. */
const fieldGap = 1_000;

export function viewOf(article: Matchable, analyse: Analyse): View {
  const text = analyse(article.text, article.lang);
  const title = article.title === undefined ? undefined : analyse(article.title, text.lang);
  const byTerm = new Map<string, number[]>();
  const byFolded = new Map<string, number[]>();
  const add = (token: Token, position: number) => {
    push(byTerm, token.term, position);
    push(byFolded, token.folded, position);
  };
  title?.tokens.forEach(add);
  const base = textBase(title);
  text.tokens.forEach((token, index) => add(token, base + index));
  const { publishedAtMs } = article;
  const { lang } = text;
  return {
    lang,
    title,
    text,
    publishedAtMs,
    byTerm,
    byFolded,
    found: new Map(),
    shown: new Map(),
    sortedWords: undefined,
  };
}

export interface Place {
  readonly field: 'title' | 'text';
  readonly index: number;
  readonly analysis: Analysis;
}

export function placeOf(view: View, position: number): Place {
  const base = textBase(view.title);
  return view.title !== undefined && position < view.title.tokens.length
    ? { field: 'title', index: position, analysis: view.title }
    : { field: 'text', index: position - base, analysis: view.text };
}

export function positionOf(view: View, field: 'title' | 'text', index: number): number {
  return field === 'title' ? index : textBase(view.title) + index;
}

/** Positions where the term begins, ascending. */
export function occurrences(view: View, form: TermForm): readonly number[] {
  const { kind, parts } = form;
  if (parts.length === 1 && kind !== 'prefix')
    return (kind === 'words' ? view.byTerm : view.byFolded).get(parts[0]!) ?? none;
  const known = view.found.get(form);
  if (known !== undefined) return known;
  const found = find(view, form);
  view.found.set(form, found);
  return found;
}

/** The folded words that begin so. */
export function wordsWithPrefix(view: View, prefix: string): string[] {
  view.sortedWords ??= [...view.byFolded.keys()].sort();
  const words = view.sortedWords;
  let low = 0;
  for (let high = words.length; low < high;) {
    const middle = (low + high) >> 1;
    if (words[middle]! < prefix) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < words.length && words[end]!.startsWith(prefix)) end += 1;
  return words.slice(low, end);
}

const none: readonly number[] = [];

function find(view: View, form: TermForm): readonly number[] {
  const { kind, parts } = form;
  const index = kind === 'words' ? view.byTerm : view.byFolded;
  const whole = kind === 'prefix' ? parts.length - 1 : parts.length;
  if (whole === 0) return parts[0] === undefined ? none : prefixPositions(view, parts[0]);
  // The rarest word leads; the others are looked at beside it.
  let leader = none;
  let leaderAt = 0;
  for (let at = 0; at < whole; at += 1) {
    const list = index.get(parts[at]!) ?? none;
    if (list.length === 0) return none;
    if (at === 0 || list.length < leader.length) [leader, leaderAt] = [list, at];
  }
  return leader.map((position) => position - leaderAt).filter((start) => standsAt(view, form, start));
}

function standsAt(view: View, { kind, parts }: TermForm, start: number): boolean {
  return parts.every((part, at) => {
    const { analysis, index } = placeOf(view, start + at);
    const token = analysis.tokens[index];
    if (token === undefined) return false;
    if (kind === 'words') return token.term === part;
    return kind === 'prefix' && at === parts.length - 1
      ? token.folded.startsWith(part)
      : token.folded === part;
  });
}

function prefixPositions(view: View, prefix: string): readonly number[] {
  return wordsWithPrefix(view, prefix)
    .flatMap((word) => view.byFolded.get(word) ?? none)
    .sort((a, b) => a - b);
}

const textBase = (title: Analysis | undefined) => (title === undefined ? 0 : title.tokens.length + fieldGap);

function push(map: Map<string, number[]>, key: string, position: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [position]);
  else list.push(position);
}
