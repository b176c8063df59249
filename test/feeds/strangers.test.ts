import { describe, expect, it } from 'vitest';
import type { FeedDocument } from '../../shared/domain/feed.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';

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

  it('takes of JSON what is a text or a number', async () => {
    const item = { id: 7, title: null, summary: { toString: 1 }, url: ['/a'], authors: [{ name: 'هدى' }, 3], author: { name: 'x' } };
    const { entries } = await documentOf(JSON.stringify({ items: [item, { ...item, authors: [0] }] }));
    expect(entries).toEqual([{ guid: '7', author: 'هدى' }, { guid: '7', author: 'x' }]);
  }); // prettier-ignore
});
