import { decodeHTMLStrict } from 'entities';
import { Parser } from 'htmlparser2';
import type { Node } from './field-text.ts';
import { limits } from './limits.ts';
import { canonicalName, entryNames, fieldNames, roots, transparent, type Prefixes } from './names.ts';

/** One field as it stands in the document, with the base and the language that hold there. */
export interface Field {
  readonly node: Node;
  readonly base: string;
  readonly lang?: string | undefined;
}

/** A document without its dialect: the feed's own fields, and those of each entry. */
export interface Skeleton {
  readonly root: string;
  readonly isAtom: boolean;
  readonly feed: readonly Field[];
  readonly entries: readonly (readonly Field[])[];
  readonly repairs: readonly string[];
}

interface Frame {
  readonly prefixes: Prefixes;
  readonly base: string;
  readonly lang?: string | undefined;
  readonly role: 'root' | 'level' | 'entry' | 'field' | 'inside' | 'other';
  /** Where fields of this level go. */
  readonly fields: Field[];
  readonly node?: Node | undefined;
}

class TooDeep extends Error {}

/**
 * Reads XML that need not be well-formed, in one pass over htmlparser2's events: unclosed and crossed elements,
 * bare ampersands, HTML's entities. Nothing is expanded but those. A field that the document's end cuts off is
 * dropped, and so is an entry that was cut before its identity: both come whole with the next poll.
 */
export function skeletonOf(source: string, base: string): Skeleton {
  const repairs = new Set<string>();
  const entries: Field[][] = [];
  const feed: Field[] = [];
  const frames: Frame[] = [];
  let root = '';
  let isAtom = false;
  let isInCdata = false;
  let isEnding = false;

  // In an Atom document Atom's names are the plain ones, as RSS's are in RSS.
  const ownName = (name: string) => (isAtom && name.startsWith('atom:') ? name.slice(5) : name);

  const open = (raw: string, given: Record<string, string>) => {
    if (frames.length >= limits.depthMax) throw new TooDeep();
    const parent = frames.at(-1);
    const written = attributesOf(given);
    const prefixes = prefixesOf(parent?.prefixes ?? new Map(), written);
    const attributes = canonicalNames(written, prefixes);
    const name = ownName(canonicalName(raw, prefixes));
    const scope = {
      prefixes,
      base: resolved(attributes['xml:base'], parent?.base ?? base),
      lang: attributes['xml:lang'] ?? parent?.lang,
    };
    if (parent === undefined) {
      root ||= name;
      isAtom = /^(?:feed|entry|atom:feed|atom:entry)$/u.test(root);
      const isLoneEntry = entryNames.has(name);
      const fields = isLoneEntry ? newEntry(scope, attributes) : feed;
      if (attributes['xml:lang'] !== undefined)
        fields.push(plainField('lang', attributes['xml:lang'], scope.base));
      frames.push({ ...scope, role: 'root', fields });
      return;
    }
    frames.push(childFrame(parent, name, attributes, scope));
  };

  const childFrame = (
    parent: Frame,
    name: string,
    attributes: Record<string, string>,
    scope: Pick<Frame, 'prefixes' | 'base' | 'lang'>,
  ): Frame => {
    const { fields } = parent;
    if (parent.role === 'field' || parent.role === 'inside') {
      const node: Node = { name, attributes, children: [] };
      parent.node?.children.push(node);
      return { ...scope, role: 'inside', fields, node };
    }
    if (parent.role === 'other') return { ...scope, role: 'other', fields };
    if (entryNames.has(name)) {
      if (parent.role === 'entry') repairs.add('an entry inside another');
      return { ...scope, role: 'entry', fields: newEntry(scope, attributes) };
    }
    if (transparent.has(name)) return { ...scope, role: parent.role === 'entry' ? 'entry' : 'level', fields };
    if (!fieldNames.has(name)) return { ...scope, role: 'other', fields };
    return { ...scope, role: 'field', fields, node: { name, attributes, children: [] } };
  };

  const newEntry = (scope: Pick<Frame, 'base' | 'lang'>, attributes: Record<string, string>): Field[] => {
    const fields: Field[] = [];
    const about = attributes['rdf:about'];
    // CDF says in attributes what others say in elements.
    const [href, lastmod] = [attributes['HREF'] ?? attributes['href'], attributes['LASTMOD']];
    for (const [name, value] of Object.entries({ about, link: href, lastmod })) {
      if (value !== undefined) fields.push(plainField(name, value, scope.base));
    }
    if (scope.lang !== undefined) fields.push(plainField('lang', scope.lang, scope.base));
    if (entries.length < limits.entriesMax) entries.push(fields);
    else repairs.add(`only the first ${limits.entriesMax} entries are read`);
    return fields;
  };

  const close = (isImplied: boolean) => {
    const frame = frames.pop();
    if (frame === undefined) return;
    if (isImplied && !isEmptyTag()) repairs.add(isEnding ? 'the document is cut off' : 'elements left open');
    if (frame.role === 'field' && frame.node && !(isImplied && isEnding)) {
      frame.fields.push({ node: frame.node, base: frame.base, lang: frame.lang });
    }
    if (
      frame.role === 'entry' &&
      isImplied &&
      isEnding &&
      !hasIdentity(frame.fields) &&
      entries.at(-1) === frame.fields
    ) {
      entries.pop();
    }
  };

  /** `<x/>` is closed as if by itself, which is no fault. */
  const isEmptyTag = () => !isEnding && text[parser.endIndex - 1] === '/';

  const text = prepared(source, repairs);
  const parser = new Parser(
    {
      onopentag: open,
      onclosetag: (_, isImplied) => close(isImplied),
      ontext: (raw) => {
        const node = frames.at(-1)?.node;
        node?.children.push(isInCdata ? raw : decodeHTMLStrict(raw));
      },
      oncdatastart: () => (isInCdata = true),
      oncdataend: () => (isInCdata = false),
    },
    { xmlMode: true, decodeEntities: false },
  );
  try {
    parser.write(text);
    isEnding = true;
    parser.end();
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    repairs.add(`elements nested deeper than ${limits.depthMax}`);
    isEnding = true;
    while (frames.length > 0) close(true);
  }
  return { root, isAtom, feed, entries, repairs: [...repairs] };
}

