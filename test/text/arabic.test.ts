import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/text/analyse.ts';
import { linesOf, sameRows } from './fixtures.ts';

const foldedOf = (word: string) => analyse(word, 'ar').tokens.map(({ folded }) => folded).join(' '); // prettier-ignore
const termOf = (word: string) => analyse(word, 'ar').tokens.map(({ term }) => term).join(' '); // prettier-ignore

describe('Arabic terms', () => {
  const rows = sameRows('ar');
  const apart = linesOf('arabic-apart').map((line) => line.split(' '));
  const names = [...new Set(linesOf('arabic-names').flatMap((line) => line.split(' ')))];

  it('are tables worth the name', () => {
    expect(rows.reduce((sum, { forms }) => sum + forms.length, 0)).toBeGreaterThanOrEqual(400);
    expect(apart.length).toBeGreaterThanOrEqual(300);
    expect(names.length).toBeGreaterThanOrEqual(300);
  });

  it('keep words apart that only look alike', () => {
    expect(apart.filter(([left = '', right = '']) => termOf(left) === termOf(right))).toEqual([]);
  });

  it('leave names whole: no letter lost but the article, a last -a, -h and the -a of -ia', () => {
    const damaged = names.filter((name) => {
      const bare = foldedOf(name.replace(/^ال(?=...)/u, ''));
      return ![bare, bare.replace(/[اه]$/u, '')].includes(termOf(name));
    });
    expect(damaged).toEqual([]);
  });

  it('merge no name with another', () => {
    const owners = new Map(names.map((name) => [termOf(name), name]));
    expect(names.filter((name) => owners.get(termOf(name)) !== name)).toEqual([]);
  });

  it('cut no more and no less off a name when particles stand before it', () => {
    const wrong = names.flatMap(
      (name) =>
      under(name).filter((form) => termOf(form) !== termOf(name)).map((form) => `${form} ${termOf(form)}`), // prettier-ignore
    );
    expect(wrong).toEqual([]);
  });
});

/** The name behind each particle that it may stand under; ل and the article are written لل. */
function under(name: string): string[] {
  const hasArticle = /^ال.../u.test(name);
  const behindLam = hasArticle ? `لل${name.slice(2)}` : `ل${name}`;
  return [...['و', 'ف', 'ب', 'ك', 'وب', 'وك'].map((particle) => particle + name), behindLam, `و${behindLam}`];
}
