import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Writes shared/text/concepts/countries.json: what each country is called in each language, from the Unicode CLDR
 * (package cldr-localenames-full). `node --import tsx compile/countries.ts`; a test holds that it was run.
 */
const languages = 'ar en fr tr fa es de he ur ku ckb pt it ru nl id'.split(' ');
export const countriesFile = join(
  fileURLToPath(new URL('..', import.meta.url)),
  'shared/text/concepts/countries.json',
);

/** Names that are another word just as well: financial, us. What belongs to such a country says so by its other names. */
const ambiguous = new Set('ar:مالي fa:مالی tr:Mali ur:مالی ckb:مالی ar:عمان fa:عمان ur:عمان ckb:عومان'.split(' ')); // prettier-ignore
/** No countries: groupings, and codes set apart. */
const notCountries = new Set('EU EZ UN QO XA XB ZZ AQ BV HM IO TF UM AC CP CQ DG EA IC TA CC CX SJ NF'.split(' ')); // prettier-ignore

type Territories = {
  readonly main: Readonly<
    Record<string, { localeDisplayNames: { territories: Readonly<Record<string, string>> } }>
  >;
};

export function countries(): string[] {
  const require = createRequire(import.meta.url);
  const names = new Map(
    languages.map((lang) => {
      const path = require.resolve(`cldr-localenames-full/main/${lang}/territories.json`);
      const { main } = JSON.parse(readFileSync(path, 'utf8')) as Territories;
      return [lang, Object.entries(main[lang]!.localeDisplayNames.territories)] as const;
    }),
  );
  const codes = names.get('en')!.map(([code]) => code);
  const rows = codes
    .filter((code) => /^[A-Z]{2}$/u.test(code) && !notCountries.has(code))
    .map((code) => {
      const cells = languages.map((lang) => {
        const ofCode = names.get(lang)!.filter(([key, name]) => key.split('-alt-')[0] === code && name !== code); // prettier-ignore
        const own = ofCode.map(([, name]) => plain(name)).filter((name) => isTelling(lang, name));
        return [...new Set(own)];
      });
      return { code, cells };
    });
  // What two countries are called is no name of either.
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    for (const [at, names] of cells.entries()) {
      for (const name of names) {
        const key = `${languages[at]}:${name}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return [
    ['id kind parent', ...languages].join(' | '),
    ...rows.map(({ code, cells }) => {
      const own = cells.map((names, at) => names.filter((name) => counts.get(`${languages[at]}:${name}`) === 1).join(', ')); // prettier-ignore
      return [`${code.toLowerCase()} where`, ...own].join(' | ');
    }),
  ];
}

/** Abbreviations of two letters, or with stops, are too many other things. */
const isTelling = (lang: string, name: string) =>
  !ambiguous.has(`${lang}:${name}`) && name.length > 2 && !/\p{L}\./u.test(name);

/** Without what CLDR sets in brackets to tell namesakes apart, and without the commas that part names here. */
const plain = (name: string) =>
  name
    .replace(/\s*[([（].*$/u, '')
    .replace(/[,،].*$/u, '')
    .replace(/\u200F|\u200E/gu, '')
    .trim();

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(countriesFile, `${JSON.stringify(countries(), null, 2)}\n`);
