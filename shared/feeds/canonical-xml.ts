import { escapeAttribute, escapeText, fieldText } from './field-text.ts';
import { limits } from './limits.ts';
import type { Field, Skeleton } from './skeleton.ts';

/** Attributes that say what a field means. */
const kept = ['href', 'rel', 'type', 'isPermaLink', 'url'];

/** The prefix of every field's element: rss-parser's own ideas about `description` and dates never see them. */
export const fieldPrefix = 'f.';

/** Any feed as one well-formed RSS 2.0 document of flat fields, which is what rss-parser reads without surprises. */
export function canonicalXml({ feed, entries, isAtom }: Skeleton): string {
  const fields = (list: readonly Field[]) => list.map((field) => element(field, isAtom)).join('');
  const items = entries.map((entry) => `<item>${fields(entry)}</item>`).join('');
  return `<rss version="2.0"><channel>${fields(feed)}${items}</channel></rss>`;
}

function element({ node, base, lang }: Field, isAtom: boolean): string {
  const attributes = [
    ...kept.map((key): [string, string | undefined] => [key, node.attributes[key]]),
    ['base', base] as const,
    ['lang', lang] as const,
  ]
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([key, value]) => ` ${key}="${escapeAttribute(legal(value))}"`)
    .join('');
  const text = fieldText(node, isAtom || node.name.startsWith('atom:')).slice(0, limits.fieldCharsMax);
  return `<${fieldPrefix}${node.name}${attributes}>${escapeText(legal(text))}</${fieldPrefix}${node.name}>`;
}

/** Numeric references may have brought back what XML cannot carry. */
function legal(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '').toWellFormed();
}
