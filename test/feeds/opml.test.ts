import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Outline } from '../../shared/domain/feed.ts';
import { readOpml, writeOpml } from '../../shared/feeds/opml.ts';
import { plain } from '../../shared/domain/plain.ts';
import { webAddress } from '../../shared/domain/web-address.ts';
import { cpuMsOf } from '../cpu-ms.ts';

function outlinesIn(source: string | Uint8Array): readonly Outline[] {
  const outcome = readOpml(typeof source === 'string' ? Buffer.from(source) : source);
  if (outcome.kind !== 'opml') throw new Error(outcome.detail);
  return outcome.outlines;
}

const opml = (body: string) => `<?xml version="1.0"?><opml version="1.0"><body>${body}</body></opml>`;

describe('readOpml', () => {
  it('nested folders, feeds beside them, and what programs add', () => {
    const source = opml(`<outline text="أخبار"><outline text="العراق" title="العراق">
      <outline type="rss" text="ق" title="صحيفة النهر" xmlUrl="https://a.example/rss?x=1&amp;y=2" htmlUrl="https://a.example/"/></outline>
      <outline text="وكالة" xmlUrl="https://b.example/feed"/></outline>
      <outline text="بلا مجلد" xmlUrl="feed://c.example/rss" category="/اقتصاد/نفط,/x" isComment="true"/>
      <outline text="ملاحظة"/>`);
    expect(outlinesIn(source)).toEqual([
      { url: 'https://a.example/rss?x=1&y=2', title: 'صحيفة النهر', siteUrl: 'https://a.example/', category: 'أخبار/العراق' },
      { url: 'https://b.example/feed', title: 'وكالة', category: 'أخبار' },
      { url: 'http://c.example/rss', title: 'بلا مجلد', category: 'اقتصاد/نفط' },
    ]);
  }); // prettier-ignore

  it.each([
    ['names in any case', opml('<OUTLINE TEXT="x" XMLURL="https://a.example/r"/>')],
    ['no declaration, no body', '<opml><outline text="x" xmlUrl="https://a.example/r"/>'],
    ['bare ampersands and HTML entities', opml('<outline text="x" title="x&nbsp;" xmlUrl="https://a.example/r"/> & ')],
    ['text before the root', `junk ${opml('<outline text="x" xmlUrl="https://a.example/r"/>')}`],
    ['cut off', opml('<outline text="f/"><outline text="x" xmlUrl="https://a.example/r"/><outline te').slice(0, -22)],
    ['a feed twice', opml('<outline text="x" xmlUrl="https://a.example/r"/><outline text="y" xmlUrl="https://a.example/r#z"/>')],
    ['spaces around the address', opml('<outline text="x" xmlUrl=" https://a.example/r\n"/>')],
    ['a document type', `<!DOCTYPE opml [<!ENTITY a "b">]>${opml('<outline text="x" xmlUrl="https://a.example/r"/>')}`],
  ])('reads on: %s', (_, source) => {
    expect(outlinesIn(source)).toMatchObject([{ url: 'https://a.example/r', title: 'x' }]);
  }); // prettier-ignore

  it('is no folder for the others, a feed that was left open', () => {
    const open = opml('<outline text="x" xmlUrl="https://a.example/1"><outline text="y" xmlUrl="https://a.example/2">');
    expect(outlinesIn(open).map(({ category }) => category)).toEqual([undefined, undefined]);
  }); // prettier-ignore

  it.each(['windows-1256', 'utf-16le', 'utf-8'])('in %s', (encoding) => {
    const source = opml('<outline text="أخبار العراق اليوم" xmlUrl="https://a.example/r"/>').replace('1.0"?', `1.0" encoding="${encoding}"?`); // prettier-ignore
    expect(outlinesIn(iconv.encode(source, encoding))[0]?.title).toBe('أخبار العراق اليوم');
  });

  it('counts what it leaves out, and names by its host what has no name', () => {
    const source = opml('<outline xmlUrl="https://a.example/r"/><outline text="x" xmlUrl="no address"/>');
    expect(readOpml(Buffer.from(source))).toEqual({
      kind: 'opml',
      outlines: [{ url: 'https://a.example/r', title: 'a.example' }],
      leftOutCount: 1,
    });
    const many = opml('<outline xmlUrl="https://a.example/N"/>'.repeat(10_003)).replace(/N/gu, (() => { let at = 0; return () => String((at += 1)); })()); // prettier-ignore
    expect(readOpml(Buffer.from(many))).toMatchObject({ leftOutCount: 3 });
    const deep = readOpml(Buffer.from('<opml>' + '<outline text="x">'.repeat(2_000)));
    expect(deep).toMatchObject({ leftOutCount: 1 });
  });

  it('keeps eight folders around a feed, and 200 characters of each name', () => {
    const [name, cut] = ['ف'.repeat(1_000), 'ف'.repeat(200)];
    const source = opml(`${`<outline text="${name}">`.repeat(90)}<outline xmlUrl="https://a.example/r"/>`);
    expect(outlinesIn(source)[0]?.category).toBe(Array(8).fill(cut).join('/'));
  });

  it('takes time in proportion to its feeds, whatever the folders around them', () => {
    const feeds = Array.from(
      { length: 60_000 },
      (_, at) => `<outline xmlUrl="https://a.example/${at}"/>`,
    ).join('');
    const folders = `<outline text="${'f'.repeat(1_000)}">`.repeat(90);
    const [flat, deep] = [Buffer.from(opml(feeds)), Buffer.from(opml(`${folders}${feeds}`))];
    const flatMs = cpuMsOf(() => readOpml(flat));
    expect(cpuMsOf(() => readOpml(deep))).toBeLessThan(2 * flatMs + 300);
  });

  it('ends soon on what was made to be slow', () => {
    const pages = ['<outline text="x">', '<outline text="x" xmlUrl="http://a/">', '<outline ', '</outline>', '<b></i>', '<!--', '<outline text="'].map((part) => part.repeat(1_000_000 / part.length)); // prettier-ignore
    const startMs = performance.now();
    for (const page of [...pages, '<b>'.repeat(150_000) + '</i>'.repeat(150_000)])
      expect(['opml', 'not-opml']).toContain(readOpml(Buffer.from(page)).kind);
    expect(performance.now() - startMs).toBeLessThan(8_000);
  });

  it.each(['', '<html><body>x</body></html>', '<rss><channel><title>x</title></channel></rss>', '{}', '\0'])(
    'is no list: %j',
    (source) => {
      expect(readOpml(Buffer.from(source)).kind).toBe('not-opml');
    },
  );
});

