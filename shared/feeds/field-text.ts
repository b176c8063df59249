import { decodeHTMLStrict } from 'entities';
import { escapeAttribute, escapeText } from '../domain/markup-text.ts';

/** What stands in a field: text, already decoded, and elements. */
export interface Node {
  /** Canonical name. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (string | Node)[];
}

const personNames = /(?:^|:)(?:author|creator|managingEditor|webMaster)$/u;
const textOnly = new Set(['link', 'id', 'guid', 'loc', 'atom:link', 'atom:id']);
const atomText = /^(?:atom:|)(?:title|summary|content|subtitle|tagline|info)$/u;

/** A field's value: HTML for what people read, plain for names, links and dates. */
export function fieldText(node: Node, isAtom: boolean): string {
  const { name, attributes } = node;
  const hasMarkup = node.children.some((child) => typeof child !== 'string');
  if (!hasMarkup) {
    const text = textOf(node).trim();
    if (attributes['mode'] === 'base64' || isBase64(attributes['type'], text)) return fromBase64(text);
    // What an Atom feed calls text is text: its angle brackets are none of HTML's.
    if (isAtom && atomText.test(name) && isPlain(attributes)) return escapeText(text);
    return bodies.test(name) ? escapedOnce(text) : text;
  }
  if (personNames.test(name)) return personOf(node);
  if (textOnly.has(name)) return textOf(node).trim();
  // Text beside real elements, in a field that says that its text is HTML.
  const isHtml = /^(?:text\/)?html$/iu.test(attributes['type'] ?? '');
  return markupOf(unwrapped(node), isHtml ? String : escapeText).trim();
}

/** Fields that are HTML where they have tags. */
const bodies = /(?:^|:)(?:description|content|summary|encoded|body|fullitem)$/u;
const escapedEnd = /&lt;(?:\/(?:p|div|a|b|i|strong|em|ul|ol|li|span|h[1-6]|blockquote)|br ?\/?)&gt;/iu;

/** HTML that was escaped once more than its format asks for: no tag is one, and there are ends of tags. */
const escapedOnce = (text: string) =>
  !text.includes('<') && escapedEnd.test(text) ? decodeHTMLStrict(text) : text;

function isPlain({ type = 'text', mode }: Readonly<Record<string, string>>): boolean {
  return mode !== 'escaped' && (type === 'text' || type === 'text/plain');
}

function isBase64(type: string | undefined, text: string): boolean {
  if (type === undefined || !type.includes('/')) return false;
  return !/^text\/|[+/]xml$/u.test(type) && text.length > 3 && /^[A-Za-z\d+/=\s]+$/u.test(text);
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function personOf(node: Node): string {
  const child = (name: string) =>
    node.children.find((one): one is Node => typeof one !== 'string' && one.name.endsWith(name));
  const named = child('name') ?? child('email');
  return named === undefined ? textOf(node).trim() : textOf(named).trim();
}

/** RFC 4287, 3.1.1.3: XHTML content stands in a div of its own, which is no part of it. */
function unwrapped(node: Node): Node {
  if (node.attributes['type'] !== 'xhtml') return node;
  const solid = node.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  const [only] = solid;
  return solid.length === 1 && typeof only === 'object' && /(?:^|:)div$/u.test(only.name) ? only : node;
}

function textOf(node: Node): string {
  return node.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

const voidElements = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

function markupOf(node: Node, written: (text: string) => string): string {
  return node.children
    .map((child) => {
      if (typeof child === 'string') return written(child);
      const name = child.name.replace(/^[^:]*:/u, '');
      const attributes = Object.entries(child.attributes)
        .filter(([key]) => !key.startsWith('xmlns'))
        .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
        .join('');
      if (voidElements.has(name)) return `<${name}${attributes}>`;
      return `<${name}${attributes}>${markupOf(child, written)}</${name}>`;
    })
    .join('');
}
