import { readFile } from 'node:fs/promises';
import { inSandbox } from '../sandbox/in-sandbox.ts';
import type { Filter } from './jsonl.ts';

/** The article in a page from a file: `{"id", "html": path, "url", "ctype"?}` -> text, title, author, date, language. */
export const readFilter: Filter = async (line) => {
  const { id, html, url, ctype } = line;
  if (typeof html !== 'string') throw new Error('"html" is no path');
  const document = {
    bytes: await readFile(html),
    url: typeof url === 'string' ? url : 'http://localhost/',
    ...(typeof ctype === 'string' && { contentType: ctype }),
  };
  const outcome = await inSandbox('extract', document, { shared: {} });
  if (outcome.kind === 'no-article') throw new Error(`no article: ${outcome.reason}`);
  const { text, title, author, date, publishedAtMs, lang } = outcome.page;
  return {
    id,
    text,
    title,
    author,
    // An ISO date as the page wrote it: in the clock of its place, of which the day is the one that readers saw.
    date:
      publishedAtMs === undefined || /^\d{4}-\d\d-\d\d/u.test(date ?? '')
        ? date
        : new Date(publishedAtMs).toISOString(),
    lang,
  };
};
