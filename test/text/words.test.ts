import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordCharsMax, wordSpans } from '../../shared/text/words.ts';
import { cpuMsOf } from '../cpu-ms.ts';

/** What a word is, as one pattern: plain to read, and slow. */
const pattern =
  /\p{Nd}+(?:[.,٫٬،\u00A0\u202F]\p{Nd}+|(?<=(?<!\p{Nd})\p{Nd}{1,3})\x20\p{Nd}{3}(?!\p{Nd}))*(?![\p{L}\p{Nd}])|\p{Nd}+(?=\p{Script=Arabic})|(?!\p{Nd})\p{Script=Arabic}[\p{M}\u0640]*(?:\u200C?(?!\p{Nd})[\p{Script=Arabic}\p{M}\u0640])*|(?!\p{Script=Arabic})[\p{L}\p{Nd}]\p{M}*(?:['’\u05F3\u05F4]?(?!\p{Script=Arabic})[\p{L}\p{Nd}\p{M}])*/gu;

function spansByPattern(text: string) {
  return Array.from(text.matchAll(pattern), ({ 0: surface, index: start }) => ({
    start,
    end: start + surface.length,
    kind: /^\p{Nd}/u.test(surface) && !/\p{L}/u.test(surface) ? 'number' : 'word',
  })).filter(({ start, end }) => end - start <= wordCharsMax);
}

/** Characters at which words begin, go on or end, and any others but those of scripts that part no words. */
const character = fc.oneof(
  fc.constantFrom(...Array.from('والعراق١٢٣ۀ۶ی۔؟،٪ًٰۖـabcÉ́129.,٫ \u00A0\u202F\u200C\u200D\u00AD\'’׳״אבж०𝟗𝐀\uD800\uDC00-')),
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 1 })
    .filter((one) => !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u.test(one)),
); // prettier-ignore

describe('wordSpans', () => {
  it('finds what the pattern finds', () => {
    fc.assert(
      fc.property(fc.array(character, { maxLength: 30 }), (characters) => {
        const text = characters.join('');
        expect(wordSpans(text), JSON.stringify(text)).toEqual(spansByPattern(text));
      }),
      { numRuns: 5_000, seed: 3 },
    );
  });

  it.each(['a', 'ا', '1'])('leaves out runs of %s that are no words', (letter) => {
    expect(wordSpans(`${letter.repeat(wordCharsMax)} ${letter.repeat(wordCharsMax + 1)}`)).toHaveLength(1);
  });

  it('parts the words of scripts that do not', () => {
    expect(wordSpans('部长说').length).toBeGreaterThan(1);
  });

  it('parts each of them as if it were alone, in the order of the text', () => {
    const letters = Array.from("中国人民新聞ニュースไทยภาษาข่าวລາວខ្មែរabcé12 \n.،'\u0301\u200D٣و");
    const words = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 12 });
    const line = words.map((all) => all.join(''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 120 }), (lines) => {
        let at = 0;
        const alone = lines.flatMap((one) => {
          const spans = wordSpans(one).map((span) => ({
            ...span,
            start: at + span.start,
            end: at + span.end,
          }));
          at += one.length + 2;
          return spans;
        });
        expect(wordSpans(lines.join('\n\n'))).toEqual(alone);
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it.each(['中 ', 'ไ ', 'ລ ', 'ខ ', 'カ ', '中a ', 'ไทย1 ', '中国'])(
    'parts 200,000 characters of %j within half a second of the processor',
    (word) => {
      const text = word.repeat(200_000 / word.length);
      expect(cpuMsOf(() => wordSpans(text))).toBeLessThan(500);
    },
  );
});
