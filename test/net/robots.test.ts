import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMsOf } from '../cpu-ms.ts';
import { forbidsKeeping, robotsRules } from '../../shared/net/robots.ts';

const url = 'https://news.example/robots.txt';
const page = (path: string) => `https://news.example${path}`;

describe('robotsRules', () => {
  it.each<[string, string, Record<string, boolean>]>([
    ['nothing', '', { '/a': true }],
    ['everything forbidden', 'User-agent: *\nDisallow: /', { '/a': false, '/': false }],
    ['nothing forbidden', 'User-agent: *\nDisallow:', { '/a': true }],
    ['a folder', 'User-agent: *\nDisallow: /private/', { '/private/a': false, '/privately': true, '/a': true }],
    ['the longest rule wins', 'User-agent: *\nDisallow: /news/\nAllow: /news/2026/', { '/news/1': false, '/news/2026/1': true }],
    ['our own group alone', 'User-agent: *\nDisallow: /\n\nUser-agent: Rasid\nDisallow: /x', { '/a': true, '/x': false }],
    ['our name in any case', 'user-agent: RASID\ndisallow: /a', { '/a': false }],
    ['another reader’s group', 'User-agent: GPTBot\nDisallow: /', { '/a': true }],
    ['patterns', 'User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?print=', { '/a.pdf': false, '/a.pdf?x': true, '/a?print=1': false, '/a': true }],
    ['Arabic paths, encoded or not', 'User-agent: *\nDisallow: /خاص/', { '/%D8%AE%D8%A7%D8%B5/a': false, '/%D8%B9%D8%A7%D9%85/a': true }],
    ['letters that addresses leave as they are', 'User-agent: *\nDisallow: /*[a]|', { '/x[a]|b': false, '/x[b]': true }],
    ['several names of one group', 'User-agent: a\nUser-agent: rasid/2.0\nDisallow: /a\n\nUser-agent: b\nDisallow: /b', { '/a': false, '/b': true }],
    ['one group in two places', 'User-agent: Rasid\nDisallow: /a\nUser-agent: b\nDisallow: /b\nUser-agent: Rasid\nDisallow: /c', { '/a': false, '/b': true, '/c': false }],
    ['the allowing of two as long', 'User-agent: *\nDisallow: /a\nAllow: /a', { '/a': true }],
    ['names of what every object has', 'User-agent: constructor\nDisallow: /\n__proto__: /\nUser-agent: __proto__\nconstructor: x', { '/a': true }],
    ['comments and CRLF', '# hello\r\nUser-agent: * # all\r\nDisallow: /a # no\r\n', { '/a': false, '/b': true }],
  ])('%s', (_, text, wanted) => {
    const rules = robotsRules(url, text);
    expect(Object.fromEntries(Object.keys(wanted).map((path) => [path, rules.allows(page(path))]))).toEqual(wanted);
  }); // prettier-ignore

  it.each([
    ['User-agent: *\nCrawl-delay: 5', 5_000],
    ['User-agent: *\nCrawl-delay: 0.5', 500],
    ['User-agent: *\nCrawl-delay: 999999', 60_000],
    ['User-agent: *\nCrawl-delay: soon', 0],
    ['User-agent: *\nCrawl-delay: -3', 0],
    ['User-agent: Rasid\nCrawl-delay: 2\n\nUser-agent: *\nCrawl-delay: 9', 2_000],
    ['User-agent: Other\nCrawl-delay: 9', 0],
  ])('takes the delay of %j for %i ms', (text, ms) => {
    expect(robotsRules(url, text).crawlDelayMs).toBe(ms);
  });

  it('never throws, and what no rule names is allowed', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('User-agent: *', 'Disallow: /x', 'Allow: *', 'Crawl-delay: 1', ':', '#'),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { crawlDelayMs, allows } = robotsRules(url, lines.join('\n'));
        expect(crawlDelayMs >= 0 && crawlDelayMs <= 60_000).toBe(true);
        expect(typeof allows(page('/some/page'))).toBe('boolean');
      }),
    );
  });

  const hostile = (rule: string) => `User-agent: *\n${rule}\n`.repeat(2_000);
  it.each([
    ['stars by the hundred', hostile(`Disallow: /${'*a'.repeat(40)}$`)],
    ['as many as a rule can hold', hostile(`Disallow: /${'*a'.repeat(240)}$`)],
    ['stars alone', hostile(`Disallow: ${'*'.repeat(499)}$`)],
    ['stretches that nearly fit', hostile(`Disallow: /*${'a'.repeat(240)}b*${'a'.repeat(240)}`)],
    ['ends that nearly fit', hostile(`Disallow: /*a*b${'a'.repeat(240)}$`)],
    ['a rule a line', 'User-agent: *\n' + 'Disallow: /*a*b\n'.repeat(12_000)],
    ['names alone', 'User-agent: *\nUser-agent: Rasid\n'.repeat(5_000)],
    ['comments', 'User-agent: *\n#'.repeat(12_000)],
    ['colons', ':'.repeat(200_000)],
  ])('takes little time for a long path, whatever the rules: %s', (_, text) => {
    for (const path of [`/${'a'.repeat(3_900)}c`, `/${'ab'.repeat(1_900)}`, `/?${'b'.repeat(3_900)}`])
      expect(cpuMsOf(() => robotsRules(url, text).allows(page(path)))).toBeLessThan(1_000);
  });

  it('reads the text of a host once for many pages', () => {
    const text = `User-agent: *\n${'Disallow: /private/of/somebody\n'.repeat(6_000)}`;
    const all = () => {
      for (let count = 0; count < 2_000; count += 1) robotsRules(url, text).allows(page('/a'));
    };
    expect(cpuMsOf(all)).toBeLessThan(1_000);
  });

  it('takes a thousand rules of 500 characters and no more', () => {
    const rule = (path: string) => `Disallow: ${path}\n`;
    const many = `User-agent: *\n${Array.from({ length: 1_000 }, (_, index) => rule(`/${index}/`)).join('')}`;
    const { allows } = robotsRules(url, `${many}${rule('/late/')}`);
    expect([allows(page('/999/x')), allows(page('/late/x'))]).toEqual([false, true]);
    const long = robotsRules(url, `User-agent: *\n${rule(`/${'a'.repeat(499)}`)}${rule(`/${'b'.repeat(500)}`)}`);
    expect([long.allows(page(`/${'a'.repeat(600)}`)), long.allows(page(`/${'b'.repeat(600)}`))]).toEqual([false, true]);
  }); // prettier-ignore

  it('fits a pattern as every way to fill its stars would', () => {
    const fits = (pattern: string, path: string): boolean => {
      if (pattern === '') return true;
      if (pattern === '$') return path === '';
      if (pattern[0] !== '*') return pattern[0] === path[0] && fits(pattern.slice(1), path.slice(1));
      return Array.from(`${path}.`).some((_, at) => fits(pattern.slice(1), path.slice(at)));
    };
    const pattern = fc
      .tuple(fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 }), fc.constantFrom('', '$'))
      .map((parts) => `/${parts.join('')}`);
    const path = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 }).map((rest) => `/${rest}`);
    fc.assert(
      fc.property(pattern, path, (disallowed, asked) => {
        const { allows } = robotsRules(url, `User-agent: *\nDisallow: ${disallowed}`);
        expect(allows(page(asked))).toBe(!fits(disallowed, asked));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('forbidsKeeping', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['noindex', true],
    ['none', true],
    ['NoIndex, nofollow', true],
    ['nofollow', false],
    ['noarchive, max-snippet:20', false],
    ['googlebot: noindex', false],
    ['googlebot: noindex, nofollow', false],
    ['rasid: noindex', true],
    ['googlebot: nofollow, rasid: none', true],
    ['unavailable_after: 25 Jun 2010 15:00:00 PST', false],
    ['unavailable_after: 25 Jun 2010 15:00:00 PST, noindex', true],
    ['noindexing', false],
  ])('%j: %s', (header, forbidden) => {
    expect(forbidsKeeping(header)).toBe(forbidden);
  });
});
