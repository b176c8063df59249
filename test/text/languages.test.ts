import { describe, expect, it } from 'vitest';
import { analyser, tokenise } from '../../shared/text/analyse.ts';
import { decode } from '../../shared/text/decode.ts';
import { keywords } from '../../shared/text/keywords.ts';
import { weakWordsOf } from '../../shared/text/keywords/weak-words.ts';
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

  it.each(['constructor', 'toString', '__proto__', 'valueOf'])(
    'are those of any other language in one that is called %s',
    (lang) => {
      const text = 'The prisoners were moved to بغداد';
      expect(tokenise(text, lang)).toEqual(tokenise(text, 'xx'));
      expect(analyser({ same: {}, concepts: [] })(text, lang)).toEqual(analyser()(text));
      expect(keywords({ title: undefined, text, lang }).lang).toBe(keywords({ title: undefined, text }).lang);
      expect(weakWordsOf(lang)).toEqual([]);
      const western = Buffer.from('Le gouvernement a annonc\u00e9', 'latin1');
      expect(decode(western, [lang], lang)).toMatchObject({ encoding: 'windows-1252', how: 'guess' });
    },
  );
});
