import { describe, expect, it } from 'vitest';
import { rasidFromYaml } from '../../shared/config/rasid-yaml.ts';
import { topicFromYaml } from '../../shared/config/topic.ts';
import { configLimits } from '../../shared/config/yaml.ts';
import { cpuMsOf } from '../cpu-ms.ts';

const errorsOf = (source: string) => {
  const parsed = rasidFromYaml(source, 'rasid.yaml');
  return 'errors' in parsed ? parsed.errors : [];
};
const numbered = (count: number, line: (at: number) => string) => Array.from({ length: count }, (_, at) => line(at)).join(''); // prettier-ignore

describe('parseYaml', () => {
  it.each([
    ['open lists', '['.repeat(5_000)],
    ['closed lists', `feeds: ${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    ['maps', `${'{a: '.repeat(5_000)}x${'}'.repeat(5_000)}`],
    ['dashes', `${'- '.repeat(5_000)}x\ny`],
    ['question marks', `${'? '.repeat(5_000)}x`],
    ['colons', ': '.repeat(5_000)],
    ['indented keys', numbered(1_000, (at) => `${' '.repeat(at)}a:\n`)],
  ])('says where it is too deep: %s', (_, source) => {
    const [error, ...others] = errorsOf(source);
    expect(error).toMatchObject({ file: 'rasid.yaml', message: expect.stringMatching(/^Invalid nesting: /u) as string }); // prettier-ignore
    expect(error!.line + error!.column).toBeGreaterThan(2);
    expect(others).toEqual([]);
  });

  it.each([
    ['that leads into itself', 'feeds: &a [*a]'],
    ['that leads into itself three times', 'topics: &a { b: *a, c: *a, d: *a }'],
    ['of much, often', `words: &a [${'x,'.repeat(2_000)}]\nfeeds: [${'*a,'.repeat(99)}]`],
    ['of aliases, by levels', numbered(9, (at) => `k${at}: &k${at} [${at === 0 ? 'x' : `*k${at - 1},`.repeat(9)}]\n`)], // prettier-ignore
    ['of depth, by levels', numbered(40, (at) => `k${at}: &k${at} ${'['.repeat(20)}${at === 0 ? 'x' : `*k${at - 1}`}${']'.repeat(20)}\n`)], // prettier-ignore
  ])('refuses an alias %s', (_, source) => {
    expect(errorsOf(source)).toMatchObject([
      { file: 'rasid.yaml', message: expect.stringMatching(/alias/u) as string },
    ]);
  });

  it.each([
    ['unknown keys', numbered(60_000, (at) => `k${at}: 1\n`)],
    ['unknown keys of a channel', `channels:\n  a:\n    type: console\n${numbered(50_000, (at) => `    k${at}: 1\n`)}`],
    ['one key', 'feeds: []\n'.repeat(60_000)],
    ['wrong names', `channels:\n${numbered(30_000, (at) => `  K${at}: { type: console }\n`)}`],
    ['wrong values', `allowPorts: [${'x,'.repeat(90_000)}]`],
    ['anchors', numbered(60_000, (at) => `- &a${at} x\n`)],
    ['commas', ','.repeat(2_000_000)],
    ['commas in a list', `[${','.repeat(1_900_000)}`],
    ['comments', '#\n'.repeat(900_000)],
    ['documents', '---\n'.repeat(400_000)],
    ['merges', `%YAML 1.1\n---\na: &a { ${numbered(20_000, (at) => `k${at}: 1,`)} }\nb: { <<: [${'*a,'.repeat(90)}] }`],
    ['an ordered map', `a: !!omap [${numbered(30_000, (at) => `{ k${at}: 1 },`)}]`],
    ['a long key', `? ${'k'.repeat(1_900_000)}\n: 1`],
  ])('says a bounded number of errors in bounded time: %s', (_, source) => {
    let errors = errorsOf('');
    expect(cpuMsOf(() => (errors = errorsOf(source)))).toBeLessThan(6_000);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(configLimits.errorsMax);
    for (const { key, message } of errors)
      expect(Math.max(key.length, message.length)).toBeLessThanOrEqual(configLimits.messageCharsMax);
  }); // prettier-ignore

  it('refuses a key that comes twice, where it comes again', () => {
    expect(errorsOf('topics: a\nchannels: { a: { type: console }, a: { type: feed } }\ntopics: b')).toMatchObject([
      { line: 3, column: 1, message: 'Invalid key "topics": expected it once. Remove one.' },
      { line: 2, column: 35, message: 'Invalid key "a": expected it once. Remove one.' },
    ]);
  }); // prettier-ignore

  it('takes 5,000 feeds with all that one may say, and a topic of 10,000 terms', () => {
    const feeds = numbered(5_000, (at) => `  # ${at}\n  - url: https://${at}.example/rss\n    name: "a ${at}"\n    every: 10m\n    speaksFor: [${at}.example]\n`); // prettier-ignore
    expect(rasidFromYaml(`feeds:\n${feeds}`, 'rasid.yaml')).toHaveProperty('value');
    const weights = numbered(10_000, (at) => `  term${at}: 2\n`);
    expect(topicFromYaml(`topic: a\nweights:\n${weights}`, 'a.yaml')).toHaveProperty('topic');
  });
});
