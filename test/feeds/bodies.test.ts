import { describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/domain/feed.ts';
import { escapeText } from '../../shared/domain/markup-text.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';

async function entryOf(source: string): Promise<Entry | undefined> {
  const outcome = await parseFeed(Buffer.from(source), { url: 'https://news.example/feed', nowMs: 0 });
  if (outcome.kind !== 'feed') throw new Error(outcome.detail);
  return outcome.document.entries[0];
}
const rss = (item: string) => `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>t</title>${item}</item></channel></rss>`; // prettier-ignore
const atom = (content: string) => `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title><id>1</id>${content}</entry></feed>`; // prettier-ignore

const body = '<p>الميناء مغلق.</p><p>The port is shut &amp; quiet.</p>';

describe('HTML that is escaped once more than its format asks for', () => {
  it.each([
    ['description', (text: string) => rss(`<description>${text}</description>`), 'summary'],
    ['content:encoded', (text: string) => rss(`<content:encoded>${text}</content:encoded>`), 'content'],
    ['Atom’s content', (text: string) => atom(`<content type="html">${text}</content>`), 'content'],
  ] as const)('is HTML all the same: %s', async (_, source, field) => {
    const once = (await entryOf(source(escapeText(body))))?.[field];
    expect(once).toBe(body);
    expect((await entryOf(source(escapeText(escapeText(body)))))?.[field]).toBe(body);
  });

  it('is left where the field calls itself text, has tags of its own, or ends none', async () => {
    const text = await entryOf(atom(`<content type="text">${escapeText('<p>x</p>')}</content>`));
    expect(text?.content).toBe('&lt;p&gt;x&lt;/p&gt;');
    for (const written of ['<p>Write &lt;b&gt;x&lt;/b&gt;</p>', 'Write &lt;b&gt; before it']) {
      const entry = await entryOf(rss(`<description>${escapeText(written)}</description>`));
      expect(entry?.summary).toBe(written);
    }
  });
});

it('takes escaped tags beside real elements for HTML, where a field says that it is HTML', async () => {
  const half = `<p>Part of the ${escapeText('<a href="/c">project</a>')} now.</p>`;
  expect((await entryOf(atom(`<content type="html">${half}</content>`)))?.content).toBe(
    '<p>Part of the <a href="https://news.example/c">project</a> now.</p>',
  );
  expect((await entryOf(atom(`<content type="xhtml"><div>${half}</div></content>`)))?.content).toContain(
    '&lt;a',
  );
});

it('reads a JSON Feed with raw line ends, tabs and other controls in its strings', async () => {
  const source = '{"version": "https://jsonfeed.org/version/1.1",\r\n\t"items": [{"id": "1", "url": "https://news.example/1", "title": "Port\tshut \\"now\\\\",\n"content_text": "One.\n\nTwo.\r\nالميناء\u0001 مغلق."}]}'; // prettier-ignore
  const entry = await entryOf(source);
  expect(entry?.title).toBe('Port\tshut "now\\');
  expect(entry?.content).toBe('One.\n\nTwo.\r\nالميناء\u0001 مغلق.');
  await expect(entryOf(source.slice(0, -3))).rejects.toThrow('not JSON');
});

describe('an entry without a link', () => {
  const linkOf = async (item: string) => (await entryOf(rss(item)))?.link;
  const enclosure = '<enclosure url="https://pod.example/17.mp3" length="1" type="audio/mpeg"/>';

  it('leads to its sound or film, which any id but a permalink comes behind', async () => {
    expect(await linkOf(`${enclosure}<guid isPermaLink="false">Pod-1</guid>`)).toBe('https://pod.example/17.mp3'); // prettier-ignore
    expect(await linkOf(`${enclosure}<guid isPermaLink="false">https://pod.example/x</guid>`)).toBe('https://pod.example/17.mp3'); // prettier-ignore
    expect(await linkOf(`${enclosure}<guid>https://pod.example/x</guid>`)).toBe('https://pod.example/x');
    expect(await linkOf(`<link>https://pod.example/y</link>${enclosure}`)).toBe('https://pod.example/y');
    expect((await entryOf(atom('<link rel="enclosure" type="audio/mpeg" href="https://pod.example/1.mp3"/>')))?.link).toBe('https://pod.example/1.mp3'); // prettier-ignore
  });

  it('leads to an id that is an address, and to no picture', async () => {
    expect(await linkOf('<guid isPermaLink="false">https://news.example/2</guid>')).toBe('https://news.example/2'); // prettier-ignore
    expect(await linkOf('<enclosure url="https://news.example/i.jpg" type="image/jpeg"/>')).toBeUndefined();
  });
});
