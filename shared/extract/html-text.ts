import { decodeHTML } from 'entities';

const htmlCharsMax = 500_000;
const blockTag =
  /^\/?(?:address|article|aside|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|td|th|tr|ul)$/iu;
const silentTag = /^(?:script|style|noscript|template|svg|iframe|object)$/iu;

/**
 * The text of a piece of HTML, as a feed carries it: entities decoded, scripts gone, a blank line between blocks.
 * One pass over the tags, in time proportional to the length, whatever the HTML.
 */
export function htmlToText(html: string): string {
  const source = html.slice(0, htmlCharsMax);
  let text = '';
  let at = 0;
  let silentUntil: string | undefined;
  for (const tag of source.matchAll(
    /<!--(?:(?!-->)[^])*(?:-->|$)|<(\/?[a-zA-Z][a-zA-Z\d]*)(?:[^<>"']|"[^"<]*"|'[^'<]*'|["'])*>/gu,
  )) {
    if (silentUntil === undefined) text += decodeHTML(source.slice(at, tag.index));
    at = tag.index + tag[0].length;
    const name = tag[1]?.toLowerCase();
    if (name === undefined) continue;
    if (silentUntil !== undefined) {
      if (name === silentUntil) silentUntil = undefined;
    } else if (silentTag.test(name)) silentUntil = `/${name}`;
    else if (blockTag.test(name)) text += '\n';
  }
  if (silentUntil === undefined) text += decodeHTML(source.slice(at));
  return text
    .split('\n')
    .map((line) => line.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    .filter((line) => line !== '')
    .join('\n\n');
}