describe('writeOpml', () => {
  it('puts each category into a folder', () => {
    const lines = writeOpml(
      [
        { url: 'https://a.example/r', title: 'أ "ب" & <ج>', category: 'x/y' },
        { url: 'https://b.example/r', title: 'b', siteUrl: webAddress('https://b.example/')!, category: 'x' },
        { url: 'https://c.example/r', title: 'c' },
      ],
      'feeds & more',
    ).split('\n');
    expect(lines.map((line) => line.trim()).slice(2, -3)).toEqual([
      '<head><title>feeds &amp; more</title></head>',
      '<body>',
      '<outline type="rss" text="c" title="c" xmlUrl="https://c.example/r"/>',
      '<outline text="x" title="x">',
      '<outline type="rss" text="b" title="b" xmlUrl="https://b.example/r" htmlUrl="https://b.example/"/>',
      '<outline text="y" title="y">',
      '<outline type="rss" text="أ &quot;ب&quot; &amp; &lt;ج&gt;" title="أ &quot;ب&quot; &amp; &lt;ج&gt;" xmlUrl="https://a.example/r"/>',
      '</outline>',
      '</outline>',
    ]);
  });

  const line = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 30 })
    // eslint-disable-next-line no-control-regex -- what XML cannot carry is not expected back
    .map((text) => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '').toWellFormed())
    .map((text) => plain(text).replace(/\s+/gu, ' ').trim())
    .filter((text) => text !== '');
  const folder = line.filter((name) => !name.includes('/'));
  const address = fc.webUrl({ withQueryParameters: true }).map((one) => webAddress(new URL(one).href)!);
  const outline = fc.record(
    {
      url: address,
      title: line,
      siteUrl: address,
      category: fc.array(folder, { minLength: 1, maxLength: 8 }).map((names) => names.join('/')),
    },
    { requiredKeys: ['url', 'title'] },
  );
  const byUrl = (a: Outline, b: Outline) => (a.url < b.url ? -1 : 1);

  it('is read again as it was, folders aside in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(outline, { selector: ({ url }) => url, maxLength: 12 }), line, (outlines, title) => {
        expect([...outlinesIn(writeOpml(outlines, title))].sort(byUrl)).toEqual([...outlines].sort(byUrl));
      }),
      { numRuns: 2_000 },
    );
  }); // prettier-ignore

  it('is the same when it is read and written once more, whatever was read', () => {
    const part = fc.constantFrom('<outline text="', '<outline xmlUrl="http://a/', '"', '/>', '>', '</outline>', 'x', '&', '&lt;', '<opml>', '/', ' category="', 'نص'); // prettier-ignore
    const source = fc.array(fc.oneof(part, fc.string()), { maxLength: 40 }).map((parts) => `<opml>${parts.join('')}`);
    fc.assert(
      fc.property(source, (text) => {
        const once = writeOpml(outlinesIn(text), 'x');
        expect(writeOpml(outlinesIn(once), 'x')).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  }); // prettier-ignore
});
