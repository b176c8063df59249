import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/text/analyse.ts';
import { cpuMsOf } from '../cpu-ms.ts';

const termsOf = (text: string, lang?: string) => analyse(text, lang).tokens.map(({ term }) => term);
const scripts = fc.string({ unit: fc.constantFrom(...'وال بغداد ٦٠٠٠ مُعتقل، ـ سوریه États-Unis l’Irak 6,000 DEAŞ 東京 \u200f\u200c\n.؟«»'.split('')) }); // prettier-ignore

describe('analyse', () => {
  it('points at the characters of the original text, in order, without overlap', () => {
    fc.assert(
      fc.property(fc.oneof(scripts, fc.string({ unit: 'grapheme' })), (text) => {
        let end = 0;
        for (const token of analyse(text).tokens) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(text.length);
          end = token.end;
        }
      }),
    );
  });

  it.each(['!', '.', '؟', '…', '!?', '!"', '."”', '...x', '\n', ' ', '\u0640', '1', '1,', "a'", '\u0301', '(', 'A.', '»'])(
    'takes time in proportion to the length: %j by the 100,000',
    (mark) => {
      for (const end of ['', 'x', 'ا'])
        expect(cpuMsOf(() => analyse(`خبر ${mark.repeat(100_000)}${end}`, 'ar'))).toBeLessThan(1_000);
    },
  ); // prettier-ignore

  it('ends a sentence at the last of many marks, and not within a word', () => {
    const said = (text: string) => analyse(text, 'en').sentences.map(({ start, end }) => text.slice(start, end));
    expect(said('Really?! "Yes..." he said. At 3.5 or x!y it goes on')).toEqual(['Really?!', '"Yes..."', 'he said.', 'At 3.5 or x!y it goes on']);
  }); // prettier-ignore

  it('gives every token a sentence, once', () => {
    fc.assert(
      fc.property(scripts, (text) => {
        const { tokens, sentences } = analyse(text);
        expect(sentences.flatMap(({ firstToken, endToken }) => tokens.slice(firstToken, endToken))).toEqual(tokens); // prettier-ignore
      }),
    );
  });

  it('reads a word the same wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('وللمعتقلين', 'بالعراق', 'détenus', 'prisoners'),
        scripts,
        (word, before) => {
          expect(termsOf(`${before} ${word}`, 'ar').at(-1)).toBe(termsOf(word, 'ar').at(-1));
        },
      ),
    );
  });

  it.each([
    ['٦٬٠٠٠', 'ar', '6000'],
    ['۶۰۰۰', 'fa', '6000'],
    ['6,000', 'en', '6000'],
    ['6 000', 'fr', '6000'],
    ['6\u202f000', 'fr', '6000'],
    ['1 234 567', 'fr', '1234567'],
    ['6.000', 'tr', '6000'],
    ['٣٫٥', 'ar', '3.5'],
  ])('reads the number %s (%s)', (text, lang, expected) => {
    expect(termsOf(text, lang)).toEqual([expected]);
  });

  it.each([
    ['أعلنت وزارة الدفاع أن القوات نقلت المعتقلين', 'ar'],
    ['The ministry said the detainees had been moved', 'en'],
    ['Le ministère a annoncé le transfert des détenus', 'fr'],
    ['Bakanlık tutukluların nakledildiğini açıkladı', 'tr'],
    ['وزارت دفاع اعلام کرد که زندانیان منتقل شدند', 'fa'],
  ])('tells the language of: %s', (text, lang) => {
    expect(analyse(text).lang).toBe(lang);
  });

  it('believes the label of a short text and the words of a long one', () => {
    expect(analyse('Paris', 'fr').lang).toBe('fr');
    const long = 'The ministry said on Thursday that the detainees had been moved to a prison near the capital. '.repeat(4); // prettier-ignore
    expect(analyse(long, 'ar').lang).toBe('en');
  });
});
