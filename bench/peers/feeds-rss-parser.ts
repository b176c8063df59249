import { readFile } from 'node:fs/promises';
import RssParser from 'rss-parser';
import { runFilter } from '../../cli/filters/jsonl.ts';

/** What it hands on beyond its own types. */
interface Extra {
  readonly id?: string;
  readonly author?: string;
  readonly language?: string;
  readonly lastBuildDate?: string;
  readonly 'content:encoded'?: string;
}
const nodeNames: Readonly<Record<string, BufferEncoding>> = {
  'iso-8859-1': 'latin1', latin1: 'latin1', 'us-ascii': 'ascii', ascii: 'ascii', 'utf-16le': 'utf16le',
}; // prettier-ignore
const parser = new RssParser<Extra, Extra>();

/** rss-parser as it comes: text by what HTTP says, as its own `parseURL` has it, then `parseString`. */
await runFilter(
  async ({ xml, ctype }) => {
    const said = /charset\s*=\s*["']?([\w-]+)/iu.exec(String(ctype))?.[1]?.toLowerCase() ?? '';
    const text = (await readFile(String(xml))).toString(nodeNames[said] ?? 'utf8');
    const { title, link, description, language, lastBuildDate, items } = await parser.parseString(text);
    return {
      feed: { title, link, description, language, updated: lastBuildDate },
      items: items.map((item) => ({
        title: item.title,
        link: item.link,
        id: item.guid ?? item.id,
        date: item.isoDate,
        summary: item.summary ?? item.content,
        content: item['content:encoded'] ?? item.content,
        author: item.creator ?? item.author,
      })),
    };
  },
  process.stdin,
  process.stdout,
); // prettier-ignore
