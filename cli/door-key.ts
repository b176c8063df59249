import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDoorKey, keyCharsMin } from '../shared/domain/signed-path.ts';
import { makePrivateFolder, privateMode } from '../shared/worlds/local/private.ts';
import { failure } from './output.ts';

/** What signs the door's links on this machine; made once, so that links stay good over restarts. */
export function doorKey(folder: string): string {
  const file = join(folder, 'door-key');
  const present = readKey(file);
  if (present === undefined) return makeKey(folder, file);
  if (!isDoorKey(present)) throw invalid(file, `at least ${keyCharsMin} characters`);
  return present;
}

function readKey(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw invalid(file, 'a file that you may read', error);
  }
}

/** Written beside and renamed: a full disk or a kill leaves no file with a part of a key. */
function makeKey(folder: string, file: string): string {
  makePrivateFolder(folder);
  const key = randomBytes(32).toString('base64url');
  // A file left there would keep its own mode.
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, `${key}\n`, { flag: 'wx', mode: privateMode.file, flush: true });
  renameSync(`${file}.new`, file);
  return key;
}

const invalid = (file: string, form: string, cause?: unknown) =>
  failure(
    `Invalid door key "${file}": expected ${form}. Delete it and start again: a new key is made, and links that were sent before end.`,
    cause,
  );
