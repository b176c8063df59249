import { family, hostile, list, many, sentence, utf16, utf32le, wordOf } from './make.ts';

const channel = (inside: string) => `<rss version="2.0"><channel><title>t</title>${inside}</channel></rss>`;
const item = (inside: string) => channel(`<item><title>x</title><link>http://a/b</link>${inside}</item>`);
const cdata = (html: string) => item(`<description><![CDATA[${html}]]></description>`);
const atom = (inside: string) => `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:x</id>${inside}</entry></feed>`; // prettier-ignore
const rdf = (inside: string) =>
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">${inside}</rdf:RDF>`;
const sitemap = (inside: string) => `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${inside}</urlset>`; // prettier-ignore
const json = (inside: string) => `{"version":"https://jsonfeed.org/version/1.1","items":[${inside}]}`;

/** Values of a style; the first four are known to have pumped a pattern with a repeat in a repeat. */
const styles = {
  'spaces and a mark': `red${many(' ', 300)}§`,
  digits: `${many('1 ', 300)}§`,
  commas: `a${many(', ', 300)}§`,
  'points of numbers': `${many('.', 400)}§`,
  signs: `${many('-', 400)}§`,
  'words of hyphens': `${many('a-', 400)}§`,
  quotes: `${many('"a" ', 200)}§`,
  'open quotes': `${many('"', 400)}§`,
  functions: `${many('rgb(1,1,1) ', 80)}§`,
  'open functions': `${many('rgb(', 200)}§`,
  'tabs and line ends': `red${many('\t\n\f', 300)}§`,
  'wide spaces': `red${many('\u00A0\u3000', 300)}§`,
  hashes: `${many('#fff ', 200)}§`,
};
const styleNames = ['color', 'border-x', 'font-family', 'margin'];

/** One text in every field that an entry has, in every dialect. */
const pumps = {
  'white space': many(' ', 200_000),
  'line ends': many('\n', 200_000),
  'wide spaces': many('\u00A0\u3000\u2003', 60_000),
  'spaces with a letter behind': `${many(' ', 200_000)}x`,
  'full stops': many('.', 200_000),
  'exclamation marks': many('!', 200_000),
  slashes: many('/', 200_000),
  colons: many(':', 200_000),
  digits: many('9', 200_000),
  ampersands: many('&amp;', 60_000),
  'numeric references': many('&amp;#', 60_000),
  'references without end': `&amp;#${many('9', 200_000)}`,
  brackets: many('&lt;', 60_000),
  'tags of quotes': `&lt;a ${many('"-', 60)}&lt;`,
  declarations: many('&lt;!', 60_000),
  comments: many('&lt;!--', 40_000),
  'nested CDATA': many('&lt;![CDATA[', 20_000),
  'lone surrogate references': many('&#xD800;', 30_000),
  'combining marks': `a${many('\u0301', 200_000)}`,
  'left to right marks': many('\u200E', 200_000),
  base64: many('QUJD', 60_000),
};

const everyRssField = (text: string) =>
  item(['title', 'link', 'guid', 'author', 'dc:creator', 'pubDate', 'dc:date', 'category', 'language', 'description', 'content:encoded'].map((name) => `<${name}>${text}</${name}>`).join('')); // prettier-ignore
const everyAtomField = (text: string) =>
  atom(['title', 'summary', 'content', 'updated', 'published'].map((name) => `<${name} type="html" xml:base="${text.slice(0, 2_000)}">${text}</${name}>`).join('') + `<author><name>${text}</name></author><link href="${text}"/>`); // prettier-ignore

const names = 'constructor __proto__ prototype toString valueOf hasOwnProperty isPrototypeOf __defineGetter__'.split(' '); // prettier-ignore

