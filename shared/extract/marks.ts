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
  readonly text: string;
  /** Of a heading: the short lines that come after it. */
  readonly after: readonly string[];
}

const limits = {
  /** A part with more text says more than who wrote the article and when. */
  sayingCharsMax: 400,
  sayingsMax: 200,
  /** So many tags and words after a heading tell who wrote what it heads. */
  afterPieces: 60,
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
      kind: mark.saying?.kind ?? 'date',
      value: mark.saying?.value,
      text: linesOf(pieces.slice(from, to)).join(' '),
      after: mark.saying?.kind === 'heading' ? linesOf(pieces.slice(to, to + limits.afterPieces)) : [],
    }));
}

const linesOf = (pieces: readonly string[]) =>
  unescaped(htmlToText(pieces.join('')))
    .split('\n\n')
    .filter((line) => line !== '');
