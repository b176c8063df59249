import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';
import { cpuMsOf } from '../cpu-ms.ts';

describe('canonicalUrl', () => {
  it.each([
    ['http://www.example.org/a/', 'https://example.org/a'],
    ['https://m.example.org/a?utm_source=x&id=7#top', 'https://example.org/a?id=7'],
    ['https://example.org/a?b=2&a=1', 'https://example.org/a?a=1&b=2'],
    ['https://example.org/a/amp/', 'https://example.org/a'],
    ['https://example.org/amp/a', 'https://example.org/a'],
    ['https://example.org/a.amp.html', 'https://example.org/a.html'],
    ['https://example.org/a?amp=1', 'https://example.org/a'],
    ['https://example.org/a/index.html', 'https://example.org/a'],
    ['https://example.org//a//b', 'https://example.org/a/b'],
    ['https://user:pw@example.org./a', 'https://example.org/a'],
    ['https://EXAMPLE.org:443/a', 'https://example.org/a'],
    ['http://example.org:8080/a', 'http://example.org:8080/a'],
    ['https://example.org/أخبار', 'https://example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1'],
    [' https://example.org ', 'https://example.org/'],
    ['https://amp.example.org/a', 'https://example.org/a'],
    ['https://mobile.example.co.uk/a', 'https://example.co.uk/a'],
    ['https://www.m.example.org/a', 'https://example.org/a'],
    [
      'https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a/amp?usqp=1&id=7',
      'https://example.org/a?id=7&usqp=1',
    ],
    ['https://google.com/amp/help', 'https://google.com/help'],
    ['https://www.google.com/amp/s/amp.example.org/a', 'https://example.org/a'],
    ['https://example.org/a?outputType=amp', 'https://example.org/a'],
    ['https://example.org/a.html?amp', 'https://example.org/a.html'],
    ['https://example.org/a?fbclid=1&gclid=2&igshid=3&mc_cid=4&at_medium=5&ocid=6', 'https://example.org/a'],
    ['https://example.org/a?UTM_Source=x&Id=7', 'https://example.org/a?Id=7'],
  ])('%s -> %s', (given, expected) => {
    expect(canonicalUrl(given)).toBe(expected);
  });

  it.each(['mailto:a@example.org', 'javascript:alert(1)', 'not a url', '', '/a'])('is none: %s', (given) => {
    expect(canonicalUrl(given)).toBeUndefined();
  });

  it('takes a relative link from its base', () => {
    expect(canonicalUrl('../b', 'https://example.org/x/a')).toBe('https://example.org/b');
  });

  it('keeps apart what a parameter tells apart', () => {
    expect(canonicalUrl('https://example.org/?p=1')).not.toBe(canonicalUrl('https://example.org/?p=2'));
  });

  it.each([
    ['https://m.org/a', 'https://m.org/a'],
    ['https://amp.dev/a', 'https://amp.dev/a'],
    ['https://example.org/amplifier', 'https://example.org/amplifier'],
    ['https://example.org/a?amp=220', 'https://example.org/a?amp=220'],
    ['https://example.org/a?reference=9', 'https://example.org/a?reference=9'],
  ])('keeps what only looks like a variant: %s', (given, expected) => {
    expect(canonicalUrl(given)).toBe(expected);
  });

  it.each([
    ['https://example.org/story/amp/index.html', 'https://example.org/story'],
    ['https://example.org/amp/amp/a.amp.amp.html.amp', 'https://example.org/a.html'],
    ['https://example.org/a/index.amp.html', 'https://example.org/a'],
    ['https://example.org/a/.amp', 'https://example.org/a'],
    ['https://example.org/amp/', 'https://example.org/'],
    ['https://example.org/amp.html', 'https://example.org/amp.html'],
  ])('removes what a removal has laid bare: %s', (given, expected) => {
    expect(canonicalUrl(given)).toBe(expected);
  });

  it.each([
    '/amp',
    '/index.html',
    '.amp',
    '.amp.html',
    '/index.html/amp',
    '/.amp',
    '/amp.amp',
    '.',
    '/',
    '/m.',
  ])('takes time in proportion to a path of %s again and again', (part) => {
    const path = part.repeat(300_000 / part.length);
    for (const end of ['', '/x', 'x', '..x.amp'])
      expect(cpuMsOf(() => canonicalUrl(`https://example.org/${path}${end}`))).toBeLessThan(300);
  });

  it('is the same when taken again', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = canonicalUrl(url);
        expect(once).toBeDefined();
        expect(canonicalUrl(once!)).toBe(once);
      }),
    );
  });
});
