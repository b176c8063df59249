import { elementNode, textNode, type Node } from './dom.ts';
import { elements } from './elements.ts';
import { unescaped } from './markup.ts';

/** The text of a tree, one block a line: what stands in different blocks never runs together. */
export function blockLines(root: Node): string[] {
  const lines: string[] = [];
  let line = '';
  const end = () => {
    const text = line.replace(/\s+/gu, ' ').trim();
    if (text !== '') lines.push(unescaped(text));
    line = '';
  };
  const walk = (node: Node) => {
    if (node.nodeType === textNode) {
      line += node.nodeValue ?? '';
      return;
    }
    const name = node.nodeName.toLowerCase();
    const isBreak = name === 'br' || (node.nodeType === elementNode && elements.blocks.has(name));
    if (isBreak) end();
    for (const child of Array.from(node.childNodes)) walk(child);
    if (isBreak) end();
  };
  walk(root);
  end();
  return lines;
}
