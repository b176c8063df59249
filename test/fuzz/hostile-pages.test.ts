import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExtractOutcome } from '../../shared/domain/article.ts';
import { extract } from '../../shared/extract/extract.ts';
import { htmlToText } from '../../shared/extract/html-text.ts';
import { hostilePages } from './hostile-documents.ts';

const url = 'https://example.org/news/story';
const read = (html: string | Uint8Array) =>
  extract(typeof html === 'string' ? Buffer.from(html) : html, { url });

interface Line {
  readonly name: string;
  readonly kind: ExtractOutcome['kind'];
  readonly cpuMs: number;
  readonly peakMb: number;
}

describe('extract on hostile pages, in a process that may have 256 MB', () => {
  /** Of the processor's time: others on the machine are not what is measured. */
  const cpuMsMax = 1_000;
  const peakMbMax = 256;
  const allCpuSecondsMax = 120;
  const heapFlags = ['--max-old-space-size=112', '--max-semi-space-size=8'];
  const lines = new Map<string, Line>();

  beforeAll(() => {
    const program = fileURLToPath(new URL('read-hostile-pages.mjs', import.meta.url));
    // The shell's limit is of the processor's time too: a hang ends, a busy machine ends nothing.
    const limited = ['-c', `ulimit -t ${allCpuSecondsMax} && exec "$@"`, 'sh', process.execPath];
    const ended = spawnSync('sh', [...limited, ...heapFlags, '--import', 'tsx', program], {
      encoding: 'utf8',
    });
    for (const line of ended.stdout.split('\n').filter((one) => one !== '')) {
      const parsed = JSON.parse(line) as Line;
      lines.set(parsed.name, parsed);
    }
    if (ended.status !== 0) throw new Error(`after ${lines.size} pages: ${ended.stderr.slice(-500)}`);
  }, 900_000);

  it.each(Object.keys(hostilePages))('ends within a second: %s', (name) => {
    const line = lines.get(name);
    expect(['article', 'no-article']).toContain(line?.kind);
    expect(line?.cpuMs).toBeLessThan(cpuMsMax);
  });

  it('takes no more memory for all of them', () => {
    expect(Math.max(...[...lines.values()].map(({ peakMb }) => peakMb))).toBeLessThan(peakMbMax);
  });
});

/** Pieces of markup, whole and broken; none that by itself turns the rest of a page into no markup. */
const piece = fc.constantFrom(
  ...'< > </ <! <!-- --> <p> </p> <p <div> </div> <div> <span> </span> <a> </a> <b> </b> <i> <ul> <li> </ul> <table> <tr> <td> </table> <h1> </h1> <h2> </h2> <article> </article> <aside> </aside> <br> <br/> <hr> <img> <time> </time> <blockquote> <figure> <figcaption> </figure>'.split(' '),
  ...['<p class="share">', '<div id="comments" hidden>', '<a href="#x">', '<a href="', '<time datetime="2026-02-13">', '<span itemprop="author">', '<script>var a = "<p>";</script>', '<style>p {}</style>', '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":[{}]}</script>', '<meta property="og:title" content="a &amp; b">', '<title>t</title>', '<svg><title>x</title></svg>'],
  ...['&amp;', '&#0;', '&#x1;', '&#xE000;', '&lt;script&gt;', '&', '\u0000', '\u0007', '\u0085', '\uE000', '\uFEFF', '\n', ' ', '"', "'", '='],
  ...['اقرأ أيضا: ', 'أعلنت القيادة نقل معتقلين إلى العراق. ', 'By Someone', 'Some words of a sentence, and some more of them. ', '13 February 2026', '404', 'x'],
); // prettier-ignore
const markup = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
const body = 'A sentence that is long enough to be taken for one of an article, with a comma in it. '.repeat(
  3,
);
const page = (inside: string) =>
  `<html lang="en"><head><title>A title</title></head><body><article><p>${body}</p>${inside}<p>${body}</p></article></body></html>`;

const control = /[^\P{Cc}\n]/u;

function expectSound(outcome: ExtractOutcome): void {
  if (outcome.kind === 'no-article') return;
  const { text, title, author, date, publishedAtMs, lang, image, canonicalUrl } = outcome.page;
  expect(text).not.toMatch(control);
  for (const line of text.split('\n\n')) {
    expect(line).toBe(line.trim());
    expect(line).not.toMatch(/^$|[\n\uE000\uE001]/u);
  }
  for (const field of [title, author, date]) expect(field ?? '').not.toMatch(/[\p{Cc}\uE000\uE001]/u);
  if (publishedAtMs !== undefined) expect(Number.isInteger(publishedAtMs)).toBe(true);
  if (lang !== undefined) expect(lang).toMatch(/^[a-z]{2,3}$/u);
  for (const link of [image, canonicalUrl]) if (link !== undefined) expect(URL.canParse(link)).toBe(true);
}

describe('extract, whatever the page', () => {
  it('throws nothing and gives sound fields', () => {
    fc.assert(
      fc.property(markup, (source) => expectSound(read(page(source)))),
      { numRuns: 4_000 },
    );
    fc.assert(
      fc.property(markup, (source) => expectSound(read(source))),
      { numRuns: 2_000 },
    );
  }, 60_000);

  it('throws nothing for bytes and for any letters', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 1_000 }), (bytes) => expectSound(read(bytes))), { numRuns: 1_000 }); // prettier-ignore
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (source) => expectSound(read(page(source)))), { numRuns: 1_000 }); // prettier-ignore
  }, 60_000);

  it('does not depend on a comment after it', () => {
    fc.assert(
      fc.property(markup, (source) => {
        expect(read(`${page(source)}<!-- served in 3 ms -->`)).toEqual(read(page(source)));
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);

  it('gives the sentences of an article in their order', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'a b c d e f g h i j k'.split(' ')),
      minLength: 3,
      maxLength: 9,
    });
    const paragraph = fc.array(word, { minLength: 20, maxLength: 40 }).map((words) => `${words.join(' ')}.`);
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 3, maxLength: 6 }), (paragraphs) => {
        const outcome = read(`<html><body><h1>Title</h1><div>${paragraphs.map((one) => `<p>${one}</p>`).join('\n')}</div></body></html>`); // prettier-ignore
        expect(outcome.kind === 'article' && outcome.page.text.split('\n\n')).toEqual(paragraphs);
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  it('gives the text of a piece of HTML without markup or control characters', () => {
    fc.assert(
      fc.property(markup, (source) => {
        expect(htmlToText(source)).not.toMatch(control);
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);
});
