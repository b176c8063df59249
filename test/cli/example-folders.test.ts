import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../cli/config-file.ts';
import { matchFilter } from '../../cli/filters/match.ts';

const story = 'Title\nA text about detainees.\n';
let around: string;
let folder: string;
beforeEach(async () => {
  around = await mkdtemp(join(tmpdir(), 'rasid-like-'));
  folder = join(around, 'desk');
  for (const one of ['desk/topics/articles', 'desk/.rasid', 'desk-2', 'corpus/.hidden', 'topics-of-others/articles'])
    await mkdir(join(around, one), { recursive: true });
  for (const one of ['desk/topics/articles/a.txt', 'desk/b.txt', 'desk/..c.txt', 'desk/.env', 'desk/.rasid/door-key', 'desk-2/a.txt', 'corpus/a.txt', 'corpus/.hidden/a.txt', 'topics-of-others/articles/a.txt'])
    await writeFile(join(around, one), story);
  await symlink('/etc/hosts', join(folder, 'topics/articles/link.txt'));
  await symlink(join(around, 'corpus'), join(folder, 'topics/corpus'));
  await symlink(join(folder, '.env'), join(folder, 'topics/articles/env.txt'));
  await symlink('a.txt', join(folder, 'topics/articles/inner.txt'));
}); // prettier-ignore
afterEach(() => rm(around, { recursive: true }));

async function load(like: string, extra = '', topics = 'topics') {
  await writeFile(join(folder, 'rasid.yaml'), `feeds: [https://example.org/feed]\ntopics: ${topics}\n${extra}`);
  await writeFile(join(folder, topics, 'a.yaml'), `topic: a\nlike:\n  - ${JSON.stringify(like)}\n`);
  const config = await loadConfig(join(folder, 'rasid.yaml'), { examplesFolder: join(folder, '.rasid') });
  expect(config).not.toHaveProperty('allowFolders');
  return config.topics[0]?.like.map(({ title }) => title);
} // prettier-ignore

const inside = ['articles/a.txt', './articles/../articles/a.txt', 'articles/inner.txt', '../b.txt'];
const outside = [
  '/etc/hosts',
  '../../../../../../../../../../etc/hosts',
  'articles/link.txt',
  'corpus/a.txt',
  '../../desk-2/a.txt',
  '../../corpus/a.txt',
  '/proc/self/environ',
  '../.env',
  'articles/env.txt',
  '../.rasid/door-key',
];

describe('a file of `like`', () => {
  it.each(inside)('is taken from the folder of the config: %s', async (like) => {
    expect(await load(like)).toEqual(['Title']);
  });

  it.each(outside)('is refused from anywhere else, with file and line: %s', async (like) => {
    await expect(load(like)).rejects.toThrow(/topics\/a\.yaml:3:\d+: like: invalid example ".*": expected a file in the config's folder that is not hidden\. .*allow its folder/u); // prettier-ignore
  });

  it('is taken from the folder of the topic files, wherever the owner has them', async () => {
    expect(await load('articles/a.txt', '', '../topics-of-others')).toEqual(['Title']);
    await expect(load('../corpus/a.txt', '', '../topics-of-others')).rejects.toThrow('invalid example');
  });

  it('is taken from a folder that the owner allows, and from no other', async () => {
    const allowed = 'allowFolders: [../corpus]\n';
    expect(await load('../../corpus/a.txt', allowed)).toEqual(['Title']);
    expect(await load('corpus/a.txt', allowed)).toEqual(['Title']);
    await expect(load('../../corpus/.hidden/a.txt', allowed)).rejects.toThrow('invalid example');
    await expect(load('../../desk-2/a.txt', allowed)).rejects.toThrow('invalid example');
    await expect(load('articles/a.txt', 'allowFolders: [nowhere]\n')).rejects.toThrow(/rasid\.yaml:3:\d+: allowFolders: .*nowhere is no folder/u); // prettier-ignore
  });

  it('that is not there is said to be no file', async () => {
    await expect(load('articles/none.txt')).rejects.toThrow(/a\.yaml:3:\d+: like: .*none\.txt is no file/u);
  });
});

describe('the filter match', () => {
  const topics = () => join(folder, 'topics');
  const write = async (like: string) => {
    await writeFile(join(folder, 'rasid.yaml'), 'topics: topics\n');
    await writeFile(join(topics(), 'a.yaml'), `topic: a\nlike: [${JSON.stringify(like)}]\n`);
    await writeFile(join(topics(), 'all.jsonl'), `${JSON.stringify({ topic: 'a', like: [like] })}\n`);
  };

  it.each(inside)('reads %s', async (like) => {
    await write(like);
    await matchFilter(topics());
    await matchFilter(join(topics(), 'all.jsonl'));
  });

  it.each(outside)('refuses %s', async (like) => {
    await write(like);
    await expect(matchFilter(topics())).rejects.toThrow(/a\.yaml: like: invalid example/u);
    await expect(matchFilter(join(topics(), 'all.jsonl'))).rejects.toThrow(
      /all\.jsonl:1: like: invalid example/u,
    );
  });

  it('reads a folder that is allowed', async () => {
    await write('../../corpus/a.txt');
    await matchFilter(topics(), [join(around, 'corpus')]);
  });
});
