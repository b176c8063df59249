import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isNode, isSeq, parseDocument } from 'yaml';
import { plain } from '../shared/domain/plain.ts';
import { canonicalUrl } from '../shared/net/canonical-url.ts';
import { readRasid } from './config-file.ts';
import { usageError } from './output.ts';

export interface NewFeed {
  readonly url: string;
  readonly name?: string | undefined;
}

export interface Added {
  readonly added: readonly NewFeed[];
  /** Those that the config has already. */
  readonly known: readonly NewFeed[];
}

/** Writes feeds at the end of the config's list; what stands in the file, comments too, stays. All or nothing. */
export function addFeeds(file: string, feeds: readonly NewFeed[]): Added {
  const before = readRasid(file);
  const present = new Set(before.feeds.map(({ url }) => identity(url)));
  const added: NewFeed[] = [];
  const known: NewFeed[] = [];
  for (const feed of feeds) {
    (present.has(identity(feed.url)) ? known : added).push(feed);
    present.add(identity(feed.url));
  }
  if (added.length === 0) return { added, known };

  writeFileSync(`${file}.new`, withItems(readFileSync(file, 'utf8'), added.map(itemOf)));
  try {
    // What cannot be read again is not put in the place of what can.
    readRasid(`${file}.new`);
  } catch (error) {
    throw usageError(`The feeds have not been added: ${error instanceof Error ? error.message : String(error)}`); // prettier-ignore
  }
  renameSync(`${file}.new`, file);
  return { added, known };
}

const itemOf = ({ url, name }: NewFeed) =>
  name === undefined ? url : `{ url: ${JSON.stringify(url)}, name: ${JSON.stringify(plain(name))} }`;

/** The text with more items at the end of its list of feeds, and not a letter of it changed. */
function withItems(text: string, items: readonly string[]): string {
  const list = parseDocument(text).get('feeds');
  const [last] = isSeq(list) ? list.items.slice(-1) : [];
  if (!isSeq(list) || !list.range || !isNode(last) || !last.range) {
    const block = `feeds:\n${items.map((item) => `  - ${item}\n`).join('')}`;
    const empty = /^feeds:[ \t]*(?:\[\s*\]|null|~)?[ \t]*\r?\n?/mu;
    return empty.test(text) ? text.replace(empty, () => block) : `${block}${text}`;
  }
  const [begin, end] = list.range;
  if (list.flow === true) {
    const at = last.range[1];
    return `${text.slice(0, at)}${items.map((item) => `, ${item}`).join('')}${text.slice(at)}`;
  }
  const indent = text.slice(text.lastIndexOf('\n', begin - 1) + 1, begin);
  // The value's end, with the comment behind it.
  const at = text.indexOf('\n', Math.min(last.range[1], end) - 1) + 1 || text.length;
  const before = text.slice(0, at);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${items.map((item) => `${indent}- ${item}\n`).join('')}${text.slice(at)}`;
} // prettier-ignore

const identity = (url: string) => canonicalUrl(url) ?? url;
