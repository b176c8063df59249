import { family, hostile, list, many, utf16, wordOf } from './make.ts';

const opml = (inside: string) => `<opml version="2.0"><body>${inside}</body></opml>`;
const outline = (index: number) => `<outline text="t" xmlUrl="http://a${index}.example/"/>`;

export const opmls = hostile('opml', {
  '100,000 feeds': () => opml(list(100_000, outline)),
  'one feed 100,000 times': () => opml(many(outline(1), 100_000)),
  'folders 90 deep with 60,000 feeds in them': () => opml(many(`<outline text="${many('f', 1_000)}">`, 90) + list(60_000, outline)),
  'folders 200,000 deep': () => opml(many('<outline text="f">', 200_000)),
  'categories of slashes': () => opml(many(`<outline xmlUrl="http://a/" category="${many('/a', 2_000)}"/>`, 200)),
  'a category of commas': () => opml(`<outline xmlUrl="http://a/" category="${many(',', 1_000_000)}"/>`),
  'attributes by the 100,000': () => opml(`<outline ${list(100_000, (index) => `a${index}="b"`, ' ')}/>`),
  'titles of spaces': () => opml(many(`<outline text="x${many(' ', 3_900)}x" xmlUrl="http://a/"/>`, 500)),
  'titles of references': () => opml(`<outline text="${many('&amp;', 400_000)}" xmlUrl="http://a/"/>`),
  'addresses of spaces': () => opml(list(2_000, (index) => `<outline text="x" xmlUrl="http://a${index}/${many(' ', 3_000)}"/>`)),
  'schemes that are none': () => opml(many('<outline text="x" xmlUrl="javascript:alert(1)"/><outline xmlUrl="file:///etc/passwd"/>', 20_000)),
  'entities': () => `<!DOCTYPE opml [<!ENTITY a "${many('a', 100_000)}">]>${opml(`<outline text="${many('&a;', 9_000)}" xmlUrl="http://a/"/>`)}`,
  'outlines never closed': () => many('<outline', 500_000),
  'UTF-16': () => utf16(opml(list(20_000, outline)), 'be'),
  'names of objects’ own': () => opml('<outline __proto__="x" constructor="y" toString="z" xmlUrl="http://a/"/>'),
}); // prettier-ignore

export const discoveries = hostile('discover', {
  'links by the 100,000': () => many('<a href="/feed/x.rss">feed</a>', 100_000),
  'links that differ': () => list(60_000, (index) => `<a href="/feed/${wordOf(index)}.rss">feed</a>`),
  'links within links': () => many('<a href="/rss">', 200_000),
  'titles of spaces': () => many(`<a href="/rss">${many(' ', 5_000)}x</a>`, 300),
  'declarations of spaces': () => many(`<link rel="${many(' ', 3_000)}x" type="application/rss+xml" href="/x">`, 500),
  'types of parameters': () => many(`<link rel=alternate type="application/rss+xml${many(';', 3_000)}" href="/x">`, 500),
  'paths of hyphens': () => list(2_000, (index) => `<a href="/${many('feed-', 300)}${index}">x</a>`),
  'paths of dots': () => list(2_000, (index) => `<a href="/a${many('.rss', 300)}${index}">x</a>`),
  'queries': () => list(2_000, (index) => `<a href="/?${many('feed&', 300)}${index}">x</a>`),
  'bases': () => many('<base href="http://b/">', 200_000),
  'elements 300,000 deep': () => many('<div>', 300_000),
  'comments': () => many('<!--', 300_000),
}); // prettier-ignore

/** Lines of a robots.txt, each with the path that is asked for behind it. */
const robots = (rule: string, path: string) => `${path}\n${many(rule, Math.floor(190_000 / rule.length))}`;
const longPath = `/${many('a', 50_000)}`;
const rules = {
  'wildcards between letters': 'Disallow: /*a*b\n',
  'forty wildcards': `Disallow: /${many('*a', 40)}b\n`,
  'two thousand wildcards': `Disallow: /${many('*', 2_000)}b\n`,
  'wildcards and an end': 'Disallow: /*a$\n',
  'one rule of 190 kB': `Disallow: /${many('*a', 94_000)}b\n`,
  'rules that allow': 'Allow: /*a*b\n',
  'empty rules': 'Disallow:\n',
  references: 'Disallow: /%61%61%2\n',
  groups: 'User-agent: *\nDisallow: /*a\n',
  'crawl delays': 'Crawl-delay: 99999999999\n',
  sitemaps: 'Sitemap: http://a/\n',
  comments: '# a\n',
  'letters that are no rules': 'a\n',
};

