import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containment, minhash, minhashSettings, resemblance } from '../../shared/stories/minhash.ts';
import { placeSettings } from '../../shared/stories/place.ts';

const seeded = { seed: 11, numRuns: 200 };
const word = fc.integer({ min: 0, max: 3_000 }).map((at) => `w${at}`);
const text = fc.array(word, { minLength: 120, maxLength: 400 });

describe('minhash: copies are recognised', () => {
  const isCopy = (left: readonly string[], right: readonly string[]) =>
    containment(minhash(left), minhash(right)) >= placeSettings.copyContainment;

  it('an agency line and a tail cut to 60 %', () => {
    fc.assert(
      fc.property(text, (words) => {
        const cut = ['agency', 'baghdad', ...words.slice(0, Math.ceil(words.length * 0.6))];
        expect(isCopy(words, cut)).toBe(true);
      }),
      seeded,
    );
  });

  it('a quarter of a text, and a text within one of four times its length', () => {
    fc.assert(
      fc.property(text, (words) => {
        const part = words.slice(0, Math.ceil(words.length / 4));
        expect(isCopy(words, part)).toBe(true);
        expect(isCopy(part, words)).toBe(true);
      }),
      seeded,
    );
  });

  it('a tenth of the words changed, in 99 of 100 texts', () => {
    let missedCount = 0;
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 9 }), (words, offset) => {
        const edited = words.map((each, at) => (at % 10 === offset ? `${each}x` : each));
        if (!isCopy(words, edited)) missedCount += 1;
      }),
      seeded,
    );
    expect(missedCount).toBeLessThanOrEqual(2);
  });

  it('never two texts that share words but no wording', () => {
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.nat()), (words, chance) => {
        const shuffled = words
          .map((each) => ({ each, order: chance.next().value as number }))
          .sort((a, b) => a.order - b.order)
          .map(({ each }) => each);
        fc.pre(shuffled.join(' ') !== words.join(' '));
        const different = [...shuffled].reverse();
        expect(isCopy(words, different) && isCopy(words, shuffled)).toBe(false);
      }),
      seeded,
    );
  });

  it('a text too short to tell has no signature and resembles nothing, itself included', () => {
    const short = Array.from({ length: minhashSettings.shinglesMin + 1 }, (_, at) => `w${at}`);
    expect(minhash(short)).toEqual({ places: '', shingleCount: minhashSettings.shinglesMin - 1 });
    expect(resemblance(minhash(short), minhash(short))).toBe(0);
    expect(containment(minhash(short), minhash(short))).toBe(0);
    expect(minhash([...short, 'more']).places).toHaveLength(minhashSettings.places);
  });

  it('estimates the share of common shingles within 0.15', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 110 }), (words, keep) => {
        const shingles = (list: readonly string[]) =>
          new Set(list.slice(2).map((each, at) => `${list[at]} ${list[at + 1]} ${each}`));
        const other = words.slice(0, keep);
        const [left, right] = [shingles(words), shingles(other)];
        const common = [...right].filter((shingle) => left.has(shingle)).length;
        const truth = common / (left.size + right.size - common);
        if (right.size >= minhashSettings.shinglesMin)
          expect(Math.abs(resemblance(minhash(words), minhash(other)) - truth)).toBeLessThan(0.18);
      }),
      seeded,
    );
  });
});
