const many = (text: string, count: number) => text.repeat(count);
const list = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => one(index)).join('');
const page = (inside: string, head = '') =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">${head}<title>t</title></head><body>${inside}</body></html>`;
const sentence = 'Some words of a text that goes on for a while, as texts do. ';

/** Pages of up to a few MB, each made to be slow, deep or large for somebody. */
export const hostilePages: Readonly<Record<string, () => string>> = {
  'deep nesting': () => page(many('<div>', 100_000)),
  'deep nesting with text': () => page(list(20_000, () => `<div>${sentence}`)),
  'deep inline nesting': () => page(`<p>${many('<span class="a">', 100_000)}${sentence}`),
  '200,000 attributes': () => page(`<p ${list(200_000, (index) => `a${index}="b" `)}>x</p>`),
  '200,000 attributes of one name': () => page(`<p ${many('class="b" ', 200_000)}>x</p>`),
  '120,000 elements': () => page(many('<i class="a">x</i>', 120_000)),
  '120,000 paragraphs': () => page(many(`<p>${sentence}</p>`, 120_000)),
  '29,000 paragraphs': () => page(many(`<p>${sentence}</p>`, 29_000)),
  'pictures in one part': () => page(`<div>${many('<img src="a">', 7_000)}${sentence}</div>`),
  'pictures in nested parts': () => page(list(90, () => `<div>${many('<img src="a">', 50)}`)),
  'linked headings': () => page(many(`<div><h3><a href="/x">x</a></h3>y</div>`, 3_500)),
  'linked headings in nested parts': () =>
    page(list(90, () => `<div><b class="a"></b><h3><a href="/x">x</a></h3>${many('<i class="a"></i>', 50)}`)),
  'titles by the thousand': () => page(many('<h1 class="t">t</h1><p class="i">t</p>', 5_000)),
  'fields for addresses': () => page(many('<div><input type="email">', 50_000)),
  'unclosed links': () => page(many('<a href="/x">some words of a link ', 60_000)),
  'unclosed bold': () => page(many('<b class="a">bold ', 60_000)),
  'unclosed links and bold': () => page(many('<a href="/x"><b>word</a> ', 60_000)),
  'unclosed paragraphs': () => page(many('<p>some words ', 60_000)),
  'unclosed lists': () => page(many('<ul><li>some words ', 60_000)),
  'nested tables': () => page(many('<table><tr><td>', 30_000)),
  'nested tables with text': () => page(list(5_000, () => `<table><tr><td>${sentence}`)),
  'one table of 200,000 cells': () => page(`<table>${many('<tr><td>1<td>2', 100_000)}</table>`),
  'closing tags only': () => page(many('</div></p></b>', 200_000)),
  'line breaks': () => page(`<div>${many('words<br><br>', 60_000)}</div>`),
  'a huge script': () => page(`<p>${sentence}</p>`, `<script>${many('var a = "<p>";', 300_000)}</script>`),
  'scripts without end': () => page(many('<script>', 200_000)),
  'drawings without end': () => page(many('<svg>', 200_000)),
  'silent elements without end': () => page(many('<svg><math><object><canvas><video>', 40_000)),
  'huge linked data': () => page(`<p>${sentence}</p>`, `<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"${many(sentence, 60_000)}"}</script>`),
  'deep linked data': () => page(`<p>${sentence}</p>`, `<script type="application/ld+json">${many('{"@graph":[', 100_000)}</script>`),
  'wide linked data': () => page(`<p>${sentence}</p>`, `<script type="application/ld+json">[${many('{"@type":"NewsArticle"},', 100_000)}{}]</script>`),
  'much linked data': () => page(`<p>${sentence}</p>`, many('<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>', 20_000)),
  'meta tags': () => page(`<p>${sentence}</p>`, many('<meta name="author" content="x">', 100_000)),
  'names of authors and dates': () => page(many('<span class="byline author date">By x</span>', 20_000)),
  'headings': () => page(many('<h1>Some words of a heading</h1>', 20_000)),
  'nested foreign parts': () => page(many('<div class="share related">', 20_000)),
  'an endless tag': () => page(`<p ${many('a', 2_000_000)}`),
  'an endless class': () => page(`<p class="${many('share-', 300_000)}">${sentence}</p>`),
  'an endless word': () => page(`<p>${many('a', 2_000_000)}</p>`),
  'an endless line': () => page(`<p>${many('share a b c, ', 200_000)}</p>`),
  'an endless title': () => page(`<h1>${many('word | ', 100_000)}</h1><p>${many(sentence, 20)}</p>`, `<title>${many('word | ', 100_000)}</title>`),
  'white space': () => page(`<p>a${many(' \n', 1_000_000)}b</p>`),
  'brackets': () => page(many('<', 1_000_000)),
  'ampersands': () => page(`<p>${many('&', 1_000_000)}</p>`),
  'open quotes': () => page(many('<a href="', 200_000)),
  'comments without end': () => page(many('<!--', 300_000)),
  'zero bytes': () => page(`<p>${many('\0', 1_000_000)}</p>`),
}; // prettier-ignore
