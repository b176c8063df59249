import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Met } from './ask-far-ends.ts';
import { farEnds } from './far-ends.ts';

const program = fileURLToPath(new URL('ask-far-ends.ts', import.meta.url));
const roundMsMax = 120_000;

describe('guardedWeb', () => {
  it('outlives every far end, and answers with what it met', { timeout: roundMsMax }, async () => {
    const asking = promisify(execFile)(process.execPath, ['--import', 'tsx', program], {
      timeout: roundMsMax,
    });
    const { stdout } = await asking;
    const all = stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Met); // prettier-ignore
    expect(all.map(({ name }) => name)).toEqual(farEnds.map(({ name }) => name));
    const astray = all.filter(({ outcomes }, index) => {
      const met = farEnds[index]?.met ?? [];
      return met.length > 0 && outcomes.some((one) => !met.includes(one));
    });
    expect(astray).toEqual([]);
  });
});
