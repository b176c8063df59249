import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';

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
