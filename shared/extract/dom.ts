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
  contains(node: Node): boolean;
  remove(): void;
}

export interface Document extends Element {
  readonly body: Element;
  readonly documentElement: Element;
}

export const textNode = 3;
export const elementNode = 1;

/** The tree of a page that `lean` has written. */
export function parseDocument(html: string): Document {
  return (parseHTML(html) as { document: Document }).document;
}

export const all = (root: Element, selector: string): Element[] =>
  Array.from(root.querySelectorAll(selector));

/** The text of an element with its white space folded. */
export const flatText = (element: Element): string =>
  (element.textContent ?? '').replace(/\s+/gu, ' ').trim();
