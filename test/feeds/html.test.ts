import fc from 'fast-check';
import sanitizeHtml from 'sanitize-html';
import { describe, expect, it } from 'vitest';
import { safeHtml } from '../../shared/feeds/html.ts';

const styled = (style: string) => safeHtml(`<p style="${style}">خبر</p>`, 'https://example.org/');

describe('styles in a feed', () => {
  it.each([
    ['color: #c00; text-align: right;', 'color: #c00; text-align: right;'],
    ['margin-inline: auto; padding-block: 4px;', 'margin-inline: auto; padding-block: 4px;'],
    ['background-y: center; border-spacing: 1.5em 2px;', 'background-y: center; border-spacing: 1.5em 2px;'],
    ['margin: 0 auto 12.5px', 'margin: 0 auto 12.5px;'],
    ['margin: -.5em  1.px', 'margin: -.5em  1.px;'],
    ['color: rgba(1, 2, 3, .5) !important', 'color: rgba(1, 2, 3, .5) !important;'],
    ["font-family: 'Noto Kufi', Arial,sans-serif", "font-family: 'Noto Kufi', Arial,sans-serif;"],
    ['font: 1 2 3 4 5 6 7 8', 'font: 1 2 3 4 5 6 7 8;'],
  ])('keeps what only looks: %s', (style, kept) => {
    expect(styled(style)).toBe(`<p style="${kept}">خبر</p>`);
  });

  it.each([
    'background-image: url(https://example.org/x.png)',
    'background-repeat: expression(alert(1))',
    'margin: 99999em',
    'font: 1 2 3 4 5 6 7 8 9',
    'color:',
    'padding-left: 123456px',
    'position: fixed; z-index: 99',
    'behavior: url(x.htc)',
    '-moz-binding: url(x.xml)',
    'border-color: javascript:alert(1)',
  ])('drops what loads, runs or covers the page: %s', (style) => {
    expect(styled(style)).toBe('<p>خبر</p>');
  });
});

describe('addresses in a feed', () => {
  it.each(['href', 'src', 'cite', 'longdesc', 'poster', 'background', 'action', 'lowsrc'])('are of the web: %s', (name) => {
    const of = (url: string) => safeHtml(`<img ${name}="${url}">`, 'https://example.org/x/');
    expect(of('y')).toBe(`<img ${name}="https://example.org/x/y" />`);
    for (const url of ['javascript:x()', 'data:text/html,x', ' java&#10;script:x()', 'vbscript:x']) expect(of(url)).toBe('<img />');
  }); // prettier-ignore
});

describe('declarations in a feed', () => {
  it.each([
    ['a<!-- note -->b', 'ab'],
    ['a<!-- one --><!-- two -->b', 'ab'],
    ['a<!-- -- never ends >b', 'ab'],
    ['a<!-- cut', 'a'],
    ['<!DOCTYPE html><p>a</p>', '<p>a</p>'],
    ['<![CDATA[<b>a</b> & b]]>', '<b>a</b> &amp; b'],
    ['<![CDATA[cut', '&lt;![CDATA[cut'],
    ['a <!> b', 'a &lt;!> b'],
    ["<!' <b>a</b>", "&lt;!' <b>a</b>"],
  ])('%s', (html, shown) => {
    expect(safeHtml(html, 'https://example.org/')).toBe(shown);
  });
});

describe('plain paragraphs', () => {
  it('come out as any cleaner gives them back', () => {
    const tags = ['p', 'div', 'h2', 'b', 'em', 'span', 'script', 'br', 'li', 'x'].flatMap((tag) => [`<${tag}>`, `</${tag}>`]);
    const part = fc.oneof(fc.constantFrom(...tags), fc.constantFrom('نص', 'و', ' ', '&', '&amp;', '>', '<', '"'));
    const html = fc.oneof(
      fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.array(fc.constantFrom('<p>a</p>', '<p><b>x</b> y</p>', '<div><em>z<b>q</b></em></div>', ' t '), { maxLength: 5 }).map((parts) => parts.join('')),
    );
    const everything = { allowedTags: ['p', 'div', 'h2', 'b', 'em', 'span', 'br', 'li'], allowedAttributes: {} };
    fc.assert(
      fc.property(html, (source) => {
        const clean = safeHtml(source, 'https://example.org/');
        if (source.includes('<')) expect(clean).toBe(sanitizeHtml(source, everything));
      }),
      { numRuns: 3_000 },
    );
  }); // prettier-ignore
});
