import { readFile } from 'node:fs/promises';
import { parseDate } from '../shared/domain/dates.ts';
import type { ParseOutcome } from '../shared/domain/feed.ts';
import type { ParseHow } from '../shared/feeds/parse.ts';
import type { Filter } from './filters/jsonl.ts';

type ParseDocument = (document: ParseHow & { readonly bytes: Uint8Array }) => Promise<ParseOutcome>;

/** Parses a feed from a file by `parse`: `{"xml": path, "url", "ctype"}` -> `{"feed", "items"}`. */
export function feedFilterBy(parse: ParseDocument): Filter {
  return async (line) => answerOf(await parse(await documentOf(line)));
}

async function documentOf(line: Readonly<Record<string, unknown>>): Promise<Parameters<ParseDocument>[0]> {
  const { xml, url, ctype } = line;
  if (typeof xml !== 'string') throw new Error('"xml" is no path');
  const headers = (line['headers'] ?? {}) as Record<string, unknown>;
  const location = headers['content-location'];
  return {
    bytes: await readFile(xml),
    url: typeof url === 'string' ? url : 'http://localhost/',
    ...(typeof ctype === 'string' && { contentType: ctype }),
    ...(typeof location === 'string' && { contentLocation: location }),
    nowMs: Date.now(),
  };
}

function answerOf(outcome: ParseOutcome): object {
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
}

function isoOf(date: string | undefined): string | undefined {
  const atMs = date === undefined ? undefined : parseDate(date);
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
}
