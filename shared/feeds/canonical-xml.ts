import { fieldText } from './field-text.ts';
import { limits } from './limits.ts';
import type { Field, Skeleton } from './skeleton.ts';
import { escapeAttribute, legal } from '../domain/markup-text.ts';

/** Attributes that say what a field means. */
const kept = ['href', 'url', 'rel', 'type', 'isPermaLink'];

/** The prefix of every field's element: rss-parser's own ideas about `description` and dates never see them. */
export const fieldPrefix = 'f.';

/**
 * Any feed as one well-formed RSS 2.0 document of flat fields, which is what rss-parser reads without surprises.
 * A field says its base where that is another than the document's own.
 */
export function canonicalXml({ feed, entries, isAtom }: Skeleton, documentBase: string): string {
  const fields = (list: readonly Field[]) =>
    list.map((field) => element(field, isAtom, documentBase)).join('');
  const items = entries.map((entry) => `<item>${fields(entry)}</item>`).join('');
  return `<rss version="2.0"><channel>${fields(feed)}${items}</channel></rss>`;
}

function element({ node, base }: Field, isAtom: boolean, documentBase: string): string {
  const name = `${fieldPrefix}${node.name}`;
  let attributes = base === documentBase ? '' : attribute('base', base);
  for (const key of kept) {
    const value = node.attributes[key];
    if (value !== undefined) attributes += attribute(key, value);
  }
  const text = fieldText(node, isAtom || node.name.startsWith('atom:')).slice(0, limits.fieldCharsMax);
  return `<${name}${attributes}>${textOf(legal(text))}</${name}>`;
}

const attribute = (key: string, value: string) => ` ${key}="${escapeAttribute(legal(value))}"`;

/** Markup goes as CDATA, which rss-parser reads ten times as fast as entities. */
function textOf(text: string): string {
  if (!/[<>&]/u.test(text)) return text;
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
