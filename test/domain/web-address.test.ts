import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressCharsMax, webAddress } from '../../shared/domain/web-address.ts';

const base = 'https://example.org/feeds/news.xml';
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc
    .tuple(
      fc.constantFrom('http://', 'https:', 'HTTP:\\\\', '//', '/', '#', '?', 'javascript:', 'data:', 'ht\ttp://', 'http://a@', ''),
      fc.string({ unit: fc.constantFrom(...Array.from('a/#?:@.[]%\\"\'<> \t\n\r\0\u001B\u007F\u009B\u202E\u2067\u200F\u061C\uD800خبر')), maxLength: 40 }),
    )
    .map((parts) => parts.join('')),
); // prettier-ignore

describe('webAddress', () => {
  it('gives an address of http or https in printable ASCII, or none, whatever the text is', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(base, undefined), (text, from) => {
        const address = webAddress(text, from);
        if (address === undefined) return;
        expect(address).toMatch(/^https?:\/\/[\x21-\x7E]+$/iu);
        expect(address).not.toMatch(/["<>]/u);
        const { username, password, href } = new URL(address);
        expect([username, password]).toEqual(['', '']);
        expect(href).toBe(new URL(text.trim(), from).href);
        expect(webAddress(address)).toBe(address);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    'javascript:alert(1)//',
    ' java\nscript:alert(1)',
    'data:text/html,<p>x</p>',
    'file:///etc/passwd',
    'ftp://example.org/',
    'mailto:desk@example.org',
    'blob:https://example.org/1',
    'https://example.com@other.example/',
    'https://:secret@example.org/',
    'http://',
    'http://[',
  ])('refuses %j', (text) => {
    expect(webAddress(text, base)).toBeUndefined();
  });

  it('leaves an address as its writer spelt it where that is whole', () => {
    for (const text of ['http://example.com', 'HTTP://Example.com:80/a/../b?x=(1)#y']) expect(webAddress(text)).toBe(text);
    expect(webAddress('../b?x', base)).toBe('https://example.org/b?x');
    expect(webAddress('https://example.org/خبر')).toBe('https://example.org/%D8%AE%D8%A8%D8%B1');
  }); // prettier-ignore

  it('refuses more characters than the limit, as written and as encoded', () => {
    const origin = 'https://example.org/';
    expect(webAddress(origin + 'a'.repeat(addressCharsMax - origin.length))).toBeDefined();
    expect(webAddress(origin + 'a'.repeat(addressCharsMax - origin.length + 1))).toBeUndefined();
    expect(webAddress(origin + 'خ'.repeat(addressCharsMax / 6))).toBeUndefined();
  });
});
