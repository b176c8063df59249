import { decodeHTML } from 'entities';
import { elements, implied } from './elements.ts';
import { plainLook, type Look } from './look.ts';

export type Attributes = Readonly<Record<string, string>>;

/** A part of a page: its pieces, and how much of what an article consists of is in it. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly chars: number;
  /** Characters of paragraphs that are long enough to be of an article, and how many there are. */
  readonly paragraphChars: number;
  readonly paragraphCount: number;
  /** How many elements in it are named as the article or its heading. */
  readonly articleCount: number;
}

/** Well-formed HTML in the making. */
export interface Markup<Mark> {
  readonly isFull: boolean;
  /** Void elements have no `close`. `mark`: what is asked for as a part later. `look`: by that of the element around it. */
  open(name: string, attributes: Attributes, mark?: Mark, look?: (around: Look) => Look): void;
  close(name: string): void;
  /** Everything that is open and not marked is to be asked for as this. */
  around(mark: Mark): void;
  /** With entities, as the page has it. */
  text(source: string): void;
  end(): Written<Mark>;
}

export interface Written<Mark> {
  readonly pieces: readonly string[];
  readonly whole: Part;
  readonly marked: readonly (Part & { readonly mark: Mark })[];
  /** Characters that no reader sees, and that are not in the pieces. */
  readonly unseenChars: number;
}

interface Open<Mark> {
  readonly start: Part;
  readonly name: string;
  readonly look: Look;
  readonly isWritten: boolean;
  mark: Mark | undefined;
}

/** Browsers stop at 512; public pages stay below 60. The parsers after this one recurse. */
const nestingMax = 100;
/** Public pages have up to 4,000; Readability takes half a second for so many. */
const elementsMax = 10_000;
const textCharsMax = 500_000;
/**
 * Readability asks every element for all that is in it. So each element counts once for every one around it, and so
 * does each character; public pages reach 45,000 and 840,000. Lists 100 deep took five seconds.
 */
const nestedElementsMax = 200_000;
const nestedCharsMax = 8_000_000;
const paragraphCharsMin = 120;
const articleName = /^(?:article|main|h1)$/u;

