import { parseHTML } from 'linkedom';

/** The part of the DOM that extraction uses; the runtime's own types have none. */
export interface Node {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: ArrayLike<Node>;
  readonly parentNode: Node | null;
  readonly textContent: string | null;
}

export interface Element extends Node {
  readonly previousElementSibling: Element | null;
  readonly nextElementSibling: Element | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): ArrayLike<Element>;
  cloneNode(isDeep: boolean): Element;
  remove(): void;
}

export interface Document extends Element {
  readonly body: Element;
  readonly documentElement: Element;
}

export const textNode = 3;
export const elementNode = 1;

export function parseDocument(html: string): Document {
  const isWhole = /<html[\s>]/iu.test(html) && /<body[\s>]/iu.test(html);
  const { document } = parseHTML(isWhole ? html : completed(html)) as { document: Document };
  return document;
}

/** HTML lets a page leave out <html>, <head> and <body>; linkedom does not put them back. */
function completed(html: string): string {
  const open = /<html(?:\s[^<>]*)?>/iu.exec(html)?.[0] ?? '<html>';
  const inside = html.replace(/<!doctype[^<>]*>|<\/?(?:html|head|body)(?:\s[^<>]*)?>/giu, '');
  return `${open}<head></head><body>${inside}</body></html>`;
}

export const all = (root: Element, selector: string): Element[] =>
  Array.from(root.querySelectorAll(selector));

/** The text of an element with its white space folded. */
export const flatText = (element: Element): string =>
  (element.textContent ?? '').replace(/\s+/gu, ' ').trim();
