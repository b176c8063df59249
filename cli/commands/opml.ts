import { readFileSync, statSync } from 'node:fs';
import { readOpml, writeOpml } from '../../shared/feeds/opml.ts';
import { addFeeds, type Added } from '../config-edit.ts';
import { readRasid } from '../config-file.ts';
import { count, usageError } from '../output.ts';

const opmlBytesMax = 10_000_000;

export interface Imported extends Added {
  /** Outlines whose address is none. */
  readonly leftOutCount: number;
}

/** Writes the feeds of an OPML file into the config. */
export function importOpml(file: string, config: string): Imported {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) throw usageError(`${file} is no file.`);
  if (stat.size > opmlBytesMax) throw usageError(`${file} is over ${opmlBytesMax} bytes.`);
  const read = readOpml(readFileSync(file));
  if (read.kind === 'not-opml') throw usageError(`${file} is no OPML: ${read.detail}.`);
  const { added, known } = addFeeds(config, read.outlines.map(({ url, title }) => ({ url, name: title }))); // prettier-ignore
  return { added, known, leftOutCount: read.leftOutCount };
}

export function importLines({ added, known, leftOutCount }: Imported, config: string): string[] {
  return [
    `${count(added.length, 'feed')} written into ${config}${known.length === 0 ? '' : `; ${known.length} were there already`}.`,
    ...(leftOutCount === 0 ? [] : [`Left out: ${count(leftOutCount, 'entry', 'entries')} without an address that can be fetched.`]),
    ...(added.length === 0 ? [] : ['`rasid apply` takes them over.']),
  ]; // prettier-ignore
}

/** The config's feeds as OPML 2.0. */
export function exportOpml(config: string): string {
  const { feeds } = readRasid(config);
  return writeOpml(feeds.map(({ url, name }) => ({ url, title: name ?? new URL(url).hostname })), 'Rasid'); // prettier-ignore
}
