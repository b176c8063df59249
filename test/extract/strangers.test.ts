import { describe, expect, it } from 'vitest';
import { extract } from '../../shared/extract/extract.ts';
import { cpuMsOf } from '../cpu-ms.ts';

const many = (text: string, count: number) => text.repeat(count);
const sentence = 'Some words of a text that goes on for a while, as texts do. ';
const article = many(`<p>${many(sentence, 5)}</p>`, 8);
const page = (inside: string, { title = 't', linked = '' } = {}) =>
  `<html><head><title>${title}</title><script type="application/ld+json">${linked}</script></head><body>${inside}</body></html>`;
const read = (html: string) => extract(Buffer.from(html), { url: 'http://example.org/a' });
const deep = (open: string, close: string) => `${many(open, 40_000)}"x"${many(close, 40_000)}`;

describe('extract: what strangers choose', () => {
  it.each([
    ['headline', deep('{"name":', '}')],
    ['headline', deep('{"@value":', '}')],
    ['author', deep('{"name":', '}')],
    ['author', deep('[', ']')],
    ['image', deep('{"url":', '}')],
    ['isAccessibleForFree', deep('[', ']')],
    ['isAccessibleForFree', '{"toString":1,"valueOf":2}'],
    ['@graph', deep('[', ']')],
  ])('reads the article around linked data that is no %s', (name, value) => {
    const linked = `{"@type":"NewsArticle","headline":"h","${name}":${value}}`;
    expect(read(page(article, { linked }))).toMatchObject({ kind: 'article', page: { isPaid: false } });
  });

  it.each([
    ['false', true],
    ['"False"', true],
    ['["false"]', true],
    ['"falsehood"', false],
    ['true', false],
    ['null', false],
  ])('takes isAccessibleForFree of %s for a page that is paid for: %s', (value, isPaid) => {
    const linked = `{"@type":"NewsArticle","isAccessibleForFree":${value}}`;
    expect(read(page(article, { linked }))).toMatchObject({ page: { isPaid } });
  });

  it('names an author within two objects, and gives no name of 2,000 letters', () => {
    const linked = (name: string) => `{"@type":"NewsArticle","author":{"name":{"@value":"${name}"}}}`;
    expect(read(page(article, { linked: linked('Rosa Diaz') }))).toMatchObject({ page: { author: 'Rosa Diaz' } }); // prettier-ignore
    const outcome = read(page(article, { linked: linked(many('Rosa ', 20_000)) }));
    expect(outcome.kind === 'article' && outcome.page.author).toBeUndefined();
  });

  it.each(['.', ' .', '-', ':', ': ', ',', '|', 'a | ', 'a - ', '\u00A0'])(
    'judges names of %j again and again by their length only',
    (piece) => {
      const name = `A headline of some words${many(piece, 100_000)}x`;
      const linked = JSON.stringify({ '@type': 'NewsArticle', 'headline': name, 'author': name, 'publisher': name }); // prettier-ignore
      let outcome: ReturnType<typeof read> | undefined;
      expect(cpuMsOf(() => (outcome = read(page(article, { title: name, linked }))))).toBeLessThan(1_000);
      expect(outcome?.kind === 'article' && outcome.page.title.length).toBeLessThanOrEqual(1_000);
    },
  );

  it.each([
    ['lists in lists', many(many('<ul><li>', 200) + sentence + many('</li></ul>', 200), 60)],
    ['links in parts', many(many('<div><a href="#x">w</a>, ', 90) + many('</div>', 90), 60)],
    ['text in parts', many(many(`<div>${many(sentence, 3)}`, 90) + many('</div>', 90), 25)],
    ['links in a line', `<p>${many('<a href="#x">x</a> ', 14_000)}</p>`],
    ['headings that differ', Array.from({ length: 14_000 }, (_, index) => `<h1>no ${index}</h1>`).join('')],
    ['ends of boxes', Array.from({ length: 9_000 }, (_, index) => `<p>End of w${index}</p>`).join('')],
  ])('ends within a second of the processor: %s', (_, inside) => {
    expect(cpuMsOf(() => read(page(inside + article)))).toBeLessThan(1_000);
  });

  it('reads a page with 30 parts around its article, and no page of a thousand that are 100 deep', () => {
    const within = (depth: number, count: number) =>
      page(many(`${many('<div>', depth)}${article}${many('</div>', depth)}`, count));
    expect(read(within(30, 1)).kind).toBe('article');
    expect(read(within(99, 100))).toMatchObject({ kind: 'no-article', reason: 'too-complex' });
  });
});
