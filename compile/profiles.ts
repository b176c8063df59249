import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { charOf } from '../shared/text/identify/pieces.ts';

/**
 * Writes shared/text/identify/profiles.json: how telling pieces of words are of languages in Latin and Cyrillic letters,
 * from the smallest table of the package eld (Nito T.M., Apache-2.0). `node --import tsx compile/profiles.ts`; a test holds
 * that it was run. Other scripts need no table: they are told by their letters.
 */
const languages = 'az be bg ca cs da de en es et fi fr hr hu it lt lv ms nl no pl pt ro ru sk sl sq sr sv tr uk vi'.split(' '); // prettier-ignore
const root = fileURLToPath(new URL('..', import.meta.url));
export const profilesFile = join(root, 'shared/text/identify/profiles.json');

interface Data {
  readonly languages: Readonly<Record<string, string>>;
  readonly ngrams: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** By language: `score=piece|piece;score=...`, pieces as bytes of UTF-8, one character each, the best score first. */
export async function profiles(): Promise<Record<string, string>> {
  const folder = join(root, 'node_modules/eld/src');
  const load = (file: string): Promise<unknown> => import(pathToFileURL(join(folder, file)).href);
  const { ngramsData } = (await load('ngrams/extrasmall.js')) as { ngramsData: Data };
  const { dictionary } = (await load('dictionary.js')) as { dictionary: readonly string[] };
  const byteOf = new Map(dictionary.flatMap((char, byte) => (char === ' ' ? [] : [[char, byte]])));
  const piece = (gram: string) =>
    Array.from(gram, (char) => (char === ' ' ? ' ' : charOf(byteOf.get(char) ?? 0))).join('');

  const byScore = new Map(languages.map((language) => [language, new Map<number, string[]>()]));
  for (const [gram, scores] of Object.entries(ngramsData.ngrams)) {
    for (const [code, score] of Object.entries(scores)) {
      const groups = byScore.get(ngramsData.languages[code] ?? '');
      if (groups === undefined) continue;
      const group = groups.get(score) ?? [];
      groups.set(score, group);
      group.push(piece(gram));
    }
  }
  return Object.fromEntries(
    [...byScore].map(([language, groups]) => {
      const sorted = [...groups].sort((a, b) => b[0] - a[0]);
      return [language, sorted.map(([score, pieces]) => `${score}=${pieces.sort().join('|')}`).join(';')];
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(profilesFile, `${JSON.stringify(await profiles(), null, 2)}\n`);
