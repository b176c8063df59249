/** Feeds of about 1 MB: each of the hostile ones is made to be slow or large for some parser. */

const many = (text: string, count: number) => text.repeat(count);
const list = (count: number, one: (index: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, index) => one(index)).join(between);
const channel = (inside: string) =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title>${inside}</channel></rss>`;
const item = (inside: string) => channel(`<item><title>x</title><link>http://a/b</link>${inside}</item>`);
const description = (text: string) => item(`<description>${text}</description>`);
const cdata = (html: string) => description(`<![CDATA[${html}]]>`);
const laughs = list(10, (index) => `<!ENTITY l${index + 1} "${many(`&l${index};`, 10)}">`, '');

export const hostileFeeds: Readonly<Record<string, () => string>> = {
  '300 kB of < in a description': () => cdata(many('<', 300_000)),
  'a million < in CDATA': () => cdata(many('<', 1_000_000)),
  'a million bare <': () => description(many('<', 1_000_000)),
  'a million >': () => description(many('>', 1_000_000)),
  'unfinished tags': () => description(many('<a ', 330_000)),
  'elements nested 330,000 deep': () => many('<a>', 330_000),
  'titles nested 140,000 deep': () => item(many('<title>', 140_000)),
  'HTML nested 300,000 deep': () => cdata(many('<b>', 300_000)),
  'HTML nested 900 deep, again and again': () => cdata(many(many('<b>', 900) + many('</b>', 900), 150)),
  'paragraphs never closed': () => cdata(many('<p><li>', 140_000)),
  'short elements': () => cdata(many('<br><i>x</i>', 80_000)),
  '200,000 attributes': () =>
    `<rss ${list(200_000, (index) => `a${index.toString(36)}=""`)}><channel></channel></rss>`,
  '100,000 attributes of HTML': () => cdata(`<p ${list(100_000, (index) => `a${index.toString(36)}=""`)}>`),
  'one attribute 100,000 times': () => cdata(`<p ${many('title="" ', 100_000)}>`),
  'a million ampersands': () => description(many('&', 1_000_000)),
  'entities': () => description(many('&amp;', 200_000)),
  'numeric references': () => description(many('&#1575;', 140_000)),
  'CDATA in CDATA': () => description(many('<![CDATA[', 110_000)),
  'one CDATA after another': () => description(many('<![CDATA[x]]>', 77_000)),
  'ends of CDATA': () => description(many(']]&gt;', 165_000)),
  'declarations in HTML': () => cdata(many('<!', 500_000)),
  'comments that never end': () => description(many('<!--', 250_000)),
  'comments of HTML that never end': () => cdata(many('<!--', 250_000)),
  'comments one after another': () => description(many('<!---->x', 120_000)),
  'instructions that never end': () => many('<?', 500_000),
  'document types': () => many('<!DOCTYPE [', 90_000),
  'a billion laughs': () => `<!DOCTYPE a [<!ENTITY l0 "lol">${laughs}]>${item('<category>&l10;</category>')}`,
  'quadratic entities': () =>
    `<!DOCTYPE a [<!ENTITY a "${many('a', 500_000)}">]>${item(`<category>${many('&a;', 150_000)}</category>`)}`,
  '100,000 empty items': () => channel(many('<item/>', 100_000)),
  '30,000 short items': () => channel(many('<item><title>q</title></item>', 30_000)),
  '2,000 items of 30 fields': () =>
    channel(many(`<item>${many('<title>q</title>', 30)}</item>`, 2_000)),
  '66,000 fields in one item': () => item(many('<title>q</title>', 62_000)),
  'a base for every field': () =>
    channel(many('<item xml:base="/x"><title xml:base="y">a</title></item>', 17_000)),
  'a namespace for every item': () => channel(many('<item xmlns:q="1"><q:x>a</q:x></item>', 25_000)),
  '20,000 namespaces': () =>
    `<rss ${list(20_000, (index) => `xmlns:a${index}="u"`)}><channel>${many('<x xmlns:q="1">', 90)}</channel></rss>`,
  'closing tags only': () => `<rss>${many('</b>', 250_000)}`,
  'closing tags in HTML': () => cdata(many('</b>', 250_000)),
  'scripts in HTML': () => cdata(many('<script>', 125_000)),
  'one endless style': () => cdata(`<p style="${many('color:red;', 100_000)}">`),
  'styles': () => cdata(many('<p style="color:red;margin:0 auto">x', 27_000)),
  'styles that match late': () => cdata(many(`<p style="color:${many('a ', 400)}!">`, 1_200)),
  'styles of spaces': () => cdata(many(`<p style="color: red${many(' ', 900)}§">`, 1_000)),
  'styles of a family of spaces': () => cdata(many(`<p style="border-x: red${many(' ', 900)}§">`, 1_000)),
  'styles of commas and spaces': () => cdata(many(`<p style="font: a${many(', ', 450)}(">`, 1_000)),
  'styles of points and signs': () => cdata(many(`<p style="margin: ${many('-.1 . ', 160)}">`, 950)),
  'styles of colours in brackets': () => cdata(many(`<p style="color: ${many('rgb(0 ', 160)}">`, 950)),
  'links': () => cdata(many('<a href="/x">y</a>', 55_000)),
  'open quotes': () => cdata(many('<a href="', 110_000)),
  'one text of 1 MB': () => description(many('نص ', 200_000)),
  'white space': () => many(' ', 1_000_000),
  'white space in a field': () => description(many(' ', 1_000_000)),
  'zero bytes': () => many('\0', 1_000_000),
  'a date of 1 MB': () => item(`<pubDate>${many('9 ', 500_000)}</pubDate>`),
  'brackets of JSON': () => `{"items":[${many('[', 1_000_000)}`,
  '90,000 items of JSON': () =>
    `{"version":"https://jsonfeed.org/version/1.1","items":[${list(90_000, () => '{"id":1}', ',')}]}`,
  'a million authors of JSON that are none': () =>
    `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","authors":[${many('0,', 900_000)}0]}]}`,
  'a title of JSON of 1 MB': () =>
    `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"${many('&', 1_000_000)}"}]}`,
}; // prettier-ignore

const sentence =
  'أعلنت السلطات في بغداد وصول الدفعة الأولى من المعتقلين وقال المتحدث إن العدد يبلغ ستة آلاف تقريبا. ';
const paragraph = `<p dir="rtl" class="text">${sentence}<a href="/x?a=1&amp;b=2">رابط</a> <b>و</b> <img src="/i.jpg" alt="صورة"/></p>\n`;
const news = (count: number, body: string) =>
  channel(
    list(
      count,
      (index) =>
        `<item><title>خبر ${index} &amp; غيره</title><link>https://news.example/${index}</link>` +
        `<guid isPermaLink="false">g${index}</guid><dc:creator>ليلى</dc:creator><category>سياسة</category>` +
        `<pubDate>Fri, 13 Feb 2026 14:05:00 +0300</pubDate><description>${sentence}</description>` +
        `<content:encoded><![CDATA[${body}]]></content:encoded></item>`,
      '\n',
    ),
  );

/** What large feeds of ordinary newsrooms are. */
export const largeFeeds: Readonly<Record<string, () => string>> = {
  '1,500 short entries': () => news(1_500, '<p>موجز</p>'),
  '250 entries of ten paragraphs': () => news(250, many(paragraph, 10)),
  '40 entries of eighty paragraphs': () => news(40, many(paragraph, 80)),
};
