import { describe, expect, it } from 'vitest';
import type { Accepted } from '../../compile/patterns/accepted.ts';
import { builders } from '../../compile/patterns/built.ts';
import { complaintsOf, usesOf, type Lists } from '../../compile/patterns/complaints.ts';
import { patternsIn } from '../../compile/patterns/found.ts';
import { judge, keyOf, type Verdict } from '../../compile/patterns/verdicts.ts';

const file = 'shared/planted.ts';
const nothing: Lists = { builders: [], accepted: [], verdicts: {} };

/** What the check says of a file with this text, once the checker was asked about its patterns. */
async function complaintsAbout(text: string, lists: Partial<Lists> = {}, timeoutMs?: number) {
  const found = patternsIn(file, text);
  const verdicts: Record<string, Verdict> = { ...lists.verdicts };
  for (const use of usesOf(found, lists.builders ?? [])) verdicts[keyOf(use)] ??= await judge(use, timeoutMs);
  return complaintsOf(found, { ...nothing, ...lists, verdicts });
}

describe('the pattern check', () => {
  it('accepts a pattern whose time grows with the text', async () => {
    expect(await complaintsAbout('const digits = /^\\d{1,3}$/u;')).toEqual([]);
  });

  it.each([
    ['exponential', '/^(?:a+)+$/u'],
    ['quadratic', '/\\s+$/u'],
    ['quadratic from every mark', '/[.!?]+(?=\\s|$)/gu'],
  ])('refuses a pattern that is %s', async (_, pattern) => {
    const [line, ...more] = await complaintsAbout(
      `\nexport const planted = (text: string) => ${pattern}.test(text);`,
    );
    expect(line).toContain(`Invalid pattern "${pattern}" at ${file}:2`);
    expect(more).toEqual([]);
  });

  it('refuses a pattern that the checker cannot decide', async () => {
    const [line] = await complaintsAbout(
      'const planted = /^(?:[a-z]{1,30}|"[\\w -]{1,40}"|\\d{0,3}){1,8}$/iu;',
      {},
      1,
    );
    expect(line).toContain('undecided, timeout');
  });

  it('refuses a pattern that it has no verdict of, and a verdict that has no pattern', () => {
    const found = patternsIn(file, 'const planted = /a/u;');
    const gone = { [keyOf({ source: 'b', flags: 'u' })]: 'safe' as const };
    const said = complaintsOf(found, { ...nothing, verdicts: gone });
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('Invalid verdicts "1"');
    expect(said[1]).toContain(`Missing verdict of "/a/u" at ${file}:1`);
  });

  it.each([
    ['new RegExp', 'function planted(word: string) { return new RegExp(word, "u"); }'],
    ['RegExp without new', 'const planted = (word: string) => RegExp(word);'],
    ['RegExp under another name', 'const planted = RegExp;'],
    ['a string that becomes a pattern', 'const planted = (text: string) => text.match("(a+)+$");'],
  ])('refuses a builder that is not listed: %s', async (_, text) => {
    expect(await complaintsAbout(text)).toEqual([expect.stringContaining('Unknown builder "planted"')]);
  });

  it('sees no builder in a type or an instanceof', async () => {
    expect(await complaintsAbout('const is = (one: RegExp | string) => one instanceof RegExp;')).toEqual([]);
  });

  it('refuses a listed builder with too few samples, and one that is gone', async () => {
    const text = 'function planted(word: string) { return new RegExp(word, "u"); }';
    const listed = (...samples: RegExp[]) => ({ builders: [{ file, name: 'planted', samples }] });
    expect(await complaintsAbout(text, listed(/a/u, /b/u, /b/u))).toEqual([expect.stringContaining('Missing samples')]); // prettier-ignore
    expect(await complaintsAbout(text, listed(/a/u, /b/u, /c/u))).toEqual([]);
    expect(await complaintsAbout('', listed(/a/u))).toEqual([expect.stringContaining('Invalid builder "planted"')]); // prettier-ignore
  });

  it('judges what a builder really builds', async () => {
    const text = 'const planted = new RegExp(`${words}+$`, "u");';
    const [line] = await complaintsAbout(text, { builders: [{ file, name: 'planted', samples: [/\s+$/u] }] });
    expect(line).toContain(`Invalid pattern "/\\s+$/u" at ${file} (planted)`);
  });

  it('measures an accepted pattern at its bound', async () => {
    const text = 'const planted = /\\s+$/u;';
    const upTo = (charsMax: number): { accepted: Accepted[] } => ({
      accepted: [{ file, pattern: '/\\s+$/u', bound: 'lineCharsMax', charsMax }],
    });
    expect(await complaintsAbout(text, upTo(300))).toEqual([]);
    expect(await complaintsAbout(text, upTo(60_000))).toEqual([
      expect.stringContaining('expected at most 50 ms'),
    ]);
    expect(await complaintsAbout('', upTo(300))).toEqual([
      expect.stringContaining('expected one that is there'),
    ]);
  });

  it('gives up on an accepted pattern without an end', async () => {
    const pattern = '/^(?:a|a)+$/u';
    const accepted = [{ file, pattern, bound: 'lineCharsMax', charsMax: 300 }];
    const [line] = await complaintsAbout(`const planted = ${pattern};`, { accepted });
    expect(line).toContain('not Infinity');
  });

  it('has samples of builders that are patterns of the product', () => {
    expect(builders.flatMap(({ samples }) => samples).every(({ source }) => source.length > 5)).toBe(true);
  });
});
