import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { TextDecoder } from 'node:util';
import { parseHTML } from 'linkedom';

const blocks = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE BR DD DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI ' +
    'MAIN NAV OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL'
  ).split(' '),
);
const silent = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE SVG IFRAME'.split(' '));
const textNode = 3;

/** The text of a piece of HTML, a line a block: the peers give HTML. */
export function textOf(html) {
  let text = '';
  const walk = (node) => {
    if (node.nodeType === textNode) text += node.nodeValue;
    const name = node.nodeName.toUpperCase();
    if (silent.has(name)) return;
    if (blocks.has(name)) text += '\n';
    for (const child of node.childNodes) walk(child);
    if (blocks.has(name)) text += '\n';
  };
  walk(parseHTML(`<html><body>${html ?? ''}</body></html>`).document.body);
  return text
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ *\n\s*/g, '\n')
    .trim();
}

/** JSON Lines `{"id", "html": path, "url"}` -> what a peer makes of the page, one long-lived process. */
export async function serve(read) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, html, url } = JSON.parse(line);
    let answer;
    try {
      answer = { id, ...(await read(decoded(readFileSync(html)), url)) };
    } catch (error) {
      answer = { id, error: String(error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

function decoded(bytes) {
  const head = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1');
  const label = /<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)/i.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}
