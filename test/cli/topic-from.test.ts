import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pageOf, serve } from '../pipeline/test-world.ts';
import { answerOf, rasid } from './rasid.ts';

const closers: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

const paragraph = 'أعلنت السلطات في بغداد وصول دفعة من معتقلي داعش نقلوا من سجون الحسكة في سوريا إلى العراق بمروحيات أميركية، وقالت إن التحقيق معهم يبدأ قريبا.'; // prettier-ignore

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rasid-from-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const examples = {
  'a.txt': `نقل معتقلي داعش من سوريا إلى العراق\n${paragraph}\n`,
  'b.md': `---\ntitle: ISIS detainees flown from Syria to Iraq\nlang: en\ndate: 2026-02-13\n---\n\nThe first ISIS detainees were flown from Hasakah to Baghdad, officials said.\n`,
};

describe('rasid topic from', () => {
  it('writes a topic that apply takes, beside the others, and never over one', async () => {
    const config =
      'feeds: ["https://example.org/feed"]\ntopics: topics\nchannels:\n  desk: { type: console }\n';
    const folder = await folderWith({ ...examples, 'rasid.yaml': config });
    const words = ['topic', 'from', 'a.txt', 'b.md', '--out', 'topics/detainees.yaml'];
    expect(await answerOf(folder, ...words)).toMatchObject({ code: 0, output: expect.stringContaining('from 2 examples') as string }); // prettier-ignore
    const yaml = await readFile(join(folder, 'topics/detainees.yaml'), 'utf8');
    expect(yaml).toMatch(/like:\n {2}- \.\.\/a\.txt # نقل/u);
    expect(yaml).toMatch(/# Dated 2026-02-13: /u);
    expect(yaml).toContain('channels: [desk]');
    expect(await answerOf(folder, 'apply')).toMatchObject({ code: 0 });

    await writeFile(join(folder, 'topics/detainees.yaml'), '# mine');
    expect(await answerOf(folder, ...words)).toMatchObject({ code: 2, output: '', errors: expect.stringContaining('--force') as string }); // prettier-ignore
    expect(await readFile(join(folder, 'topics/detainees.yaml'), 'utf8')).toBe('# mine');
    expect(await answerOf(folder, ...words, '--force')).toMatchObject({ code: 0 });
  }, 30_000);

  it('reads web pages through the guard, saved pages and JSON Lines, and asks for a second example', async () => {
    const text = Array.from({ length: 4 }, () => paragraph).join(' ');
    const page = pageOf({ id: 'a', title: 'نقل معتقلي داعش من سوريا إلى العراق', text });
    const server = await serve((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page)); // prettier-ignore
    closers.push(() => server.close());
    const line = JSON.stringify({ id: 1, title: 'نقل معتقلي داعش', text: paragraph, publishedAt: '2026-02-13T08:00:00Z' }); // prettier-ignore
    const folder = await folderWith({ 'page.html': page, 'a.jsonl': `${line}\n` });
    const refused = await answerOf(folder, 'topic', 'from', `${server.origin}/a`);
    expect(refused).toMatchObject({ code: 2, output: '' });
    const saved = await answerOf(folder, 'topic', 'from', 'page.html', '--name', 'saved');
    expect(saved).toMatchObject({ code: 0, errors: expect.stringContaining('second example') as string });
    expect(saved.output).toMatch(/^topic: saved\n[^]*PROVISIONAL/mu);

    const piped = rasid(folder, 'topic', 'from', '-', '--json');
    piped.process.stdin?.end(`${line}\n${line}\n`);
    await piped.ended;
    expect(JSON.parse(piped.output())).toMatchObject({ exampleCount: 2, isProvisional: false });
    expect((await answerOf(folder, 'topic', 'from', 'a.jsonl')).output).toContain('publishedAt: 2026-02-13T08:00:00.000Z'); // prettier-ignore

    await writeFile(join(folder, 'rasid.yaml'), `feeds: []\nchannels:\n  console: { type: console }\nallowNets: [127.0.0.0/8]\n`); // prettier-ignore
    expect((await answerOf(folder, 'topic', 'from', `${server.origin}/a`)).output).toContain(`- ${server.origin}/a`); // prettier-ignore
  }, 40_000);

  it.each([
    ['a file that is not there', ['gone.txt'], /gone\.txt/u],
    ['a language without a table', ['a.txt', '--langs', 'ar,xx'], /"xx"; known: ar, en/u],
    ['a name that is none', ['a.txt', '--name', 'Not A Name'], /a name of a-z/u],
    ['a line that is no article', ['bad.jsonl'], /bad\.jsonl/u],
  ])('%s writes nothing and says why', async (_, words, message) => {
    const folder = await folderWith({ ...examples, 'bad.jsonl': '{"id": 1}\n' });
    const { code, output, errors } = await answerOf(folder, 'topic', 'from', ...words);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toMatch(message);
  });
});
