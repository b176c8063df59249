import { foreignness, type Foreignness } from './boilerplate.ts';
import { htmlToText } from './html-text.ts';
import { unescaped, type Attributes, type Part } from './markup.ts';
import { saying, type Saying } from './sayings.ts';

/** Why a part of a page is to be looked at once it is whole. */
export interface Mark {
  readonly foreignness: Foreignness | undefined;
  readonly saying: Saying | undefined;
}

/** A part that is named as saying something of the article. */
export interface Said extends Saying {
  /** Its place, to tell what is near. */
  readonly at: number;
  readonly to: number;
  readonly text: string;
  /** Of a byline or a date: its parts, which themes set apart without a space. */
  readonly lines: readonly string[];
}

const limits = {
  /** A part with more text says more than who wrote the article and when. */
  sayingCharsMax: 400,
  sayingsMax: 200,
  /** So many tags and words after a heading tell who wrote what it heads. */
  afterPieces: 60,
  afterLines: 12,
  placesMax: 20,
} as const;

export function markOf(name: string, attributes: Attributes): Mark | undefined {
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`
    .trim()
    .replace(/([a-z])([A-Z])/gu, '$1-$2');
  const mark = { foreignness: foreignness(name, attributes, names), saying: saying(name, attributes, names) };
  return mark.foreignness === undefined && mark.saying === undefined ? undefined : mark;
}

/** What the parts of a page say, in their order, bounded. */
export function saidIn(pieces: readonly string[], marked: readonly (Part & { mark: Mark })[]): Said[] {
  return marked
    .filter((part) => part.mark.saying !== undefined && part.chars <= limits.sayingCharsMax)
    .toSorted((a, b) => a.from - b.from)
    .slice(0, limits.sayingsMax)
    .map(({ from, to, mark }) => ({
      at: from,
      to,
      kind: mark.saying?.kind ?? 'date',
      value: mark.saying?.value,
      text: linesOf(pieces.slice(from, to)).join(' '),
      lines: linesOf(apart(pieces.slice(from, to))),
    }));
}

/**
 * The lines below the title's heading, below the other places where it stands by itself, and below other headings,
 * bounded.
 */
export function linesBelow(pieces: readonly string[], says: readonly Said[], title: string): string[] {
  const headings = says.filter(({ kind }) => kind === 'heading');
  const titled = headings.filter(({ text }) => text === title);
  const alone = pieces.flatMap((piece, index) => (isSame(piece, title) ? [index + 1] : []));
  const places = [...titled.map(({ to }) => to), ...alone, ...headings.map(({ to }) => to)];
  return [...new Set(places)]
    .slice(0, limits.placesMax)
    .flatMap((place) =>
      linesOf(apart(pieces.slice(place, place + limits.afterPieces))).slice(0, limits.afterLines),
    );
}

/** Whether a text stands by itself somewhere. */
export const standsIn = (pieces: readonly string[], text: string) =>
  pieces.some((piece) => isSame(piece, text));

const isSame = (piece: string, text: string) =>
  piece.length >= text.length && piece.length <= text.length + 2 && unescaped(piece).trim() === text;

/** Texts that meet without a space, each with an end of line. */
function apart(pieces: readonly string[]): string[] {
  let before = '';
  return pieces.map((piece) => {
    if (piece.startsWith('<')) return piece;
    const meets = before !== '' && !/\s$/u.test(before) && !/^\s/u.test(piece);
    before = piece;
    return meets ? `<br>${piece}` : piece;
  });
}

const linesOf = (pieces: readonly string[]) =>
  unescaped(htmlToText(pieces.join('')))
    .split('\n\n')
    .filter((line) => line !== '');
