import { decodeHTMLAttribute } from 'entities';
import type { Attributes } from './markup.ts';

/** What an element is named to say of the article, and the value that it gives beside its text. */
export interface Saying {
  readonly kind: 'heading' | 'author' | 'published' | 'modified' | 'time' | 'date';
  readonly value: string | undefined;
}

const headingName =
  /(?:^|[\s_-])(?:(?:post|entry|article|news|story|page|content)[\s_-]?(?:title|headline|heading)|headline)(?:[\s_-]|$)/iu;
const notHeading = /^(?:a|li|ul|ol|section|main|article|header)$/u;
const authorName =
  /(?:by-?line(?:-?name)?|authors?(?:-?name)?|writer|contributors?|posted-?by|written-?by)(?:[\s_-]|$)/iu;
const notAuthorName = /bio|avatar|image|img|photo|related|more|comment|social|follow|title|desc/iu;
const dateName =
  /(?:date|time|timestamp|published?|publish(?:ed)?-?on|posted(?:-?on)?|updated|(?:^|[\s_-])(?:meta|info))(?:[\s_-]|$)/iu;
const notDateName = /comment|related|event|sidebar|footer|copyright/iu;

/** Microdata and `time` first, names of classes after them. */
export function saying(name: string, attributes: Attributes, names: string): Saying | undefined {
  const value = valueOf(attributes['datetime'] ?? attributes['content']);
  if (name === 'h1') return { kind: 'heading', value: undefined };
  const property = attributes['itemprop'] ?? '';
  if (property === 'headline') return { kind: 'heading', value: undefined };
  if (property === 'datePublished') return { kind: 'published', value };
  if (property === 'dateModified') return { kind: 'modified', value };
  if (/\bauthor\b/iu.test(property) || /\bauthor\b/iu.test(attributes['rel'] ?? ''))
    return { kind: 'author', value };
  if (name === 'time') return { kind: 'time', value };
  if (names === '') return undefined;
  if (headingName.test(names) && !notHeading.test(name)) return { kind: 'heading', value: undefined };
  if (authorName.test(names) && !notAuthorName.test(names)) return { kind: 'author', value };
  if (dateName.test(names) && !notDateName.test(names)) return { kind: 'date', value: undefined };
  return undefined;
}

const valueOf = (value: string | undefined) =>
  value === undefined || value === '' ? undefined : decodeHTMLAttribute(value);
