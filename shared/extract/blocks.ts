import { elementNode, textNode, type Node } from './dom.ts';
import { elements } from './elements.ts';
import { unescaped } from './markup.ts';

/** In a longer line, words that meet are halves of one; in a shorter one, labels that the theme sets apart. */
const labelCharsMax = 60;

/** The text of a tree, one block a line: what stands in different blocks never runs together. */
export function blockLines(root: Node): string[] {
  const lines: string[] = [];
  let line = '';
  const end = () => {
    const text = line.replace(/\s+/gu, ' ').trim();
    const isLabel = text.length <= labelCharsMax;
    const whole = unescaped(isLabel ? text.replace(seams, ' ') : text)
      .replaceAll(seam, '')
      .trim();
    if (whole !== '') lines.push(whole);
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
    let before: Node | undefined;
    for (const child of Array.from(node.childNodes)) {
      if (isInline(before) && isInline(child)) line += seam;
      walk(child);
      before = child;
    }
    if (isBreak) end();
  };
  walk(root);
  end();
  return lines;
}

/** Between inline elements without a space between them; of private use, so that no page has it. */
const seam = '\uE002';
const seams = /(?<=[\p{L}\p{N}])\uE002(?=[\p{L}\p{N}])/gu;
const isInline = (node: Node | undefined) =>
  node?.nodeType === elementNode && !elements.blocks.has(node.nodeName.toLowerCase());
