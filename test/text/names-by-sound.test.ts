import { describe, expect, it } from 'vitest';
import { skeleton } from '../../shared/domain/skeleton.ts';
import { linesOf } from './fixtures.ts';

/** Columns of the fixture. */
const columns = ['ar', 'en', 'fr', 'tr', 'fa'] as const;
const across = [
  ['ar', 'en'],
  ['ar', 'fr'],
  ['ar', 'tr'],
  ['fa', 'en'],
] as const;
const names = linesOf('names-by-sound').map((line) => {
  const words = line.split(' ');
  return Object.fromEntries(columns.map((lang, at) => [lang, words[at] ?? ''])) as Record<(typeof columns)[number], string>; // prettier-ignore
});

const soundsAlike = (left: string, leftLang: string, right: string, rightLang: string) => {
  const sound = skeleton(left, leftLang);
  return sound !== undefined && sound === skeleton(right, rightLang);
};

describe('names by sound', () => {
  const pairs = names.flatMap((name) => across.map(([left, right]) => [name[left], left, name[right], right] as const)); // prettier-ignore
  const found = pairs.filter((pair) => soundsAlike(...pair));

  it('finds at least 200 pairs of a name in two scripts, and most of those tried', () => {
    expect(found.length).toBeGreaterThanOrEqual(200);
    expect(found.length / pairs.length).toBeGreaterThanOrEqual(0.85);
  });

  it('takes hardly one of 2,000 pairs of different names for one', () => {
    const others = names.flatMap(
      (left, at) =>
      names.flatMap((right, other) => (at === other ? [] : across.map(([a, b]) => [left[a], a, right[b], b] as const))), // prettier-ignore
    );
    expect(others.length).toBeGreaterThanOrEqual(2_000);
    // Every seventh of them, which mixes all languages: more than 2,000.
    const sample = others.filter((_, at) => at % 7 === 0);
    const wrong = sample.filter((pair) => soundsAlike(...pair));
    expect(found.length / (found.length + wrong.length)).toBeGreaterThanOrEqual(0.95);
  });
});
