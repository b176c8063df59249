import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pageOf, rssOf, serve, type Item } from '../pipeline/test-world.ts';
import { answerOf, rasid } from './rasid.ts';

const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

const news = (id: string, sentence: string): Item => ({
  id,
  title: sentence,
  text: `${sentence}. وذكرت المصادر أن التفاصيل ستعلن في وقت لاحق من اليوم بعد اجتماع المسؤولين في العاصمة.`,
  atMs: Date.now() + 1_000,
});

async function desk() {
  const items: Item[] = [];
  const server = await serve((_, response, path) => {
    const item = items.find(({ id }) => path === `/a/${id}`);
    if (item === undefined)
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rssOf(server.origin, items)); // prettier-ignore
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(item));
  });
  closers.push(() => server.close());
  const folder = await mkdtemp(join(tmpdir(), 'rasid-feedback-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'topics'));
  await writeFile(join(folder, 'rasid.yaml'), `feeds: [{ url: "${server.origin}/feed", every: 1s }]\nallowNets: [127.0.0.0/8]\nhostGap: 0s\n`); // prettier-ignore
  await writeFile(join(folder, 'topics/a.yaml'), 'topic: detainees\ntitle: معتقلون\nany: [معتقل]\nalert: { channels: [console] }\n'); // prettier-ignore
  return { folder, items };
}

describe('an alert of rasid start', () => {
  it('is answered by its link, listed, shown by apply, and taken back', async () => {
    const { folder, items } = await desk();
    const run = rasid(folder, 'start', '--port', '0');
    await run.until('Rasid watches 1 feed');
    const linkOf = async (id: string, sentence: string) => {
      items.unshift(news(id, sentence));
      await run.until(new RegExp(`${sentence}[^●]*Feedback: http\\S+\\s`, 'u'));
      return /Feedback: (http:\/\/127\.0\.0\.1:\d+\/feedback\/detainees\/\S+)/u.exec(run.output().slice(run.output().lastIndexOf('●')))?.[1] ?? ''; // prettier-ignore
    };
    items.push(news('old', 'خبر قديم'));
    const read = async () => (await answerOf(folder, 'search', 'قديم')).output;
    await expect.poll(read, { timeout: 15_000 }).toContain('خبر قديم');
    const link = await linkOf('one', 'نقل 150 معتقلا من الحسكة إلى بغداد');
    expect((await fetch(link)).status).toBe(200);
    expect((await answerOf(folder, 'feedback')).output).toBe('No feedback is in force.\n');

    const say = (choice: string) => fetch(link, { method: 'POST', headers: { origin: new URL(link).origin }, body: new URLSearchParams({ do: choice }) }); // prettier-ignore
    expect((await say('mute')).status).toBe(200);
    expect((await say('not-relevant')).status).toBe(200);
    const [verdict, mute] = JSON.parse((await answerOf(folder, 'feedback', '--json')).output) as { id: string; kind: string }[]; // prettier-ignore
    expect([verdict?.kind, mute?.kind].sort()).toEqual(['mute', 'not-relevant']);
    const applied = await answerOf(folder, 'apply');
    expect(applied.output).toMatch(/~ detainees, by feedback \(`rasid feedback`\):\n {6}threshold: × 1\.05\n {6}stories muted: 1/u); // prettier-ignore

    for (const { id } of [verdict!, mute!])
      expect(await answerOf(folder, 'feedback', '--undo', id)).toMatchObject({ code: 0, output: expect.stringContaining('Taken back:') as string }); // prettier-ignore
    expect(await answerOf(folder, 'feedback', '--undo', verdict!.id)).toMatchObject({ code: 2, output: '' });
    expect((await answerOf(folder, 'apply')).output).not.toContain('feedback');

    run.process.kill('SIGINT');
    expect(await run.ended).toEqual({ code: 0, signal: null });
    // Its log says nothing that would let anybody in.
    expect(run.errors()).toBe('');
  }, 90_000);
});
