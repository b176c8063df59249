import { decodeHTMLStrict } from 'entities';
import { Parser } from 'htmlparser2';
import type { Node } from './field-text.ts';
import { limits } from './limits.ts';
import { Enough } from './markup.ts';
import { boundTo, canonicalName, entryNames, fieldNames, transparent, type Prefixes } from './names.ts';
import { prepared } from './prepare.ts';

/** One field as it stands in the document, with the base that holds there. */
export interface Field {
  readonly node: Node;
  readonly base: string;
}

/** A document without its dialect: the feed's own fields, and those of each entry. */
export interface Skeleton {
  readonly root: string;
  readonly isAtom: boolean;
  readonly feed: readonly Field[];
  readonly entries: readonly (readonly Field[])[];
  readonly repairs: readonly string[];
}

/** What an element's own attributes may change for all inside it. */
interface Scope {
  readonly prefixes: Prefixes;
  readonly base: string;
  readonly lang?: string | undefined;
}

interface Frame {
  readonly scope: Scope;
  readonly role: 'root' | 'level' | 'entry' | 'field' | 'inside' | 'other';
  /** Where fields of this level go. */
  readonly fields: Field[];
  readonly node?: Node | undefined;
}

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
  let fieldCount = 0;
  let elementCount = 0;

  // In an Atom document Atom's names are the plain ones, as RSS's are in RSS.
  const ownName = (name: string) => (isAtom && name.startsWith('atom:') ? name.slice(5) : name);

  const open = (raw: string, given: Readonly<Record<string, string>>) => {
    if (frames.length >= limits.depthMax) throw new Enough(`elements nested deeper than ${limits.depthMax}`);
    if ((elementCount += 1) > limits.elementsMax)
      throw new Enough(`only the first ${limits.elementsMax} elements are read`);
    const parent = frames.at(-1);
    const keys = Object.keys(given).slice(0, limits.attributesMax);
    const outer = parent?.scope ?? { prefixes: new Map(), base };
    const prefixes = prefixesOf(outer.prefixes, given, keys);
    const attributes = attributesOf(given, keys, prefixes);
    const name = ownName(canonicalName(raw, prefixes));
    const scope = keys.length === 0 ? outer : scopeOf(outer, prefixes, attributes);
    if (parent !== undefined) {
      frames.push(childFrame(parent, name, attributes, scope));
      return;
    }
    root ||= name;
    isAtom = /^(?:atom:)?(?:feed|entry)$/u.test(root);
    const fields = entryNames.has(name) ? newEntry(scope, attributes) : feed;
    if (fields === feed)
      feed.push(...fieldsInAttributes(attributes, { ...scope, lang: attributes['xml:lang'] }));
    frames.push({ scope, role: 'root', fields });
  };

  const childFrame = (
    parent: Frame,
    name: string,
    attributes: Readonly<Record<string, string>>,
    scope: Scope,
  ): Frame => {
    const { fields } = parent;
    if (parent.role === 'field' || parent.role === 'inside') {
      const node: Node = { name, attributes, children: [] };
      parent.node?.children.push(node);
      return { scope, role: 'inside', fields, node };
    }
    if (parent.role === 'other') return { scope, role: 'other', fields };
    if (entryNames.has(name)) {
      if (parent.role === 'entry') repairs.add('an entry inside another');
      return { scope, role: 'entry', fields: newEntry(scope, attributes) };
    }
    if (transparent.has(name)) {
      if (name === 'channel')
        fields.push(...fieldsInAttributes(attributes, { ...scope, lang: attributes['xml:lang'] }));
      return { scope, role: parent.role === 'entry' ? 'entry' : 'level', fields };
    }
    if (!fieldNames.has(name)) return { scope, role: 'other', fields };
    return { scope, role: 'field', fields, node: { name, attributes, children: [] } };
  };

  const newEntry = (scope: Scope, attributes: Readonly<Record<string, string>>): Field[] => {
    if (entries.length >= limits.entriesMax)
      throw new Enough(`only the first ${limits.entriesMax} entries are read`);
    const fields = fieldsInAttributes(attributes, scope);
    entries.push(fields);
    return fields;
  };

  const close = (isImplied: boolean) => {
    const frame = frames.pop();
    if (frame === undefined) return;
    if (isImplied && !isEmptyTag()) repairs.add(isEnding ? 'the document is cut off' : 'elements left open');
    if (frame.role === 'field' && frame.node && !(isImplied && isEnding)) {
      if ((fieldCount += 1) > limits.fieldsMax)
        throw new Enough(`only the first ${limits.fieldsMax} fields are read`);
      frame.fields.push({ node: frame.node, base: frame.scope.base });
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
    if (!(error instanceof Enough)) throw error;
    isEnding = true;
    while (frames.length > 0) close(true);
    repairs.delete('the document is cut off');
    repairs.add(error.message);
  }
  return { root, isAtom, feed, entries, repairs: [...repairs] };
}

const noAttributes: Readonly<Record<string, string>> = {};

/** An attribute with a prefix goes by what that is bound to; one without belongs to its element. */
function attributesOf(
  given: Readonly<Record<string, string>>,
  keys: readonly string[],
  prefixes: Prefixes,
): Readonly<Record<string, string>> {
  if (keys.length === 0) return noAttributes;
  return Object.fromEntries(
    keys.map((key) => {
      const name = key.includes(':') && !key.startsWith('xml') ? canonicalName(key, prefixes) : key;
      return [name, attributeText(given[key])];
    }),
  );
}

const attributeText = (raw = '') => decodeHTMLStrict(raw.slice(0, limits.attributeCharsMax)).trim();

function prefixesOf(
  outer: Prefixes,
  given: Readonly<Record<string, string>>,
  keys: readonly string[],
): Prefixes {
  const own = keys.filter((key) => key === 'xmlns' || key.startsWith('xmlns:'));
  if (own.length === 0 || outer.size > limits.namespacesMax) return outer;
  return new Map([
    ...outer,
    ...own.map((key): [string, string] => [key.slice(6), boundTo(attributeText(given[key]))]),
  ]);
}

function scopeOf(outer: Scope, prefixes: Prefixes, attributes: Readonly<Record<string, string>>): Scope {
  const url = attributes['xml:base'];
  return {
    prefixes,
    base: url !== undefined && URL.canParse(url, outer.base) ? new URL(url, outer.base).href : outer.base,
    lang: attributes['xml:lang'] ?? outer.lang,
  };
}

/** What some dialects say in an element's attributes: RDF its identity, CDF link and date, all the language. */
function fieldsInAttributes(attributes: Readonly<Record<string, string>>, { base, lang }: Scope): Field[] {
  const values = {
    about: attributes['rdf:about'],
    link: attributes['HREF'] ?? attributes['href'],
    lastmod: attributes['LASTMOD'],
    lang,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ node: { name, attributes: noAttributes, children: [value] }, base }],
  );
}

function hasIdentity(fields: readonly Field[]): boolean {
  return fields.some(({ node }) =>
    ['link', 'guid', 'id', 'atom:id', 'atom:link', 'about', 'loc'].includes(node.name),
  );
}
