import { decodeHTML } from 'entities';

const htmlCharsMax = 500_000;
const blockTag =
  /^\/?(?:address|article|aside|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|td|th|tr|ul)$/iu;
const silentTag = /^(?:script|style|noscript|template|svg|iframe|object)$/iu;

/**
 * The text of a piece of HTML, as a feed carries it: entities decoded, scripts gone, a blank line between blocks.
 * One pass by hand, in time proportional to the length: each tag is looked at up to the next `<` and no further.
 */
export function htmlToText(html: string): string {
  const source = html.slice(0, htmlCharsMax);
  let text = '';
  let at = 0;
  let silentUntil: string | undefined;
  for (let start = source.indexOf('<'); start >= 0; start = source.indexOf('<', Math.max(at, start + 1))) {
    const tag = tagAt(source, start);
    if (tag === undefined) continue;
    if (silentUntil === undefined) text += decodeHTML(source.slice(at, start));
    at = tag.end;
    if (silentUntil !== undefined) {
      if (tag.name === silentUntil) silentUntil = undefined;
    } else if (silentTag.test(tag.name)) silentUntil = `/${tag.name}`;
    else if (blockTag.test(tag.name)) text += '\n';
  }
  if (silentUntil === undefined) text += decodeHTML(source.slice(at));
  return text
    .split('\n')
    .map((line) => line.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    .filter((line) => line !== '')
    .join('\n\n');
}

/** The tag or comment that begins with this `<`, its name in lower case with its slash; a comment has none. */
function tagAt(source: string, start: number): { readonly name: string; readonly end: number } | undefined {
  if (source.startsWith('<!--', start)) {
    const close = source.indexOf('-->', start + 4);
    return { name: '', end: close < 0 ? source.length : close + 3 };
  }
  tagName.lastIndex = start + 1;
  const [name] = tagName.exec(source) ?? [];
  if (name === undefined) return undefined;
  const end = tagEnd(source, start + 1 + name.length);
  return end === undefined ? undefined : { name: name.toLowerCase(), end };
}

const tagName = /\/?[a-z][a-z\d]*/iuy;

/**
 * Where a tag ends: behind the first `>` outside quotes and before the next `<`. Where there is none, a quote was
 * forgotten: the tag ends at the first `>` within the last quotes that hold one.
 */
function tagEnd(source: string, from: number): number | undefined {
  let end: number | undefined;
  let quote = '';
  let isFirstOfQuote = true;
  for (let at = from; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '<') break;
    if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      isFirstOfQuote = true;
    } else if (char === '>') {
      if (quote === '') return at + 1;
      if (isFirstOfQuote) end = at + 1;
      isFirstOfQuote = false;
    }
  }
  return end;
}