/** Closes elements as HTML does (WHATWG, "tree construction", in short), so that broken pages nest no deeper than they look. */
export function markup<Mark>(): Markup<Mark> {
  let unseenChars = 0;
  const pieces: string[] = [];
  const stack: Open<Mark>[] = [];
  const marked: (Part & { mark: Mark })[] = [];
  let [chars, paragraphChars, paragraphCount, articleCount] = [0, 0, 0, 0];
  let [elementCount, nestedElements, nestedChars] = [0, 0, 0];
  let isAfterBlock = true;
  /** Text so far, which the parser after this one is to see in one piece. */
  let source = '';
  const here = () => ({ from: pieces.length, to: pieces.length, chars, paragraphChars, paragraphCount, articleCount }); // prettier-ignore
  const since = (start: Part): Part => ({
    from: start.from,
    to: pieces.length,
    chars: chars - start.chars,
    paragraphChars: paragraphChars - start.paragraphChars,
    paragraphCount: paragraphCount - start.paragraphCount,
    articleCount: articleCount - start.articleCount,
  });
  const endText = () => {
    if (source === '') return;
    const words = decodeHTML(source).replace(/[\s\p{Cc}\uE000-\uE002]+/gu, ' ');
    source = '';
    if (words === '' || (words === ' ' && isAfterBlock)) return;
    isAfterBlock = false;
    chars += words.length;
    nestedChars += words.length * stack.length;
    pieces.push(escaped(words));
  };
  const closeInnermost = () => {
    endText();
    const element = stack.pop();
    if (element === undefined) return;
    if (element.isWritten) pieces.push(`</${element.name}>`);
    if (elements.blocks.has(element.name)) isAfterBlock = true;
    if (element.name === 'p' && chars - element.start.chars > paragraphCharsMin) {
      paragraphCount += 1;
      paragraphChars += chars - element.start.chars;
    }
    if (element.mark !== undefined) marked.push({ ...since(element.start), mark: element.mark });
  };
  /** Closes the innermost of the wanted, unless a barrier is open within it. */
  const closeWanted = (isWanted: (name: string) => boolean, isBarrier: (name: string) => boolean) => {
    for (let index = stack.length - 1; index >= 0; index -= 1) {
      const name = stack[index]?.name ?? '';
      if (isWanted(name)) {
        while (stack.length > index) closeInnermost();
        return;
      }
      if (isBarrier(name)) return;
    }
  };
  const closeImplied = (name: string) => {
    const rule = implied.get(name);
    if (rule !== undefined) closeWanted((one) => rule.closes.has(one), (one) => rule.within.has(one)); // prettier-ignore
  };
  const close = (name: string) => {
    const isBarrier = elements.tableParts.has(name)
      ? (one: string) => one === 'table'
      : (one: string) => (elements.blocks.has(name) ? elements.cells : elements.blocks).has(one);
    closeWanted((one) => one === name, isBarrier);
  };

  return {
    get isFull() {
      return (
        elementCount > elementsMax ||
        chars > textCharsMax ||
        nestedElements > nestedElementsMax ||
        nestedChars > nestedCharsMax
      );
    },
    open(name, attributes, mark, look) {
      endText();
      if (elements.endsParagraph.has(name)) closeImplied('p');
      if (name !== 'p') closeImplied(name);
      const isVoid = elements.voids.has(name);
      // Deeper elements are left out; what is in them stays.
      if (!isVoid && stack.length >= nestingMax) return;
      const isWritten = !elements.inline.has(name) || hasAny(attributes);
      const around = stack.at(-1)?.look ?? plainLook;
      if (!isVoid) stack.push({ start: here(), name, isWritten, mark, look: look?.(around) ?? around });
      if (articleName.test(name) || attributes['itemprop'] === 'articleBody') articleCount += 1;
      if (elements.blocks.has(name)) isAfterBlock = true;
      if (!isWritten) return;
      elementCount += 1;
      nestedElements += stack.length;
      pieces.push(`<${name}${written(name, attributes)}>`);
    },
    close(name) {
      endText();
      close(name);
    },
    around(mark) {
      for (const element of stack) element.mark ??= mark;
    },
    text(more) {
      if (stack.at(-1)?.look.isUnseen === true) unseenChars += more.trim().length;
      else source += more;
    },
    end() {
      endText();
      while (stack.length > 0) closeInnermost();
      return { pieces, marked, unseenChars, whole: since({ from: 0, to: 0, chars: 0, paragraphChars: 0, paragraphCount: 0, articleCount: 0 }) }; // prettier-ignore
    },
  };
}

/**
 * What a parser would take for markup, as letters of private use until the text is read out of the tree: an entity
 * would be a node of its own there, and a bracket might become a tag.
 */
const escaped = (words: string) => words.replaceAll('<', '\uE000').replaceAll('&', '\uE001');
export const unescaped = (words: string) => words.replaceAll('\uE000', '<').replaceAll('\uE001', '&');

function hasAny(attributes: Attributes): boolean {
  for (const attribute in attributes) if (readable.has(attribute)) return true;
  return false;
}

/** What Readability asks for: every other attribute would be a node for nothing. */
const readable = new Set('class id itemprop rel role hidden href'.split(' '));

function written(name: string, attributes: Attributes): string {
  let all = '';
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!readable.has(attribute)) continue;
    // It weighs links within the page differently; where others lead says nothing about the text.
    if (attribute === 'href' && !value.startsWith('#')) continue;
    all += ` ${attribute}="${value.replaceAll('"', '&quot;')}"`;
  }
  // It takes an image without an address for a placeholder.
  return name === 'img' ? `${all} src=""` : all;
}
