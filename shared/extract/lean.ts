import { Tokenizer } from 'htmlparser2';
import { isForeign, mainOf } from './boilerplate.ts';
import { elements } from './elements.ts';
import { lookIn, plainLook, type Look } from './look.ts';
import { linesBelow, markOf, saidIn, standsIn, type Mark, type Said } from './marks.ts';
import { markup, type Attributes, type Part } from './markup.ts';

/** A page without what no reader sees: the same blocks and words, well-formed, and what its head says. */
export interface LeanPage {
  readonly html: string;
  /** Without what stands around the article. */
  readonly cleanHtml: string;
  /** How many characters in long paragraphs it still has, and how many went that may have been the article's. */
  readonly cleanParagraphChars: number;
  readonly doubtfulParagraphChars: number;
  /** More elements than any page of an article has: the rest was not looked at. */
  readonly isTooComplex: boolean;
  readonly head: PageHead;
  /** What its parts are named to say, in their order. */
  readonly says: readonly Said[];
  /** The lines below the title, wherever it stands, and below other headings. */
  readonly below: (title: string) => readonly string[];
  /** Whether a text stands by itself somewhere. */
  readonly shows: (text: string) => boolean;
}

export interface PageHead {
  readonly lang: string | undefined;
  readonly title: string;
  /** Attributes of the `meta` and `link` elements, wherever they stand; values still with their entities. */
  readonly tags: readonly Attributes[];
  /** Contents of the JSON-LD scripts. */
  readonly linkedData: readonly string[];
}

const limits = {
  attributeCharsMax: 2_000,
  headTagsMax: 1_000,
  /** As much as a meta tag may hold; titles of public pages have up to 163. */
  titleCharsMax: 2_000,
  linkedDataCharsMax: 1_000_000,
  /** Pictures only tell what their captions are; a page of more is a gallery, and each costs a node. */
  picturesMax: 1_000,
} as const;

/** What the extraction or Readability asks for; every other attribute would cost a node. */
const kept = new Set('class id itemprop rel role hidden datetime content lang type'.split(' '));
/** Attributes that say how the words of an element look. */
const styling = new Set('style color bgcolor'.split(' '));
const keptInHead = new Set('name property itemprop http-equiv content rel type href'.split(' '));
const unseen = /display\s*:\s*none|visibility\s*:\s*hidden/iu;
const anchorWordsMin = 4;
/** Around a field for an address there may be an offer to write to it. */
const signUp: Mark = { foreignness: 'sign-up', saying: undefined };
/** What follows is no markup until it is closed. */
const rawText = /^(?:script|style|title|textarea)$/u;
const elementName = /^[a-z][\w:-]{0,60}$/u;

/**
 * One pass over the tags, in time proportional to the length. A page is mostly scripts, styles, drawings and
 * attributes that say nothing about its text; a DOM without them takes a fraction of the time and memory. What a
 * browser closes by itself is closed here, so that broken markup nests no deeper than a browser lets it.
 */
export function lean(source: string): LeanPage {
  const page = read(source, lookIn);
  // Where all long paragraphs are unseen, a script shows them: it is no page that hides something beside its text.
  return page.hasUnseen && page.cleanParagraphChars === 0 ? read(source, undefined) : page;
}

