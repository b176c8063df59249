import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rssOf, serve } from '../pipeline/test-world.ts';
import { answerOf } from './rasid.ts';

const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

const config = `# the desk's own list
feeds:
  - https://example.org/feed # the first
topics: topics
allowNets: [127.0.0.0/8]   # this machine
hostGap: 0s
`;

async function desk(files: Readonly<Record<string, string>> = { 'rasid.yaml': config }) {
  const folder = await mkdtemp(join(tmpdir(), 'rasid-feeds-'));
  closers.push(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return { folder, config: () => readFile(join(folder, 'rasid.yaml'), 'utf8') };
}

async function site() {
  const server = await serve((_, response, path) => {
    const links = ['/rss', '/gone', '/atom'].map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`); // prettier-ignore
    if (path === '/')
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<html><head>${links.join('')}</head></html>`); // prettier-ignore
    else if (path === '/header')
      response.writeHead(200, { 'content-type': 'text/html', 'link': '</style.css>; rel=preload, </rss>; rel="alternate"; type="application/rss+xml"' }).end('<p>nothing</p>'); // prettier-ignore
    else if (path === '/bare') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>nothing</p>');
    else if (path === '/rss' || path === '/atom')
      response.end(rssOf(server.origin, [{ id: 'a', title: 'خبر', text: 'نص', atMs: Date.UTC(2026, 1, 13) }])); // prettier-ignore
    else response.writeHead(404).end();
  });
  closers.push(() => server.close());
  return server.origin;
}

const opml = (feeds: readonly string[]) =>
  `<opml version="2.0"><body><outline text="أخبار">${feeds.map((url) => `<outline type="rss" text="صحيفة" xmlUrl="${url}"/>`).join('')}</outline></body></opml>`;

describe('rasid discover', () => {
  it('looks at every feed that a page names, and says which are none', async () => {
    const origin = await site();
    const { folder } = await desk();
    const { code, output, errors } = await answerOf(folder, 'discover', origin, '--json');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(JSON.parse(output)).toMatchObject({
      feeds: [
        { url: `${origin}/rss`, title: 'صحيفة', entryCount: 1, newestAtMs: Date.UTC(2026, 1, 13) },
        { url: `${origin}/atom` },
      ],
      others: [{ url: `${origin}/gone`, reason: 'it answered HTTP 404' }],
    });
  });

  it('knows a feed by itself, and a page without one', async () => {
    const origin = await site();
    const { folder } = await desk();
    expect((await answerOf(folder, 'discover', `${origin}/rss`)).output).toContain('1 entries, the newest of 2026-02-13'); // prettier-ignore
    expect((await answerOf(folder, 'discover', `${origin}/bare`)).output).toBe('It names no feed that can be read.\n'); // prettier-ignore
    expect((await answerOf(folder, 'discover', `${origin}/header`)).output).toContain(`${origin}/rss\n`);
    const missing = await answerOf(folder, 'discover', `${origin}/nothing`);
    expect(missing).toEqual({ code: 1, output: '', errors: `${origin}/nothing: it answered HTTP 404.\n` });
  });

  it('writes the best one into the config, once, and leaves what stands there', async () => {
    const origin = await site();
    const { folder, config: text } = await desk();
    await answerOf(folder, 'discover', origin, '--add');
    expect(await text()).toBe(
      config.replace('# the first\n', `# the first\n  - { url: "${origin}/rss", name: "صحيفة" }\n`),
    );
    const again = await answerOf(folder, 'discover', origin, '--add');
    expect(again.output).toContain('rasid.yaml has it already.');
  });

  it('is refused where there is no config to write into', async () => {
    const { folder } = await desk({});
    expect(await answerOf(folder, 'discover', 'http://127.0.0.1:9/', '--add')).toMatchObject({ code: 2, errors: expect.stringContaining('rasid init') as unknown }); // prettier-ignore
  });
});

describe('rasid import and export', () => {
  it('takes over what is not there yet, and gives it out again', async () => {
    const { folder, config: text } = await desk({
      'rasid.yaml': config,
      'list.opml': opml([
        'https://news.example/rss',
        'https://example.org/feed',
        'ftp://x.example/',
        'https://news.example/rss?utm_source=x',
      ]),
    });
    const { code, output } = await answerOf(folder, 'import', 'list.opml');
    expect(code).toBe(0);
    expect(output).toMatch(
      /^1 feed written into rasid\.yaml; 2 were there already\.\nLeft out: 1 entry .*\n`rasid apply` .*\n$/u,
    );
    expect(await text()).toContain('- https://example.org/feed # the first\n  - { url: "https://news.example/rss", name: "صحيفة" }\n'); // prettier-ignore
    const exported = (await answerOf(folder, 'export')).output;
    await writeFile(join(folder, 'out.opml'), exported);
    const other = await desk({
      'rasid.yaml': 'feeds: [https://other.example/]\n',
      'out.opml': exported,
    });
    await answerOf(other.folder, 'import', 'out.opml');
    expect(await other.config()).toMatch(
      /https:\/\/other\.example\/[^]*https:\/\/example\.org\/feed[^]*https:\/\/news\.example\/rss/u,
    );
  });

  it.each([
    ['a list in brackets', 'feeds: [https://a.example/] # one\ntopics: t\n', 'feeds: [https://a.example/, ITEM] # one\ntopics: t\n'],
    ['a list that ends the file', 'feeds:\n- https://a.example/', 'feeds:\n- https://a.example/\n- ITEM\n'],
    ['a list of maps', 'feeds:\n    - url: https://a.example/\n      name: A\n\n# next\ntopics: t\n', 'feeds:\n    - url: https://a.example/\n      name: A\n    - ITEM\n\n# next\ntopics: t\n'],
    ['an empty list', 'topics: t\nfeeds: []\n', 'topics: t\nfeeds:\n  - ITEM\n'],
    ['no list', 'topics: t\n', 'feeds:\n  - ITEM\ntopics: t\n'],
  ])('writes into %s', async (_, before, after) => {
    const { folder, config: text } = await desk({ 'rasid.yaml': before, 'list.opml': opml(['https://news.example/rss']) });
    expect((await answerOf(folder, 'import', 'list.opml')).errors).toBe('');
    expect(await text()).toBe(after.replace('ITEM', '{ url: "https://news.example/rss", name: "صحيفة" }'));
  }); // prettier-ignore

  it.each([
    ['what is no OPML', 'hello', /list\.opml is no OPML/u],
    ['what is not there', undefined, /list\.opml is no file/u],
  ])('refuses %s and changes nothing', async (_, list, message) => {
    const { folder, config: text } = await desk({ 'rasid.yaml': config, ...(list !== undefined && { 'list.opml': list }) }); // prettier-ignore
    const { code, errors } = await answerOf(folder, 'import', 'list.opml');
    expect(code).toBe(2);
    expect(errors).toMatch(message);
    expect(await text()).toBe(config);
  });
});
