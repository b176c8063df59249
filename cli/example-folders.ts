import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/**
 * The real path of an example's file, where it lies in one of the folders. A topic may come from somebody else, and
 * what `like` names goes into the config's snapshot and comes back as evidence. So links out of the folders are
 * refused, and hidden files too, as `.env` and the door's key are. Throws what is wrong.
 */
export function exampleWithin(folders: readonly string[], folder: string, entry: string): string {
  const file = resolve(folder, entry);
  const real = existsSync(file) ? realpathSync(file) : file;
  if (folders.some((one) => isWithin(realpathSync(one), real))) return real;
  throw new Error(`invalid example "${entry}": expected a file in the config's folder that is not hidden. ${advice}`);
} // prettier-ignore

const advice = 'Copy it there, or allow its folder (docs/topics.md, "Files of examples").';

/** The way up, `..`, begins with a dot as hidden names do. */
function isWithin(folder: string, file: string): boolean {
  const below = relative(folder, file);
  return !isAbsolute(below) && below.split(sep).every((name) => !name.startsWith('.'));
}

/** The folders of topics that no config names: their own, and the one around it where a config is in it. */
export function foldersOfTopics(topics: string): string[] {
  const around = dirname(resolve(topics));
  return [topics, ...(existsSync(join(around, 'rasid.yaml')) ? [around] : [])];
}
