import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { answerOf } from './rasid.ts';

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

describe('rasid topic lint', () => {
  it('names file and line of what does nothing, as apply does, which applies all the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rasid-lint-'));
    folders.push(folder);
    await mkdir(join(folder, 'topics'));
    await writeFile(join(folder, 'rasid.yaml'), 'feeds: ["https://example.org/feed"]\nchannels:\n  console: { type: console }\n'); // prettier-ignore
    await writeFile(join(folder, 'topics/a.yaml'), 'topic: a\nany: [معتقل, سجين]\nthreshold: 99\n');
    const applied = await answerOf(folder, 'apply');
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.errors).toMatch(/^Doubtful: topics\/a\.yaml:3:12: .*threshold.*out of reach/u);
    const linted = await answerOf(folder, 'topic', 'lint');
    expect(linted).toMatchObject({ code: 1, output: expect.stringMatching(/^topics\/a\.yaml:3:12: /u) as string }); // prettier-ignore
    expect(JSON.parse((await answerOf(folder, 'topic', 'lint', 'a', '--json')).output)).toMatchObject([{ topic: 'a', severity: 'never', line: 3, path: ['threshold'] }]); // prettier-ignore
    expect(await answerOf(folder, 'topic', 'lint', 'none')).toMatchObject({ code: 2 });

    await writeFile(join(folder, 'topics/a.yaml'), 'topic: a\nany: [معتقل, سجين]\n');
    expect(await answerOf(folder, 'topic', 'lint', 'a')).toMatchObject({ code: 0, output: '1 topic: nothing is doubtful.\n' }); // prettier-ignore
  }, 60_000);
});
