import { describe, expect, it } from 'vitest';
import type { FeedDocument } from '../../shared/domain/feed.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';
import { cpuMsOfAwaited } from '../cpu-ms.ts';

const url = 'https://news.example/feeds/latest.xml';
const nowMs = Date.parse('2026-02-14T00:00:00Z');

async function documentOf(source: string): Promise<FeedDocument> {
  const outcome = await parseFeed(Buffer.from(source), { url, nowMs });
  if (outcome.kind !== 'feed') throw new Error(`${outcome.reason}: ${outcome.detail}`);
  return outcome.document;
}

const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>صحيفة</title><link>/</link>${items}</channel></rss>`;

describe('parseFeed: what strangers choose', () => {
  const outcomeOf = (source: string) => parseFeed(Buffer.from(source), { url, nowMs });

  it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', '__defineGetter__'])(
    'takes <%s> for no feed, as a root or as a namespace',
    async (name) => {
      for (const root of [`<${name}><item><title>x</title></item></${name}>`, `<x:${name} xmlns:x="${name}"><item/></x:${name}>`])
        expect(await outcomeOf(root)).toMatchObject({ kind: 'not-a-feed', reason: 'unknown-format' });
      const { entries } = await documentOf(
        `<rss><channel><item xmlns:q="${name}" ${name}="y"><title>t</title><q:title>no</q:title><${name}>z</${name}></item></channel></rss>`,
      );
      expect(entries).toEqual([{ title: 't' }]);
    },
  ); // prettier-ignore

  it('reads at most 2 MB of JSON and says so, and 10 MB of XML', async () => {
    const json = (charCount: number) => {
      const [head, tail] = ['{"items":[{"id":"1","content_text":"', '"}]}'];
      return `${head}${'x'.repeat(charCount - head.length - tail.length)}${tail}`;
    };
    expect(await outcomeOf(json(2_000_000))).toMatchObject({ kind: 'feed' });
    expect(await outcomeOf(`${' '.repeat(9)}${json(2_000_000)}`)).toEqual({
      kind: 'not-a-feed',
      reason: 'too-large',
      detail: 'JSON of 2000009 bytes; at most 2000000 are read',
    });
    const { entries } = await documentOf(rss(`<item><title>t</title><x>${'x'.repeat(9_000_000)}</x></item>`));
    expect(entries).toHaveLength(1);
  });

  const full = 'HTML beyond 80000 tags or 2500000 characters is read as text';
  const htmls = {
    links: '<a href="/x">y</a>',
    pictures: '<img src=a>',
    brackets: '<',
    attributes: `<p ${'a '.repeat(1_000)}>`,
    'elements that another closes': '<div></i>',
  };
  const documents = Object.entries(htmls).flatMap(([name, html]): [string, string][] => {
    const field = (charCount: number) => html.repeat(Math.floor(charCount / html.length));
    const items = (charCount: number, count: number) =>
      rss(`<item><title>t</title><description><![CDATA[${field(charCount)}]]></description></item>`.repeat(count));
    const json = JSON.stringify({ items: Array(800).fill({ content_html: field(2_000) }) });
    return [[`${name} in 2,000 fields`, items(4_800, 2_000)], [`${name} in 33 fields`, items(290_000, 33)], [`${name} in JSON`, json]];
  }); // prettier-ignore

  it.each(documents)('cleans HTML within a second of the processor: %s', async (_, source) => {
    let entryCount = 0;
    const read = async () => (entryCount = (await documentOf(source)).entries.length);
    expect(await cpuMsOfAwaited(read)).toBeLessThan(1_000);
    expect(entryCount).toBeGreaterThan(30);
  });

  it('reads the rest as text and says so, with every entry, where the HTML of a document is too much', async () => {
    const item = (text: string, count: number) =>
      `<item><description><![CDATA[${`<p>${text} <a href="/x">y</a></p>`.repeat(count)}]]></description></item>`;
    const { entries, repairs } = await documentOf(rss(item('first', 1_000) + item('many', 7_000).repeat(3) + item('last', 1)));
    expect(repairs).toEqual([full]);
    expect(entries).toHaveLength(5);
    expect(entries[0]?.summary).toMatch(/^<p>first <a href="https:\/\/news\.example\/x">y<\/a><\/p>/u);
    expect(entries[3]?.summary).toMatch(/^many {2}y many {2}y/u);
    expect(entries[3]?.summary).not.toContain('<');
    const items = [...Array.from({ length: 3 }, () => ({ content_html: '<b>x</b>'.repeat(30_000) })), { content_html: 'no tags' }];
    const json = await documentOf(JSON.stringify({ items }));
    expect(json.repairs).toEqual([full]);
    expect(json.entries.map(({ content }) => content?.slice(0, 3))).toEqual(['<b>', 'x x', 'x x', 'no ']);
  }); // prettier-ignore

  it('gives brackets and ends of CDATA as they were', async () => {
    const texts = ['a > b', 'a ]]> b', ']]>]]>', 'x]]', '&amp;]]>', ']]]]>>'];
    for (const text of texts) {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('>', '&gt;');
      const { entries } = await documentOf(rss(`<item><title>${escaped}</title></item>`));
      expect(entries).toEqual([{ title: text }]);
    }
  });

  it('says where it reads no more elements', async () => {
    const { repairs } = await documentOf(rss(`<item><description>${'<b>x</b>'.repeat(201_000)}</description></item>`));
    expect(repairs).toContain('only the first 200000 elements are read');
  }); // prettier-ignore

  it('takes of JSON what is a text or a number', async () => {
    const item = { id: 7, title: null, summary: { toString: 1 }, url: ['/a'], authors: [{ name: 'هدى' }, 3], author: { name: 'x' } };
    const { entries } = await documentOf(JSON.stringify({ items: [item, { ...item, authors: [0] }] }));
    expect(entries).toEqual([{ guid: '7', author: 'هدى' }, { guid: '7', author: 'x' }]);
  }); // prettier-ignore
});
