import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const recorded = (name: string) => readFileSync(pathOf(`fixtures/audit/${name}.json`), 'utf8');

function judge(input: string) {
  const { status, stdout } = spawnSync(process.execPath, [pathOf('../.ci/audit.mjs')], { input, encoding: 'utf8' }); // prettier-ignore
  return { code: status, said: stdout };
}

test.each([
  ['none', 0, 'no package of production'],
  ['moderate', 0, 'no package of production'],
  ['high', 1, 'vulnerable: left (high)'],
  ['critical', 1, 'vulnerable: left (critical)'],
  ['refused', 0, 'SKIPPED, NOTHING WAS CHECKED: no registry answers (405'],
  ['down', 0, 'SKIPPED, NOTHING WAS CHECKED: no registry answers (request to'],
  ['no-lock', 1, 'npm audit failed: This command requires an existing lockfile.'],
] as const)('the audit of %s ends with %i', (name, code, said) => {
  const verdict = judge(recorded(name));
  expect(verdict).toEqual({ code, said: expect.stringContaining(`audit: ${said}`) as string });
});

test.each(['', 'null', '[]', '{}', '<html>', '{"vulnerabilities":{}}', '{"message":"x","error":{}}', '{"error":null,"uri":"x","message":"x"}'])(
  'an audit that ends with what is no report, %j, fails', (text) => {
    expect(judge(text).code).toBe(1);
  }); // prettier-ignore

test('a vulnerability counts where an error comes with it', () => {
  const report = JSON.parse(recorded('high')) as object;
  const error = { message: 'request to https://a.example failed, reason: x', error: { summary: '' } };
  expect(judge(JSON.stringify({ ...report, ...error })).code).toBe(1);
});

test('a vulnerability counts where only the list or only the sum has it', () => {
  const { metadata } = JSON.parse(recorded('high')) as { metadata: object };
  const { metadata: none } = JSON.parse(recorded('none')) as { metadata: object };
  const { vulnerabilities } = JSON.parse(recorded('critical')) as { vulnerabilities: object };
  expect(judge(JSON.stringify({ vulnerabilities: {}, metadata })).code).toBe(1);
  expect(judge(JSON.stringify({ vulnerabilities, metadata: none })).code).toBe(1);
});
