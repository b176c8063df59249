import { limits } from './limits.ts';

/**
 * A document from its root on, without characters that XML does not have; each repair is named. What stands before
 * the root goes: declaration and comments with it, and the document type, no entity of which is ever expanded.
 */
export function prepared(source: string, repairs: Set<string>): string {
  let text = source;
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;
  if (controls.test(text)) {
    repairs.add('control characters');
    text = text.replace(controls, '');
  }
  const { start, isJunk } = rootIn(text.slice(0, limits.headCharsMax));
  if (isJunk) repairs.add('text before the first element');
  text = text.slice(start);
  // Decimal, hexadecimal or named: everything else is an ampersand that was never escaped.
  if (/&(?!#\d{1,7};|#[xX][\da-fA-F]{1,6};|[A-Za-z][A-Za-z\d]{0,31};)/u.test(text))
    repairs.add('bare ampersands');
  return text.toWellFormed();
}

/** Roots that are no element of anything else: what a program printed before them is none of the feed. */
const rootTag = /<(?:(?:[A-Za-z][\w.-]{0,30}:)?(?:rss|rdf|feed)|urlset|sitemapindex|html)[\s/>]/iuy;
/** Roots only where they come first. */
const firstTag = /<(?:[A-Za-z][\w.-]{0,30}:)?(?:channel|entry)[\s/>]/iuy;
const elementTag = /<[A-Za-z]/uy;

/** Where a known root begins, or else the first element; what is neither prolog nor white space before it is junk. */
function rootIn(head: string): { start: number; isJunk: boolean } {
  let first: number | undefined;
  let isJunk = false;
  let at = 0;
  for (let steps = 0; steps < limits.headStepsMax; steps += 1) {
    const open = head.indexOf('<', at);
    if (open < 0) break;
    if (first === undefined) isJunk ||= head.slice(at, open).trim() !== '';
    if (isAt(rootTag, head, open)) return { start: open, isJunk: isJunk || first !== undefined };
    if (first === undefined && isAt(firstTag, head, open)) return { start: open, isJunk };
    if (isAt(elementTag, head, open)) first ??= open;
    at = prologEnd(head, open) ?? open + 1;
  }
  return { start: first ?? 0, isJunk: first !== undefined && isJunk };
}

function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** The end of a comment, an instruction or a document type with its own declarations. */
function prologEnd(head: string, open: number): number | undefined {
  const after = (mark: string, from: number) => {
    const found = head.indexOf(mark, from);
    return found < 0 ? undefined : found + mark.length;
  };
  if (head.startsWith('<!--', open)) return after('-->', open + 2);
  if (head.startsWith('<?', open)) return after('?>', open);
  if (!/^<!doctype/iu.test(head.slice(open, open + 9))) return undefined;
  const [subset, end] = [head.indexOf('[', open), after('>', open)];
  if (subset < 0 || end === undefined || subset > end) return end;
  return after('>', after(']', subset) ?? subset);
}
