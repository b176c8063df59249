import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extract } from '../../shared/extract/extract.ts';

interface Styled {
  readonly kind: string;
  readonly html: string;
  readonly isSeen: boolean;
}

const file = new URL('../fixtures/disguises/styles.jsonl', import.meta.url);
const rows = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Styled);
const unseen = rows.filter(({ isSeen }) => !isSeen);

const paragraph = (quay: number) =>
  `<p>The harbour office said on Friday that quay number ${quay} would stay closed until its cranes had been checked, and that ships would wait outside the bay.</p>`;
const article = (inside: string) =>
  `<article><h1>Three quays closed</h1>${paragraph(1)}${paragraph(2)}${inside}${paragraph(3)}</article>`;
const page = (body: string) =>
  `<!DOCTYPE html><html lang="en"><head><title>Three quays closed</title></head>${body}</html>`;

function textOf(html: string): string {
  const outcome = extract(Buffer.from(html), { url: 'https://outlet.example/quays' });
  return outcome.kind === 'article' ? outcome.page.text : outcome.reason;
}

describe('extract: text that no reader sees', () => {
  it('is tried in twice the ways that were first found, and what is seen beside it', () => {
    expect(unseen.length).toBeGreaterThanOrEqual(2 * 13);
    expect(rows.length - unseen.length).toBeGreaterThanOrEqual(13);
  });

  it.each(unseen.map(({ kind, html }) => [kind, html]))('does not count: %s', (_, html) => {
    const text = textOf(page(`<body>${article(html)}</body>`));
    expect(text).not.toContain('kestrel');
    expect(text).toContain('number 3');
  });

  it.each(rows.filter(({ isSeen }) => isSeen).map(({ kind, html }) => [kind, html]))(
    'counts: %s',
    (_, html) => {
      expect(textOf(page(`<body>${article(html)}</body>`))).toContain('kestrel smugglers');
    },
  );

  it('does not count in the colour of the whole page, as its body gives it', () => {
    const hidden = article('<p style="color:#fff">The kestrel smugglers of Orvania wait tonight.</p>');
    expect(textOf(page(`<body bgcolor="#ffffff">${hidden}</body>`))).not.toContain('kestrel');
    expect(textOf(page(`<body style="background:#222">${hidden}</body>`))).toContain('kestrel');
  });

  it('counts where it is the whole article, which a script then shows', () => {
    const text = textOf(page(`<body><div style="opacity:0">${article('')}</div></body>`));
    for (const quay of [1, 2, 3]) expect(text).toContain(`number ${quay}`);
  });

  it('takes no longer for styles that repeat what they can', () => {
    const styles = ['font:', 'color:rgb(', 'transform:scale(', 'clip:rect('].map(
      (begin) => `${begin}${'0 '.repeat(900)}`,
    );
    const html = page(
      `<body>${article(
        styles
          .map((style) => `<b style="${style}">x</b>`)
          .join('')
          .repeat(200),
      )}</body>`,
    );
    const before = process.cpuUsage();
    expect(textOf(html)).toContain('number 3');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});
