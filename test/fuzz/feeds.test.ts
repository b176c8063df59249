import fc from 'fast-check';
import RssParser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../shared/domain/dates.ts';
import type { FeedDocument } from '../../shared/domain/feed.ts';
import { canonicalXml } from '../../shared/feeds/canonical-xml.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';
import { skeletonOf } from '../../shared/feeds/skeleton.ts';
import { decode } from '../../shared/text/decode.ts';

const numRuns = 10_000;
const url = 'https://news.example/feeds/latest.xml';
const nowMs = Date.parse('2026-02-14T00:00:00Z');
const outcomeOf = (source: string) => parseFeed(Buffer.from(source), { url, nowMs });

async function documentOf(source: string): Promise<FeedDocument> {
  const outcome = await outcomeOf(source);
  if (outcome.kind !== 'feed') throw new Error(outcome.detail);
  return outcome.document;
}

const piece = fc.constantFrom(
  '<rss version="2.0">', '<channel>', '</channel>', '<item>', '</item>', '<item/>', '<title>', '</title>', '<link>', '</link>',
  '<link href="x">', '<![CDATA[', ']]>', '<!--', '-->', '&', '&amp;', '&#0;', '&#x110000;', '&nbsp;', '<!DOCTYPE a [', ']>',
  '<feed xmlns="http://www.w3.org/2005/Atom">', '<entry>', '<content type="xhtml">', '<div>', '</div>', 'نص', '<', '>', '"', '\u0000',
  '<?xml version="1.0"?>', '<guid>', '</guid>', '<description>', 'xml:base="::"', '<author><name>', '<pubDate>', '{"items":[', '<urlset>',
  '<url><loc>', ' xmlns:q="http://purl.org/dc/elements/1.1/"', '<q:date>', '<skipHours><hour>', '\uD800', ' a="b"', '\uFEFF',
); // prettier-ignore
const parts = fc.array(
  fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 6 })),
  { maxLength: 24 },
);
const start = fc.constantFrom(
  '',
  '<rss version="2.0"><channel><item>',
  '<feed xmlns="http://www.w3.org/2005/Atom"><entry>',
);
const soup = fc.tuple(start, parts).map(([first, rest]) => first + rest.join('')); // prettier-ignore

describe('decode', () => {
  it('gives back what was written in UTF-8, whatever the label says', () => {
    const texts = fc.string({ unit: 'grapheme' }).filter((text) => !/\0|^\uFEFF/u.test(text));
    const labels = fc.constantFrom(undefined, 'utf-8', 'utf-16', 'iso-8859-1', 'windows-1256', 'x');
    fc.assert(
      fc.property(texts, labels, fc.boolean(), (text, label, hasMark) => {
        expect(decode(Buffer.from(`${hasMark ? '\uFEFF' : ''}${text}`), [label]).text).toBe(text);
      }),
      { numRuns },
    );
  });

  it('makes a text of any bytes under any label', () => {
    const label = fc.oneof(
      fc.string(),
      fc.constantFrom('windows-1256', 'iso-8859-6', 'gb18030', 'utf-7', 'hex'),
    );
    fc.assert(
      fc.property(fc.uint8Array(), fc.option(label, { nil: undefined }), (bytes, given) => {
        const { text, encoding } = decode(bytes, [given], 'ar');
        expect(text.length).toBeLessThanOrEqual(bytes.length);
        expect(encoding).not.toBe('');
      }),
      { numRuns },
    );
  });
});

describe('repair', () => {
  it('makes XML that a strict parser reads, with every entry, of anything', async () => {
    const strict = new RssParser();
    await fc.assert(
      fc.asyncProperty(soup, async (source) => {
        const skeleton = skeletonOf(source, url);
        const { items } = await strict.parseString(canonicalXml(skeleton, url));
        expect(items.length).toBe(skeleton.entries.length);
      }),
      { numRuns },
    );
  });
});

/** What a field that is no HTML can hold, and a way to write it down. */
const legal = fc
  .string({ unit: 'binary', maxLength: 20 })
  .map((text) =>
    text
      // eslint-disable-next-line no-control-regex -- what XML cannot carry, or means another letter by its number
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u0080-\u009F\uFFFE\uFFFF]/gu, '')
      .toWellFormed()
      .trim(),
  )
  .filter((text) => text !== '');
