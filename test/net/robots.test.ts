import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

  it('ends soon on a pattern made to be slow', () => {
    const text = `User-agent: *\nDisallow: /${'*a'.repeat(500)}$\n`.repeat(20);
    const startMs = performance.now();
    robotsRules(url, text).allows(page(`/${'a'.repeat(2_000)}b`));
    expect(performance.now() - startMs).toBeLessThan(1_000);
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