function read(source: string, lookOf: typeof lookIn | undefined): LeanPage & { readonly hasUnseen: boolean } {
  const body = markup<Mark>();
  const isClosedAfter = closings(source);
  const tags: Attributes[] = [];
  const linkedData: string[] = [];
  let linkedChars = 0;
  let pictureCount = 0;
  let lang: string | undefined;
  let title: string | undefined;
  let name = '';
  let attribute = '';
  let value = '';
  let attributes: Record<string, string> = {};
  let styled: Record<string, string> | undefined;
  let root: Look = plainLook;
  /** The element whose content is passed over. */
  let silent: string | undefined;

  const opened = (end: number) => {
    if (silent === undefined && name === 'input' && /^email$/iu.test(attributes['type'] ?? ''))
      body.around(signUp);
    if (silent !== undefined || !elementName.test(name) || elements.pointless.has(name)) return;
    if (name === 'img' && (pictureCount += 1) > limits.picturesMax) return;
    if (name === 'html') lang ??= attributes['lang'] ?? attributes['xml:lang'];
    else if (name === 'meta' || name === 'link') {
      if (tags.length < limits.headTagsMax) tags.push(attributes);
    } else if (elements.silent.has(name) || name === 'title') {
      if (rawText.test(name) || isClosedAfter(name, end)) silent = name;
    } else if (name === 'body') {
      if (styled !== undefined && lookOf !== undefined) root = lookOf(root, styled);
    } else if (name !== 'head') {
      const own = styled;
      const look =
        own === undefined || lookOf === undefined
          ? undefined
          : (around: Look) => lookOf(around === plainLook ? root : around, own);
      // A heading for screen readers alone is no text, and still what the page calls its article.
      const isSpoken = name === 'h1' && look?.(plainLook).isUnseen === true;
      if (isSpoken) attributes['hidden'] = '';
      body.open(name, attributes, markOf(name, attributes), isSpoken ? undefined : look);
      if (body.isFull) tokenizer.pause();
    }
  };
  const closed = (closing: string) => {
    if (silent === undefined) body.close(closing);
    else if (closing === silent) silent = undefined;
  };
  const text = (raw: string) => {
    if (silent === 'title') title ??= raw.slice(0, limits.titleCharsMax);
    else if (silent === 'script') {
      if (!/ld\+json/iu.test(attributes['type'] ?? '')) return;
      linkedChars += raw.length;
      if (linkedChars <= limits.linkedDataCharsMax) linkedData.push(raw);
    } else if (silent === undefined) {
      body.text(raw);
    }
  };

  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onopentagname: (start, end) => {
        name = source.slice(start, end).toLowerCase();
        if (silent === undefined) attributes = {};
        styled = undefined;
      },
      onattribname: (start, end) => {
        attribute = silent === undefined ? source.slice(start, Math.min(end, start + 40)).toLowerCase() : '';
        value = '';
      },
      onattribdata: (start, end) => {
        value = source.slice(start, Math.min(end, start + limits.attributeCharsMax));
      },
      onattribend: () => {
        if (attribute === 'id' && isAnchor(name, value)) return;
        if (attribute === 'style' && unseen.test(value)) attributes['hidden'] = '';
        if (styling.has(attribute)) (styled ??= {})[attribute] ??= value;
        else if (isKept(name, attribute)) attributes[attribute] ??= value;
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (start, end) => closed(source.slice(start, end).toLowerCase()),
      ontext: (start, end) => text(source.slice(start, end)),
      ontextentity: nothing,
      onattribentity: nothing,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: nothing,
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  const { pieces, whole, marked, unseenChars } = body.end();
  const says = saidIn(pieces, marked);
  const main = mainOf(marked);
  const foreign = marked.filter(
    ({ mark, ...part }) => mark.foreignness !== undefined && isForeign(part, whole, mark.foreignness, main),
  );
  return {
    html: document(pieces),
    cleanHtml: document(without(pieces, foreign)),
    cleanParagraphChars: whole.paragraphChars - paragraphCharsOf(foreign),
    doubtfulParagraphChars: paragraphCharsOf(foreign.filter(({ mark }) => mark.foreignness !== 'article')),
    isTooComplex: body.isFull,
    hasUnseen: unseenChars > 0,
    head: { lang, title: title ?? '', tags, linkedData },
    says,
    below: (title) => linesBelow(pieces, says, title),
    shows: (text) => standsIn(pieces, text),
  };
}

const paragraphCharsOf = (parts: readonly Part[]) =>
  parts.reduce((sum, part) => sum + part.paragraphChars, 0);

const document = (pieces: readonly string[]) => `<html><head></head><body>${pieces.join('')}</body></html>`;

/** The pieces that are in none of the parts, which come inner ones first. */
function without(pieces: readonly string[], parts: readonly { from: number; to: number }[]): string[] {
  const left: string[] = [];
  let at = 0;
  for (const { from, to } of parts.toSorted((a, b) => a.from - b.from)) {
    for (; at < from; at += 1) left.push(pieces[at] ?? '');
    at = Math.max(at, to);
  }
  for (; at < pieces.length; at += 1) left.push(pieces[at] ?? '');
  return left;
}

/** An id that is made of the words of a heading, to link to it, says nothing of what the part is. */
const isAnchor = (name: string, id: string) =>
  /^h[1-6]$/u.test(name) || id.split(/[-_]/u).length > anchorWordsMin;

const isKept = (name: string, attribute: string) =>
  (name === 'meta' || name === 'link' ? keptInHead : kept).has(attribute) ||
  (name === 'a' && attribute === 'href') ||
  (name === 'html' && attribute === 'xml:lang');

export const closingOf = (name: string) => new RegExp(`</${name}[\\s/>]`, 'giu');

/** Whether an element is closed at all after a place; each name is searched for in vain only once. */
function closings(source: string): (name: string, from: number) => boolean {
  const inVain = new Set<string>();
  return (name, from) => {
    if (inVain.has(name)) return false;
    const closing = closingOf(name);
    closing.lastIndex = from;
    if (closing.test(source)) return true;
    inVain.add(name);
    return false;
  };
}

function nothing(): void {
  // Nothing of these reaches a reader.
}
