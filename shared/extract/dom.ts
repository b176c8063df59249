import { parseHTML } from 'linkedom';

/** The part of the DOM that extraction uses; the runtime's own types have none. */
export interface Node {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: ArrayLike<Node>;
  readonly firstChild: Node | null;
  readonly nextSibling: Node | null;
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
/** A part with more nodes is no caption and no teaser, however little text is in it. */
const smallNodesMax = 60;

/** The tree of a page that `lean` has written. */
export function parseDocument(html: string): Document {
  return (parseHTML(html) as { document: Document }).document;
}

export const all = (root: Element, selector: string): Element[] =>
  Array.from(root.querySelectorAll(selector));

/** The text of an element with its white space folded. */
export const flatText = (element: Element): string =>
  (element.textContent ?? '').replace(/\s+/gu, ' ').trim();

/** The text of a small part, white space folded; undefined for a larger one, which is not looked through. */
export function smallText(element: Element, charsMax: number): string | undefined {
  let text = '';
  let nodesLeft = smallNodesMax;
  const walk = (node: Node): boolean => {
    nodesLeft -= 1;
    if (nodesLeft < 0 || text.length > charsMax) return false;
    if (node.nodeType === textNode) text = `${text}${node.nodeValue ?? ''}`.replace(/\s+/gu, ' ');
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (!walk(child)) return false;
    }
    return true;
  };
  return walk(element) && text.trim().length <= charsMax ? text.trim() : undefined;
}
