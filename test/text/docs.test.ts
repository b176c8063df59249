import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tokenise } from '../../shared/text/analyse.ts';

const page = readFileSync(new URL('../../docs/text.md', import.meta.url), 'utf8');

describe('docs/text.md', () => {
  const arabic = page.slice(page.indexOf('## Arabic'), page.indexOf('## Other languages'));
  const rows = arabic
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, written = '']) => /^[\u0600-\u06ff]/u.test(written))
    .map(([, written = '', term = '']) => [written, term] as const);

  it('has examples that a linguist can check', () => expect(rows.length).toBeGreaterThan(25));

  it.each(rows)('is right about %s', (written, term) => {
    expect(tokenise(written, 'ar').map((token) => token.term)).toEqual([term]);
  });
});
