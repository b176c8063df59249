import { readFile } from 'node:fs/promises';
import { parseDate } from '../../shared/domain/dates.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';
import type { Filter } from './jsonl.ts';

/** Parses a feed from a file: `{"xml": path, "url", "ctype"}` -> `{"feed", "items"}`. */
export const feedFilter: Filter = async (line) => {
  const { xml, url, ctype } = line;
  if (typeof xml !== 'string') throw new Error('"xml" is no path');
  const headers = (line['headers'] ?? {}) as Record<string, unknown>;
  const location = headers['content-location'];
  const outcome = await parseFeed(await readFile(xml), {
    url: typeof url === 'string' ? url : 'http://localhost/',
    ...(typeof ctype === 'string' && { contentType: ctype }),
    ...(typeof location === 'string' && { contentLocation: location }),
    nowMs: Date.now(),
  });
  if (outcome.kind === 'not-a-feed') throw new Error(`${outcome.reason}: ${outcome.detail}`);
  const { title, link, description, language, id, updated, entries } = outcome.document;
  return {
    feed: { title, link, description, language, id, updated: isoOf(updated) },
    items: entries.map((entry) => ({
      title: entry.title,
      link: entry.link,
      id: entry.guid,
      date: isoOf(entry.date),
      summary: entry.summary ?? entry.content,
      content: entry.content ?? entry.summary,
      author: entry.author,
      language: entry.language,
    })),
  };
};

function isoOf(date: string | undefined): string | undefined {
  const atMs = date === undefined ? undefined : parseDate(date);
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
}
