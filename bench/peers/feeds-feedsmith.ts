import { readFile } from 'node:fs/promises';
import { parseFeed } from 'feedsmith';
import { runFilter } from '../../cli/filters/jsonl.ts';

/** Where feedsmith has, by dialect, what the scorer asks for; the first that is there counts. */
const places = {
  feed: {
    title: 'title',
    link: 'link home_page_url',
    description: 'description subtitle',
    id: 'id',
    language: 'language dc.languages.0 xml.lang',
    updated: 'updated lastBuildDate pubDate',
  },
  item: {
    title: 'title',
    link: 'link url',
    id: 'id guid rdf.about',
    date: 'published pubDate date_published dc.dates.0 dcterms.issued.0 updated',
    summary: 'summary description content content_html content_text',
    content: 'content content_html content_text summary description',
    author: 'authors.0 dc.creators.0',
  },
};

/** feedsmith as it comes: bytes taken for UTF-8. */
await runFilter(
  async ({ xml }) => {
    const { feed } = parseFeed((await readFile(String(xml))).toString('utf8'));
    const items = at(feed, 'items') ?? at(feed, 'entries') ?? [];
    return { feed: read(feed, places.feed), items: (items as unknown[]).map((item) => read(item, places.item)) };
  },
  process.stdin,
  process.stdout,
); // prettier-ignore

function read(from: unknown, fields: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const found = Object.entries(fields).map(([field, paths]): [string, string | undefined] => {
    const values = paths.split(' ').map((path) => textOf(at(from, path)));
    return [field, values.find((value) => value !== undefined)];
  });
  const { link, ...others } = Object.fromEntries(found);
  return { ...others, link: link ?? page(at(from, 'links') ?? at(from, 'atom.links')) };
}

function at(from: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], from);
}

/** Some of its texts are objects with a value, by dialect. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return textOf(at(value, 'value') ?? at(value, 'name') ?? at(value, 'encoded'));
}

function page(links: unknown): string | undefined {
  const list = (links ?? []) as readonly { readonly href?: string; readonly rel?: string }[];
  return (list.find(({ rel = 'alternate' }) => rel === 'alternate') ?? list[0])?.href;
}
