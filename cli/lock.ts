import { join } from 'node:path';
import Database from 'libsql';
import { makePrivateFile, makePrivateFolder } from '../shared/worlds/local/private.ts';
import { failure } from './output.ts';

/**
 * One monitor a folder. The lock is a transaction held open on a file of its own: the operating system lets go
 * of it whenever the process ends, however it ends, so no stale lock is ever left behind.
 */
export function lockFolder(folder: string): { release(): void } {
  makePrivateFolder(folder);
  const file = join(folder, 'lock.db');
  makePrivateFile(file);
  const database = new Database(file);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw failure(`Another rasid start runs on ${folder}. Stop it first (Ctrl-C in its terminal).`);
  }
  return { release: () => database.close() };
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    /SQLITE_BUSY|locked/.test(`${(error as { code?: string }).code} ${error.message}`)
  );
}
