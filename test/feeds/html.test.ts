import { describe, expect, it } from 'vitest';
import { safeHtml } from '../../shared/feeds/html.ts';

const styled = (style: string) => safeHtml(`<p style="${style}">خبر</p>`, 'https://example.org/');

describe('styles in a feed', () => {
  it.each([
    ['color: #c00; text-align: right;', 'color: #c00; text-align: right;'],
    ['margin-inline: auto; padding-block: 4px;', 'margin-inline: auto; padding-block: 4px;'],
    ['background-y: center; border-spacing: 1.5em 2px;', 'background-y: center; border-spacing: 1.5em 2px;'],
    ['margin: 0 auto 12.5px', 'margin: 0 auto 12.5px;'],
  ])('keeps what only looks: %s', (style, kept) => {
    expect(styled(style)).toBe(`<p style="${kept}">خبر</p>`);
  });

  it.each([
    'background-image: url(https://example.org/x.png)',
    'background-repeat: expression(alert(1))',
    'margin: 99999em',
    'padding-left: 123456px',
    'position: fixed; z-index: 99',
    'behavior: url(x.htc)',
    '-moz-binding: url(x.xml)',
    'border-color: javascript:alert(1)',
  ])('drops what loads, runs or covers the page: %s', (style) => {
    expect(styled(style)).toBe('<p>خبر</p>');
  });
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
