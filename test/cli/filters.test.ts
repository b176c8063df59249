import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageOf, rssOf } from '../pipeline/test-world.ts';
import { rasid } from './rasid.ts';

let folder = '';
const item = {
  id: 'one',
  title: 'نقل معتقلين إلى بغداد',
  text: 'نقلت السلطات دفعة من المعتقلين إلى بغداد يوم الجمعة، وقالت إن دفعات أخرى ستنقل في الأيام المقبلة.',
  atMs: Date.UTC(2026, 1, 13),
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rasid-filters-'));
  await writeFile(join(folder, 'feed.xml'), rssOf('https://example.org', [item]));
  await writeFile(join(folder, 'page.html'), pageOf(item));
  await writeFile(join(folder, 'topics.jsonl'), `${JSON.stringify({ topic: 't', like: [{ text: item.text, title: item.title }] })}\n`); // prettier-ignore
});
afterAll(() => rm(folder, { recursive: true }));

async function answers(words: readonly string[], lines: readonly string[]): Promise<unknown[]> {
  const run = rasid(folder, ...words);
  run.process.stdin?.end(`${lines.join('\n')}\n`);
  expect((await run.ended).code).toBe(0);
  return run.output().trim().split('\n').map((line) => JSON.parse(line) as unknown); // prettier-ignore
}
const article = (id: string) =>
  JSON.stringify({ id, text: item.text, title: item.title, publishedAt: '2026-02-13T00:00:00Z' });

describe('filters: JSON Lines in, JSON Lines out, order kept, a bad line answers and the next goes on', () => {
  it.each([
    ['feed', [], JSON.stringify({ id: 'a', xml: 'feed.xml', url: 'https://example.org/feed' }), { feed: { title: 'صحيفة' }, items: [{ title: item.title, link: 'https://example.org/a/one', id: 'one', date: '2026-02-13T00:00:00.000Z' }] }],
    ['read', [], JSON.stringify({ id: 'a', html: 'page.html', url: 'https://example.org/a/one' }), { id: 'a', text: item.text, title: item.title, lang: 'ar' }],
    ['keywords', [], article('a'), { id: 'a', lang: 'ar', keywords: expect.arrayContaining([{ term: expect.any(String) as string, score: expect.any(Number) as number }]) as unknown }],
    ['terms', [], JSON.stringify({ id: 'a', text: 'وللمعتقلين بالعراق' }), { id: 'a', terms: ['معتقل', 'عراق'] }],
    ['match', ['--topics', 'topics.jsonl'], article('a'), { topic: 't', id: 'a', hit: true, receipt: { evidence: expect.any(Array) as unknown } }],
    ['stories', [], article('a'), { id: 'a', story: expect.any(String) as string }],
  ])('%s', async (name, options, good, expected) => {
    const bad = ['{"id": "b"', '[1]', '{"id": "c"}', '{"id": "d", "text": 7, "xml": 7, "html": "gone.html"}'];
    const found = await answers([name, '--jsonl', ...options], [good, ...bad, '', good]);
    expect(found).toHaveLength(2 + bad.length);
    expect(found[0]).toMatchObject(expected);
    expect(found.at(-1)).toMatchObject(expected);
    expect(found.slice(1, -1)).toEqual([null, null, 'c', 'd'].map((id) => ({ id, error: expect.any(String) as string })));
  }); // prettier-ignore

  it('ends quietly when nobody reads on', async () => {
    const run = rasid(folder, 'terms', '--jsonl');
    run.process.stdout?.destroy();
    run.process.stdin?.on('error', () => undefined);
    for (let index = 0; index < 2_000; index += 1) run.process.stdin?.write(`${article(String(index))}\n`);
    run.process.stdin?.end();
    await run.ended;
    expect(run.errors()).not.toMatch(/\n\s+at /u);
  });
});