export const isKnownRoot = (root: string) => roots[root] !== undefined;

/** Junk before the root, characters that XML does not have, and the document type go. */
function prepared(source: string, repairs: Set<string>): string {
  let text = source;
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;
  if (controls.test(text)) {
    repairs.add('control characters');
    text = text.replace(controls, '');
  }
  const start = text.search(/<(?:[?!]|[A-Za-z])/u);
  if (start > 0 && text.slice(0, start).trim() !== '') repairs.add('text before the first element');
  text = withoutDoctype(start > 0 ? text.slice(start) : text);
  // Decimal, hexadecimal or named: everything else is an ampersand that was never escaped.
  if (/&(?!#\d{1,7};|#[xX][\da-fA-F]{1,6};|[A-Za-z][A-Za-z\d]{0,31};)/u.test(text))
    repairs.add('bare ampersands');
  return text.toWellFormed();
}

/** Drops a document type with its internal subset; no entity of it is ever expanded. */
function withoutDoctype(text: string): string {
  const head = text.slice(0, 4_000);
  const start = head.search(/<!DOCTYPE/iu);
  if (start < 0) return text;
  const subset = text.indexOf('[', start);
  const end = text.indexOf('>', start);
  if (end < 0) return text.slice(0, start);
  if (subset < 0 || subset > end) return text.slice(0, start) + text.slice(end + 1);
  const subsetEnd = text.indexOf(']', subset);
  const last = text.indexOf('>', subsetEnd < 0 ? subset : subsetEnd);
  return text.slice(0, start) + (last < 0 ? '' : text.slice(last + 1));
}

function attributesOf(given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given)
      .slice(0, limits.attributesMax)
      .map(([key, value]) => [key, decodeHTMLStrict(value.slice(0, limits.attributeCharsMax)).trim()]),
  );
}

/** Attributes with a prefix of their own, by what it is bound to; those without belong to their element. */
function canonicalNames(attributes: Record<string, string>, prefixes: Prefixes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => {
      return [key.includes(':') && !key.startsWith('xml') ? canonicalName(key, prefixes) : key, value];
    }),
  );
}

function prefixesOf(outer: Prefixes, attributes: Record<string, string>): Prefixes {
  const own = Object.entries(attributes).filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'));
  if (own.length === 0 || outer.size > limits.namespacesMax) return outer;
  return new Map([...outer, ...own.map(([key, value]): [string, string] => [key.slice(6), value])]);
}

function resolved(url: string | undefined, base: string): string {
  return url !== undefined && URL.canParse(url, base) ? new URL(url, base).href : base;
}

function plainField(name: string, text: string, base: string): Field {
  return { node: { name, attributes: {}, children: [text] }, base };
}

function hasIdentity(fields: readonly Field[]): boolean {
  return fields.some(({ node }) =>
    ['link', 'guid', 'id', 'atom:id', 'atom:link', 'about', 'loc'].includes(node.name),
  );
}
