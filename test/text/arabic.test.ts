import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/text/analyse.ts';
import { linesOf, sameRows } from './fixtures.ts';

const termOf = (word: string) => analyse(word, 'ar').tokens.map(({ term }) => term).join(' '); // prettier-ignore

describe('Arabic terms', () => {
  const rows = sameRows('ar');

  it('is a table worth the name', () => {
    expect(rows.reduce((sum, { forms }) => sum + forms.length, 0)).toBeGreaterThanOrEqual(300);
  });

  it('keeps words apart that only look alike', () => {
    const pairs = linesOf('arabic-apart').map((line) => line.split(' '));
    expect(pairs.length).toBeGreaterThanOrEqual(80);
    expect(pairs.filter(([left = '', right = '']) => termOf(left) === termOf(right))).toEqual([]);
  });

  it('cuts nothing off a name that begins like a particle', () => {
    const names = 'بغداد بيروت باريس برلين بكين لندن لبنان ليبيا لاهاي كابل كييف كركوك كندا كوبا فرنسا فيينا فلسطين واشنطن وارسو وهران سوريا سيدني ألمانيا ألبانيا بوتين بايدن لافروف كيسنجر فيصل وليد'.split(' '); // prettier-ignore
    const terms = names.map(termOf);
    expect(new Set(terms).size).toBe(names.length);
    const cut = names.flatMap((name, index) =>
      ['و', 'ب', 'ل', 'وب', 'ول']
        .map((particle) => particle + name)
        .filter((form) => termOf(form) !== terms[index]),
    );
    expect(cut).toEqual([]);
  });
});