const writers = [
  (text: string) => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;'),
  (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`,
  (text: string) =>
    Array.from(text, (letter) => `&#x${(letter.codePointAt(0) ?? 32).toString(16)};`).join(''),
];
const dialects = [
  (id: string) =>
    `<rss version="2.0"><channel><item><guid isPermaLink="false">${id}</guid></item></channel></rss>`,
  (id: string) => `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>${id}</a:id></a:entry></a:feed>`,
  (id: string) =>
    `<RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:r="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/"><r:item><d:identifier>${id}</d:identifier></r:item></RDF>`,
]; // prettier-ignore

describe('parse', () => {
  it('ends with a feed or a reason, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(soup, async (source) => {
        const outcome = await outcomeOf(source);
        if (outcome.kind === 'not-a-feed') expect(outcome.detail).not.toBe('');
        const { entries, pace } =
          outcome.kind === 'feed' ? outcome.document : { entries: [], pace: undefined };
        for (const { publishedAtMs = 0, title, content, summary } of entries) {
          expect(publishedAtMs).toBeLessThanOrEqual(nowMs + 86_400_000);
          expect(`${title} ${content} ${summary}`).not.toMatch(/<(?:script|iframe)/iu);
        }
        expect(pace?.skipHours?.length ?? 1).toBeGreaterThan(0);
      }),
      { numRuns },
    );
  });

  it('gives an id back as it was, in any dialect and any way to write it', async () => {
    await fc.assert(
      fc.asyncProperty(legal, fc.constantFrom(...writers), fc.constantFrom(...dialects), async (id, write, dialect) => {
        const { entries } = await documentOf(dialect(write(id)));
        expect(entries.map(({ guid }) => guid)).toEqual([id]);
      }),
      { numRuns },
    );
  }); // prettier-ignore

  const whole = Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>صحيفة</title>${['أ', 'ب', 'ج', 'د']
      .map((id) => `<item><guid>${id}</guid><title>خبر &amp; ${id}</title><description><![CDATA[<p>نص</p>]]></description><link>/${id}</link></item>`)
      .join('\n')}</channel></rss>`,
  ); // prettier-ignore

  it('keeps of a document that is cut anywhere the entries before the cut, and no broken one', async () => {
    const entries = (await documentOf(whole.toString())).entries;
    for (let end = whole.indexOf('<channel>') + 9; end < whole.length; end += 1) {
      const outcome = await parseFeed(whole.subarray(0, end), { url, nowMs });
      const cut = outcome.kind === 'feed' ? outcome.document.entries : [];
      expect(cut.map(({ guid }) => guid)).toEqual(entries.slice(0, cut.length).map(({ guid }) => guid));
      // The last one may lack what came after the cut; what it has is whole.
      for (const [index, entry] of cut.entries()) expect(entries[index]).toMatchObject(definedOf(entry));
      const wholeCount = whole.subarray(0, end).toString().split('</item>').length - 1;
      expect(cut.length).toBeGreaterThanOrEqual(wholeCount);
    }
  });
});

const definedOf = (entry: object) =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));

describe('dates', () => {
  const millis = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1_000);
  const zone = fc.integer({ min: -14 * 60, max: 14 * 60 });
  const two = (count: number) => String(count).padStart(2, '0');
  const offset = (minutes: number, colon: string) =>
    `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}${colon}${two(Math.abs(minutes) % 60)}`;

  it('finds again what programs print, in any zone', () => {
    fc.assert(
      fc.property(millis, zone, (timeMs, minutes) => {
        const there = new Date(timeMs + minutes * 60_000);
        if (there.getTime() < 0) return;
        const [iso, rfc] = [there.toISOString().slice(0, 19), there.toUTCString().replace(' GMT', '')];
        for (const written of [`${iso}${offset(minutes, ':')}`, `${iso.replace('T', ' ')} ${offset(minutes, '')}`, `${rfc} ${offset(minutes, '')}`, `${rfc.slice(5)} GMT${offset(minutes, ':')}`])
          expect(parseDate(written), written).toBe(timeMs);
      }),
      { numRuns },
    );
  }); // prettier-ignore

  it('finds a time of this world or none in anything', () => {
    const part = fc.constantFrom('13', '2026', '02', 'Feb', 'شباط', 'كانون الثاني', '/', '-', ':', ' ', 'T', 'Z', '+03', 'م', '٢٠٢٦', 'GMT', ',', '.', '年'); // prettier-ignore
    const sources = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 14 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(sources, (source) => {
        const atMs = parseDate(source) ?? 0;
        expect(atMs).toBeGreaterThanOrEqual(Date.UTC(1969, 11, 31));
        expect(atMs).toBeLessThan(Date.UTC(2101, 0, 2));
      }),
      { numRuns },
    );
  });
});