export const feeds = hostile('feed', {
  ...family(styles, (key) => `RSS, a style of ${key}`, (value) => cdata(styleNames.map((name) => `<p style='${name}: ${value}'>x</p>`).join(''))),
  ...family(pumps, (key) => `RSS, every field of ${key}`, everyRssField),
  ...family(pumps, (key) => `Atom, every field of ${key}`, everyAtomField),
  ...family(Object.fromEntries(names.map((name) => [name, name])), (key) => `a root named ${key}`, (name) => `<${name}><item><title>x</title></item></${name}>`),
  ...family(Object.fromEntries(names.map((name) => [name, name])), (key) => `every name is ${key}`, (name) => `<rss ${name}="1" xmlns:${name}="u"><channel><item ${name}="x"><${name}:${name}>a</${name}:${name}><${name}>b</${name}><title ${name}="">t</title></item></channel></rss>`),
  'JSON, every name of an object’s own': () => json(`{${names.map((name) => `"${name}":{"${name}":1}`).join(',')},"id":"1","title":"x"}`),
  'JSON, items that are numbers, lists and nulls': () => json(list(200_000, (index) => ['1', '[]', 'null', '"x"'][index % 4] ?? '', ',')),
  'JSON, three million empty items': () => json(`${many('{},', 3_300_000)}{}`),
  'JSON, three million empty lists': () => json(`${many('[],', 3_300_000)}[]`),
  'JSON, a million keys in one item': () => json(`{${list(600_000, (index) => `"${index}":0`, ',')}}`),
  'JSON, nested 200,000 deep': () => json(`${many('{"a":', 200_000)}1${many('}', 200_000)}`),
  'JSON, nested lists 1,000,000 deep': () => json(`${many('[', 1_000_000)}${many(']', 1_000_000)}`),
  'JSON, a number of a million digits': () => json(`{"id":${many('9', 1_000_000)}}`),
  'JSON, lone surrogates': () => json(`{"id":"1","title":"${many('\\uD800', 100_000)}","content_html":"${many('\\uDC00', 40_000)}"}`),
  'JSON, NUL and other controls': () => json(`{"id":"\\u0000","title":"${many('\\u0000\\u001b', 50_000)}"}`),
  'JSON, 2,000 items of long HTML': () => json(list(2_000, () => `{"id":"1","content_html":"${many('<a href=/x>y</a>', 100)}"}`, ',')),
  'JSON, 2,000 items of styles': () => json(list(2_000, () => `{"id":"1","content_html":"<p style='color:${many('a ', 400)}!'>"}`, ',')),
  'JSON, a language list of authors': () => json(`{"id":"1","authors":[${many('{"name":"x"},', 200_000)}{}]}`),
  'JSON, white space before every mark': () => json(many(`${many(' ', 100)}{}${many('\n', 100)},`, 20_000) + '{}'),
  'JSON, an open string': () => `{"items":["${many('a', 5_000_000)}`,
  'JSON, open escapes': () => `{"items":["${many('\\\\', 2_500_000)}`,
  'RDF, 100,000 lists': () => rdf(many('<item rdf:about="x"><title>t</title></item>', 100_000)),
  'RDF, a bag of 100,000 links': () => rdf(`<channel><items><rdf:Seq>${many('<rdf:li rdf:resource="http://a/b"/>', 100_000)}</rdf:Seq></items></channel>`),
  'Atom, XHTML nested 90 deep a thousand times': () => atom(`<content type="xhtml">${many(many('<b>', 90) + many('</b>', 90), 1_000)}</content>`),
  'Atom, XHTML of 200,000 elements': () => atom(`<content type="xhtml"><div>${many('<i>x</i>', 200_000)}</div></content>`),
  'Atom, bases of bases': () => atom(many(`<x xml:base="${many('../', 600)}">`, 99) + `<title>x</title>`),
  'Atom, 100,000 links': () => atom(many('<link rel="alternate" href="/x"/>', 100_000)),
  'Atom, content of base64 in base64': () => atom(`<content type="application/x">${Buffer.from(many('QUJD', 400_000)).toString('base64')}</content>`),
  'sitemap, 120,000 addresses': () => sitemap(many('<url><loc>http://a/b</loc></url>', 120_000)),
  'sitemap, news of every field twice': () => sitemap(many('<url><loc>http://a/b</loc><news:news><news:title>t</news:title><news:title>t</news:title></news:news></url>', 8_000)),
  'sitemap, a name of 1 MB': () => sitemap(`<url><loc>http://a/${many('b', 1_000_000)}</loc></url>`),
  'sitemap index, 200,000 sitemaps': () => `<sitemapindex>${many('<sitemap><loc>http://a</loc></sitemap>', 200_000)}</sitemapindex>`,
  'entities that stand for entities, parameter ones': () => `<!DOCTYPE r [<!ENTITY % a "${many('x', 1_000)}"><!ENTITY % b "${many('%a;', 1_000)}">%b;]>${item('')}`,
  'an external entity': () => `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${item('<description>&x;</description>')}`,
  'an attribute of 5 MB': () => item(`<description class="${many('a', 5_000_000)}">x</description>`),
  'an attribute of references': () => item(`<link href="${many('&amp;', 400_000)}"/>`),
  'a name of 2 MB': () => `<rss><channel><item><${many('a', 2_000_000)}>x`,
  'names with 500,000 colons': () => channel(`<item><${many('a:', 500_000)}>x`),
  '99 fields inside one another, 2,000 times': () => channel(many(`<item>${many('<content:encoded>', 97)}x</item>`, 200)),
  'an open tag 300,000 times': () => channel(many('<item ', 300_000)),
  'an open attribute 300,000 times': () => channel(many('<item a="', 200_000)),
  'quotes in tags': () => cdata(many(`<a '"'"`, 100_000)),
  'quotes without a tag': () => cdata(`<A/${many('"-', 100_000)}<`),
  'HTML, styles of 1,000 characters 20,000 times': () => cdata(many(`<p style="color:${many('1px ', 200)}!">`, 1_000)),
  'HTML, 100,000 declarations of a style': () => cdata(`<p style="${many('color:red;', 100_000)}">x</p>`),
  'HTML, colons of a style': () => cdata(`<p style="${many(':', 300_000)}">x</p>`),
  'HTML, srcset by the thousand': () => cdata(`<img srcset="${many('a 1x,', 60_000)}">`),
  'HTML, srcset of commas': () => cdata(`<img srcset="${many(',', 250_000)}">`),
  'HTML, srcset of spaces': () => cdata(`<img srcset="a${many(' ', 250_000)}b">`),
  'HTML, addresses of control characters': () => cdata(`<a href="${many('\u0001\t', 100_000)}javascript:x">y</a>`),
  'HTML, addresses of comments': () => cdata(`<a href="${many('<!--', 60_000)}x">y</a>`),
  'HTML, data addresses': () => cdata(many('<img src="data:image/png;base64,AAAA">', 7_000)),
  'HTML, tables in tables': () => cdata(many('<table><tr><td>', 15_000)),
  'HTML, drawings in mathematics': () => cdata(many('<svg><math><mtext>', 15_000)),
  'HTML, textareas': () => cdata(many('<textarea><title>', 15_000)),
  'HTML, one element 999 deep 130 times': () => cdata(many(many('<i>', 999) + many('</i>', 999), 40)),
  'a tail after the root': () => `${channel('<item/>')}${many('<rss>', 200_000)}`,
  'a head of junk': () => `${many('x', 500_000)}${channel('')}`,
  'a head of byte order marks': () => `${many('\uFEFF', 500_000)}${channel('')}`,
  'a head of comments': () => `${many('<!-- x -->', 60_000)}${channel('')}`,
  'a head of instructions': () => `${many('<?x y?>', 60_000)}${channel('')}`,
  'instructions among items': () => channel(many('<?x <item> ?><item/>', 60_000)),
  'control characters by the million': () => item(`<description>${many('\u0001\u000B', 500_000)}</description>`),
  'non-characters': () => item(`<description>${many('\uFFFE\uFFFF', 150_000)}</description>`),
  '3 MB of words that differ': () => item(`<description>${list(300_000, (index) => wordOf(index), ' ')}</description>`),
  '2,000 items of ten thousand words': () => channel(many(`<item><description>${many(sentence, 70)}</description></item>`, 2_000)),
  'hours and days by the thousand': () => channel(`<skipHours>${many('<hour>1</hour>', 20_000)}</skipHours><skipDays>${many('<day>Monday</day>', 20_000)}</skipDays><ttl>${many('9', 10_000)}</ttl>`),
  'UTF-16 without a mark': () => utf16(channel(many('<item><title>x</title></item>', 20_000)), 'le'),
  'UTF-16 of the other order, cut in a letter': () => utf16(channel(many('<item><title>x</title></item>', 20_000)), 'be').subarray(0, 300_001),
  'UTF-32': () => utf32le(channel(many('<item><title>x</title></item>', 10_000))),
  'UTF-16 in UTF-8’s name': () => Buffer.concat([Buffer.from('<?xml version="1.0" encoding="utf-8"?>'), utf16(channel(many('<item/>', 50_000)), 'le')]),
  'three byte order marks of three kinds': () => Buffer.concat([Buffer.from([0xff, 0xfe, 0xfe, 0xff, 0xef, 0xbb, 0xbf]), Buffer.from(channel(many('<item/>', 9_000)))]),
  'a charset that is none': () => `<?xml version="1.0" encoding="${many('a', 200_000)}"?>${channel('')}`,
  'a charset named constructor': () => `<?xml version="1.0" encoding="constructor"?>${channel('<item><title>\u00e9</title></item>')}`,
  'a charset named base64': () => Buffer.concat([Buffer.from('<?xml version="1.0" encoding="base64"?>'), Buffer.alloc(1_000_000, 0xe9)]),
  'broken UTF-8 by the million': () => Buffer.concat([Buffer.from('<rss><channel><item><title>'), Buffer.alloc(2_000_000, 0xc3)]),
  'high bytes by the million': () => Buffer.concat([Buffer.from('<rss><channel><item><title>'), Buffer.alloc(5_000_000, 0xe1)]),
  'all bytes in turn': () => Buffer.from(Array.from({ length: 2_000_000 }, (_, index) => index % 256)),
  'a body of 10 MB of zeros': () => Buffer.alloc(10_000_000),
  'a body of 10 MB of brackets': () => Buffer.alloc(10_000_000, 0x3c),
  'a body of 10 MB of items': () => channel(many('<item><title>q</title></item>', 340_000)),
  'a body of 10 MB of text': () => item(`<description>${many('a&b ', 2_400_000)}</description>`),
}); // prettier-ignore
