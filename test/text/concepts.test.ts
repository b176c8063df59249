import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countries, countriesFile } from '../../compile/countries.ts';
import { analyse, tokenise } from '../../shared/text/analyse.ts';
import { rowsOf, tables } from '../../shared/text/concepts/concept.ts';
import { phrasesIn } from '../../shared/text/concepts/find.ts';

const languages = ['ar', 'en', 'fr', 'tr', 'fa', 'es', 'de'];
/** Languages that the tables have the names of countries in. */
const placesOnly = ['he', 'ur', 'ku', 'ckb', 'pt', 'it', 'ru', 'nl', 'id'];
const [concepts = [], organisations = [], places = []] = tables.map(rowsOf);
const idsOf = (text: string, lang: string) => analyse(text, lang).concepts.map(({ concept }) => concept.id);

describe('the tables of concepts', () => {
  it('has at least 500 concepts, each with its words in every language', () => {
    expect(concepts.length).toBeGreaterThanOrEqual(500);
    for (const table of [concepts, places]) {
      for (const { id, head, cells } of table) {
        expect(head, id).toEqual(languages);
        expect(cells.filter((cell) => cell === '').length, id).toBe(0);
        expect(cells.length, id).toBe(head.length);
      }
    }
  });

  it('names each concept once in a table, and each organisation with the source of its names', () => {
    for (const table of [concepts, organisations, places])
      expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
    for (const { id, head, cells } of organisations) {
      expect(head.at(-1)).toBe('source');
      expect(cells.every((cell) => cell !== ''), id).toBe(true); // prettier-ignore
      expect(cells.length, id).toBe(head.length);
    }
  });

  it('knows where each place lies, without going in circles', () => {
    const rows = tables.flatMap(rowsOf);
    const parents = new Map(rows.flatMap(({ id, parent }) => (parent === undefined ? [] : [[id, parent]])));
    const ids = new Set(rows.map(({ id }) => id));
    for (const [id, parent] of parents) {
      expect(ids.has(parent), `${id} in ${parent}`).toBe(true);
      const chain = [id];
      for (let at: string | undefined = parent; at !== undefined; at = parents.get(at)) {
        expect(chain).not.toContain(at);
        chain.push(at);
      }
    }
    expect(analyse('Rafah', 'en').concepts[0]?.concept.within).toEqual([
      'gaza',
      'ps',
      'middle-east',
      'world',
    ]);
  });

  it.each([...languages, ...placesOnly])('gives no two concepts one word in %s', (lang) => {
    const owners = new Map<string, Set<string>>();
    for (const { concept, folded, letters } of phrasesIn(lang, (word) => tokenise(word, lang))) {
      const key = `${letters} ${folded}`;
      owners.set(key, (owners.get(key) ?? new Set()).add(concept.id));
    }
    expect([...owners].filter(([, ids]) => ids.size > 1)).toEqual([]);
  });

  it('has the countries as the Unicode CLDR names them', () => {
    expect(JSON.parse(readFileSync(countriesFile, 'utf8'))).toEqual(countries());
  });
});

describe('concepts in a text', () => {
  it.each([
    ['ar', 'وصل المعتقلون إلى سجون عراقية بعد وقف لإطلاق النار', ['detainee', 'prison', 'iq', 'ceasefire']],
    ['en', 'Detainees reached prisons in Iraq after a ceasefire', ['detainee', 'prison', 'iq', 'ceasefire']],
    ['fr', 'Les détenus sont dans des prisons irakiennes après une trêve', ['detainee', 'prison', 'iq', 'ceasefire']],
    ['tr', 'Tutuklular ateşkesten sonra Iraklı yetkililere gitti', ['detainee', 'ceasefire', 'iq', 'official']],
    ['fa', 'بازداشتی‌ها پس از آتش‌بس به زندان‌های عراق رسیدند', ['detainee', 'ceasefire', 'prison', 'iq']],
    ['es', 'Los detenidos llegaron a cárceles iraquíes tras la tregua', ['detainee', 'prison', 'iq', 'ceasefire']],
    ['de', 'Die Häftlinge kamen nach der Waffenruhe in irakische Gefängnisse', ['detainee', 'ceasefire', 'iq', 'prison']],
  ])('are found under the endings of %s', (lang, text, expected) => {
    expect(idsOf(text, lang)).toEqual(expected);
  }); // prettier-ignore

  it('are one for all the names of an organisation', () => {
    const names = { ar: 'داعش، تنظيم الدولة، ولداعش', en: 'ISIS, ISIL, Daesh, Islamic State', fr: 'Daech, État islamique', tr: "DEAŞ, DEAŞ'ın, IŞİD", fa: 'داعش' }; // prettier-ignore
    for (const [lang, text] of Object.entries(names)) expect(new Set(idsOf(text, lang))).toEqual(new Set(['isis'])); // prettier-ignore
  });

  it('keep the longest phrase, the nearer of two words of one stem, and the capitals of names', () => {
    expect(idsOf('وزير الخارجية', 'ar')).toEqual(['foreign-minister']);
    expect(idsOf('protests', 'en')).toEqual(['protest']);
    expect(idsOf('protesters', 'en')).toEqual(['protester']);
    expect(idsOf('they told us who came', 'en')).toEqual([]);
    expect(idsOf('US, WHO', 'en')).toEqual(['us', 'who-health']);
    expect(idsOf('to polish', 'en')).toEqual([]);
  });

  it('stand in order, without overlap, whatever the text', () => {
    const words = fc.array(fc.constantFrom('وزير', 'الخارجية', 'وقف', 'إطلاق', 'النار', 'في', 'غزة'), { maxLength: 30 }); // prettier-ignore
    fc.assert(
      fc.property(words, (list) => {
        const { tokens, concepts: found } = analyse(list.join(' '), 'ar');
        let end = 0;
        for (const span of found) {
          expect(span.first).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.first);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(tokens.length);
      }),
    );
  });
});
