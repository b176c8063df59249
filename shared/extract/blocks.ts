import { elementNode, textNode, type Node } from './dom.ts';

const blocks = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 ' +
    'HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL'
  ).split(' '),
);
const silent = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE SVG IFRAME OBJECT TEXTAREA SELECT BUTTON'.split(' '));

/** The text of a tree, one block a line: what stands in different blocks never runs together. */
export function blockLines(root: Node): string[] {
  const lines: string[] = [];
  let line = '';
  const end = () => {
    const text = line.replace(/[\s\u00A0]+/gu, ' ').trim();
    if (text !== '') lines.push(text);
    line = '';
  };
  const walk = (node: Node) => {
    if (node.nodeType === textNode) {
      line += node.nodeValue ?? '';
      return;
    }
    const name = node.nodeName.toUpperCase();
    if (silent.has(name)) return;
    if (name === 'BR') {
      end();
      return;
    }
    const isBlock = node.nodeType === elementNode && blocks.has(name);
    if (isBlock) end();
    for (const child of Array.from(node.childNodes)) walk(child);
    if (isBlock) end();
  };
  walk(root);
  end();
  return lines;
}
