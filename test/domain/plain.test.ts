import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, shown, shownJson } from '../../shared/domain/plain.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.string({
    unit: fc.constantFrom(
      ...Array.from('a خ\t\n\r\0\u0007\u001B\u007F\u0085\u009B\u2028\u2029\u061C\u200E\u200F\u202A\u202E\u2066\u2067\u2068\u2069\uFFF9"\\'),
    ),
    maxLength: 60,
  }),
); // prettier-ignore
const commands = /[^\P{Cc}\t\n]|[\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066\u2067\uFFF9-\uFFFB]/u;

describe('shown', () => {
  it('leaves no control character, no override and no open isolate in a line', () => {
    fc.assert(
      fc.property(text, (given) => {
        const out = shown(given);
        expect(out).not.toMatch(commands);
        expect(shown(out)).toBe(out);
        for (const line of out.split('\n')) {
          let rest = line;
          for (let before = ''; before !== rest;) {
            before = rest;
            rest = rest.replace(/\u2068[^\u2068\u2069]*\u2069/gu, '');
          }
          expect(rest).not.toMatch(/[\u2068\u2069]/u);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps lines, tabs, emoji, joiners and the isolates around strangers’ texts', () => {
    const lines = '● \u2068نقل\u2069 · new\n\tمی\u200Cخواهم 👩\u200D💻';
    expect(shown(lines)).toBe(lines);
  });
});

describe('plain', () => {
  it('gives one line without any of them', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(plain(given)).not.toMatch(/[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });
});

describe('shownJson', () => {
  it('shows none of them, and is read again as the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(text, text), (value) => {
        const json = shownJson(value);
        expect(json).not.toMatch(/[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 2_000 },
    );
  });
});
