import { describe, expect, it } from 'vitest';
import { tokenise } from '../../shared/text/analyse.ts';
import { languagesWithForms, sameRows } from './fixtures.ts';

const termOf = (word: string, lang: string) => tokenise(word, lang).map(({ term }) => term).join(' '); // prettier-ignore

describe('the forms of a word', () => {
  it.each(languagesWithForms.flatMap(sameRows))(
    'come to one term in $lang: $word',
    ({ lang, word, forms }) => {
      expect(forms.filter((form) => termOf(form, lang) !== termOf(word, lang))).toEqual([]);
    },
  );

  it.each(languagesWithForms)('keep words apart in %s', (lang) => {
    const terms = sameRows(lang).map(({ word }) => termOf(word, lang));
    expect(new Set(terms).size).toBe(terms.length);
  });
});
