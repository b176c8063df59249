import { decodeHTMLAttribute } from 'entities';
import { htmlToText } from './html-text.ts';
import type { PageHead } from './lean.ts';

/** The first of the named tags with content, whether it is called by name, property, itemprop or http-equiv. */
export type MetaTags = (...names: readonly string[]) => string | undefined;

export function metaTags(head: PageHead): MetaTags {
  const content = new Map<string, string>();
  for (const tag of head.tags) {
    const value = decodeHTMLAttribute(tag['content'] ?? '').trim();
    for (const key of ['property', 'name', 'itemprop', 'http-equiv']) {
      const name = tag[key]?.trim().toLowerCase();
      if (name !== undefined && value !== '' && !content.has(name)) content.set(name, value);
    }
  }
  return (...names) => names.map((name) => content.get(name)).find((value) => value !== undefined);
}

/** A value as its page meant it: some write HTML and entities into it. */
export function plain(value: string | undefined): string | undefined {
  const text = value === undefined ? '' : htmlToText(value).replace(/\s+/gu, ' ').trim();
  return text === '' ? undefined : text;
}
