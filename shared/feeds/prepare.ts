/** Junk before the root, characters that XML does not have, and the document type go; each is named in `repairs`. */
export function prepared(source: string, repairs: Set<string>): string {
  let text = source;
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;
  if (controls.test(text)) {
    repairs.add('control characters');
    text = text.replace(controls, '');
  }
  const start = text.search(/<(?:[?!]|[A-Za-z])/u);
  if (start > 0 && text.slice(0, start).trim() !== '') repairs.add('text before the first element');
  text = withoutDoctype(start > 0 ? text.slice(start) : text);
  // Decimal, hexadecimal or named: everything else is an ampersand that was never escaped.
  if (/&(?!#\d{1,7};|#[xX][\da-fA-F]{1,6};|[A-Za-z][A-Za-z\d]{0,31};)/u.test(text))
    repairs.add('bare ampersands');
  return text.toWellFormed();
}

/** So far into a document its type may stand. */
const headCharsMax = 4_000;

/** Drops a document type with its internal subset; no entity of it is ever expanded. */
function withoutDoctype(text: string): string {
  const head = text.slice(0, headCharsMax);
  const start = head.search(/<!DOCTYPE/iu);
  if (start < 0) return text;
  const subset = text.indexOf('[', start);
  const end = text.indexOf('>', start);
  if (end < 0) return text.slice(0, start);
  if (subset < 0 || subset > end) return text.slice(0, start) + text.slice(end + 1);
  const subsetEnd = text.indexOf(']', subset);
  const last = text.indexOf('>', subsetEnd < 0 ? subset : subsetEnd);
  return text.slice(0, start) + (last < 0 ? '' : text.slice(last + 1));
}
