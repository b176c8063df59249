import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../fixtures/text/', import.meta.url);

/** Lines of a fixture, without notes and empty ones. */
export const linesOf = (name: string) =>
  readFileSync(new URL(`${name}.txt`, folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** `word: form form` a line. */
export const sameRows = (lang: string) =>
  linesOf(`${lang}-same`).map((line) => {
    const [word = '', forms = ''] = line.split(':');
    return { lang, word, forms: forms.trim().split(' ') };
  });

export const languagesWithForms = readdirSync(folder)
  .filter((name) => name.endsWith('-same.txt'))
  .map((name) => name.replace('-same.txt', ''));
