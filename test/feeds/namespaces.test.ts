import { describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/domain/feed.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';

async function entryOf(source: string): Promise<Entry> {
  const outcome = await parseFeed(Buffer.from(source), { url: 'https://news.example/feed', nowMs: Date.UTC(2026, 1, 14) });
  if (outcome.kind !== 'feed') throw new Error(outcome.detail);
  const [entry] = outcome.document.entries;
  if (entry === undefined) throw new Error('there is no entry');
  return entry;
} // prettier-ignore

/** How writers vary an address that names a namespace. */
const spellings: Readonly<Record<string, (space: string) => string>> = {
  'as it is': (space) => space,
  'with https': (space) => space.replace('http:', 'https:'),
  'in capitals': (space) => space.toUpperCase(),
  'without its slash': (space) => space.replace(/[/#]$/u, ''),
  'with one more slash': (space) => space.replace(/[/#]?$/u, '/'),
  'without www': (space) => space.replace('//www.', '//'),
  'between spaces': (space) => ` ${space} `,
};

const rss = (spaces: string, item: string) => `<rss version="2.0" ${spaces}><channel><title>t</title><item><title>Port shut</title><link>https://news.example/1</link>${item}</item></channel></rss>`; // prettier-ignore
const publishedAtMs = Date.UTC(2026, 1, 13, 8);

/** A document in which a namespace gives what is expected, under the prefix that it is usual under. */
const documents: Readonly<Record<string, { space: string; source: (prefix: string, space: string) => string; entry: object }>> = {
  'RSS content': {
    space: 'http://purl.org/rss/1.0/modules/content/',
    source: (c, space) => rss(`xmlns:${c}="${space}"`, `<${c}:encoded>The whole text</${c}:encoded>`),
    entry: { content: 'The whole text' },
  },
  'Dublin Core': {
    space: 'http://purl.org/dc/elements/1.1/',
    source: (dc, space) => rss(`xmlns:${dc}="${space}"`, `<${dc}:creator>Dana</${dc}:creator><${dc}:date>2026-02-13T08:00:00Z</${dc}:date>`),
    entry: { author: 'Dana', publishedAtMs },
  },
  'Dublin Core terms': {
    space: 'http://purl.org/dc/terms/',
    source: (dc, space) => rss(`xmlns:${dc}="${space}"`, `<${dc}:issued>2026-02-13T08:00:00Z</${dc}:issued>`),
    entry: { publishedAtMs },
  },
  'Media': {
    space: 'http://search.yahoo.com/mrss/',
    source: (media, space) => rss(`xmlns:${media}="${space}"`, `<${media}:group><${media}:description>Dockers stay out</${media}:description></${media}:group>`),
    entry: { summary: 'Dockers stay out' },
  },
  'iTunes': {
    space: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
    source: (itunes, space) => rss(`xmlns:${itunes}="${space}"`, `<${itunes}:author>Dana</${itunes}:author><${itunes}:summary>Dockers stay out</${itunes}:summary>`),
    entry: { author: 'Dana', summary: 'Dockers stay out' },
  },
  'Atom': {
    space: 'http://www.w3.org/2005/Atom',
    source: (atom, space) => `<${atom}:feed xmlns:${atom}="${space}"><${atom}:entry><${atom}:title>Port shut</${atom}:title><${atom}:id>1</${atom}:id><${atom}:link href="https://news.example/1"/><${atom}:updated>2026-02-13T08:00:00Z</${atom}:updated></${atom}:entry></${atom}:feed>`,
    entry: { title: 'Port shut', link: 'https://news.example/1', publishedAtMs },
  },
  'news sitemaps': {
    space: 'http://www.google.com/schemas/sitemap-news/0.9',
    source: (news, space) => `<urlset xmlns="https://www.sitemaps.org/schemas/sitemap/0.9/" xmlns:${news}="${space}"><url><loc>https://news.example/1</loc><${news}:news><${news}:publication_date>2026-02-13T08:00:00Z</${news}:publication_date><${news}:title>Port shut</${news}:title></${news}:news></url></urlset>`,
    entry: { title: 'Port shut', publishedAtMs },
  },
}; // prettier-ignore
const usual: Readonly<Record<string, string>> = { 'RSS content': 'content', 'Dublin Core': 'dc', 'Dublin Core terms': 'dcterms', 'Media': 'media', 'iTunes': 'itunes', 'Atom': 'atom', 'news sitemaps': 'news' }; // prettier-ignore

describe.each(Object.entries(documents))('the namespace of %s', (name, { space, source, entry }) => {
  it.each(Object.entries(spellings))('is known %s, under any prefix', async (_, spell) => {
    for (const prefix of [usual[name] ?? '', 'x1']) {
      expect(await entryOf(source(prefix, spell(space))), prefix).toMatchObject(entry);
    }
  });

  it('is known by its usual prefix where it is not declared', async () => {
    const prefix = usual[name] ?? '';
    expect(await entryOf(source(prefix, space).replace(`xmlns:${prefix}="${space}"`, ''))).toMatchObject(
      entry,
    );
  });
});

it('takes nothing from a namespace that is another one', async () => {
  const entry = await entryOf(rss('xmlns:x="http://purl.org/rss/1.0/modules/context/"', '<x:encoded>The whole text</x:encoded>'));
  expect(entry.content).toBeUndefined();
}); // prettier-ignore
