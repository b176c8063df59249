import { mkdtemp, mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { topicFilesOf } from '../../cli/config-file.ts';
import { configLimits } from '../../shared/config/yaml.ts';

const folder = await mkdtemp(join(tmpdir(), 'rasid-config-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  ['a device that never ends', (file: string) => symlink('/dev/zero', file), /a\.yaml:1:1: Invalid config: /u],
  ['a link to nothing', (file: string) => symlink('gone', file), /a\.yaml:1:1: Invalid config: /u],
  ['a folder', (file: string) => mkdir(file), /a\.yaml:1:1: Invalid config: /u],
  ['a file of gigabytes', async (file: string) => {
    await writeFile(file, '');
    await truncate(file, 3_000_000_000);
  }, /a\.yaml:1:1: Invalid size "3000000000 bytes": expected at most \d+\. /u],
  ['a file of too many characters', (file: string) => writeFile(file, '#'.repeat(configLimits.sourceCharsMax + 1)), /a\.yaml:1:1: Invalid size /u],
  ['brackets by the thousand', (file: string) => writeFile(file, '['.repeat(5_000)), /a\.yaml:1:\d+: Invalid nesting: /u],
])('refuses a topic that is %s, with its name', async (_, make, message) => {
  const config = join(await mkdtemp(join(folder, 'c-')), 'rasid.yaml');
  await writeFile(config, 'feeds: []\n');
  await mkdir(join(config, '..', 'topics'));
  await make(join(config, '..', 'topics', 'a.yaml'));
  expect(() => topicFilesOf(config)).toThrow(message);
}); // prettier-ignore

it('names at most fifty unknown channels of a topic', async () => {
  const config = join(await mkdtemp(join(folder, 'c-')), 'rasid.yaml');
  await writeFile(config, 'feeds: []\n');
  await mkdir(join(config, '..', 'topics'));
  const channels = 'x,'.repeat(50_000);
  await writeFile(
    join(config, '..', 'topics', 'a.yaml'),
    `topic: a\nany: [b]\nalert: { channels: [${channels}] }`,
  );
  expect(() => topicFilesOf(config)).toThrow(/^(?:.*no channel "x".*\n?){50}$/u);
});