export const robotsTexts = hostile('robots', {
  ...family(rules, (key) => `${key}, a path of 50,000 letters`, (rule) => robots(`User-agent: *\n${rule}`, longPath)),
  ...family(rules, (key) => `${key} in one group, a path of 50,000 letters`, (rule) => robots(rule, longPath).replace('\n', '\nUser-agent: Rasid\n')),
  ...family(rules, (key) => `${key}, a path of 4,000 letters`, (rule) => robots(rule, `/${many('a', 3_900)}`).replace('\n', '\nUser-agent: *\n')),
  'agents of 190 kB': () => robots('User-agent: Rasid\n', longPath),
  'agents named constructor': () => robots('User-agent: __proto__\nDisallow: /\n', '/x'),
  'no end of a line': () => `${longPath}\nUser-agent: *${many(' ', 190_000)}`,
  'NULs': () => `${longPath}\n${many('\0', 190_000)}`,
  'a path of references': () => robots('User-agent: *\nDisallow: /*%*b\n', `/${many('%C3%A9', 8_000)}`),
}); // prettier-ignore

const laughs = (name: string) =>
  `a0: &a0 [${many('lol,', 9)}lol]\n${list(12, (index) => `a${index + 1}: &a${index + 1} [${many(`*a${index},`, 9)}*a${index}]\n`)}${name}: *a12\n`;
const yamls = {
  'aliases of aliases': () => laughs('feeds'),
  'aliases of aliases in a map': () =>
    `x: &x {a: 1}\n${list(30, (index) => `y${index}: &y${index} {<<: [*x, ${index === 0 ? '*x' : `*y${index - 1}`}]}\n`)}`,
  'an alias of itself': () => 'feeds: &a [*a]\n',
  'lists 100,000 deep': () => `feeds: ${many('[', 100_000)}`,
  'lists 5,000 deep, closed': () => `feeds: ${many('[', 5_000)}${many(']', 5_000)}`,
  'maps 50,000 deep': () => `feeds: ${many('{a: ', 50_000)}`,
  'dashes 30,000 deep': () => many('- ', 30_000),
  'blocks 700 deep': () => list(700, (index) => `${many(' ', index)}a:\n`),
  'question marks': () => many('? ', 60_000),
  'keys by the 100,000': () => list(60_000, (index) => `k${index}: 1\n`),
  'one key 60,000 times': () => many('feeds: []\n', 60_000),
  'feeds by the 100,000': () => `feeds:\n${list(40_000, (index) => `  - https://a${index}.example/\n`)}`,
  'a scalar of 1.9 MB': () => `feeds: ["${many('a', 1_900_000)}"]`,
  'a folded scalar of lines': () => `topic: >\n${many('  a\n', 300_000)}`,
  'a quoted scalar of escapes': () => `topic: "${many('\\u0000', 200_000)}"`,
  'a quoted scalar of line ends': () => `topic: "a${many('\n', 300_000)}b"`,
  'a plain scalar of colons': () => `topic: a${many(':', 500_000)}`,
  'a plain scalar of hashes': () => `topic: a${many(' #', 300_000)}`,
  anchors: () => list(60_000, (index) => `- &a${index} x\n`),
  tags: () => many('- !!str x\n', 60_000),
  'a tag of 1 MB': () => `feeds: !${many('a', 1_000_000)} x`,
  documents: () => many('---\n', 100_000),
  directives: () => many('%YAML 1.2\n', 100_000),
  comments: () => many('# x\n', 300_000),
  spaces: () => many(' ', 1_900_000),
  tabs: () => many('\t\n', 500_000),
  'names of objects’ own': () => 'constructor: 1\n__proto__: {feeds: [x]}\ntoString: 2\nfeeds: []\n',
  'numbers without end': () => `feeds: ${many('9', 500_000)}\nhostGap: 1${many('0', 400)}s`,
  dates: () => many('- 2026-01-01T00:00:00Z\n', 40_000),
  'values of unknown keys': () => list(12_000, (index) => `  ${wordOf(index)}: {${wordOf(index)}: 1}\n`),
  'a byte order mark and UTF-16': () => `\uFEFF${many('\0a', 200_000)}`,
};
const topic = (key: string, value: string) => `topic: t\n${key}: ${value}\n`;

export const configs = [
  ...hostile('rasid-yaml', yamls),
  ...hostile('words-yaml', { 'aliases of aliases': yamls['aliases of aliases'], 'lists 100,000 deep': yamls['lists 100,000 deep'], 'keys by the 100,000': yamls['keys by the 100,000'] }),
  ...hostile('topic-yaml', {
    ...yamls,
    'terms by the 100,000': () => topic('any', `[${list(100_000, (index) => wordOf(index), ', ')}]`),
    'weights by the 100,000': () => topic('weights', `{${list(60_000, (index) => `${wordOf(index)}: 1`, ', ')}}`),
    'a term of 1 MB': () => topic('all', `["${many('a ', 500_000)}"]`),
    'a term of stars': () => topic('all', `["${many('*', 300_000)}"]`),
    'a pattern in a term': () => topic('all', '["(a+)+$", "a{1000000}", "[[[["]'),
    'quiet hours of colons': () => `${topic('all', '[a]')}alert: { quiet: "${many('10:', 100_000)}" }\n`,
    'a zone without end': () => `${topic('all', '[a]')}alert: { zone: "${many('Asia/', 100_000)}" }\n`,
  }),
]; // prettier-ignore
