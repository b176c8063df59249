import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';

/** Modes by which only the owner reads: what is watched, and what was found, is nobody else's on a shared machine. */
export const privateMode = { folder: 0o700, file: 0o600 } as const;

export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: privateMode.folder });
}

/**
 * Makes a file, or narrows an own older one. One that is there is never opened: to close it again would release the
 * locks that SQLite holds on it in this process.
 */
export function makePrivateFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', privateMode.file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    narrow(file);
  }
}

export function narrow(file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || (stat.mode & 0o077) === 0 || stat.uid !== process.getuid?.()) return;
  chmodSync(file, privateMode.file);
}

/** Whether another user of the machine may read it. Windows has no such modes. */
export function isReadByOthers(path: string): boolean {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return process.platform !== 'win32' && (mode & 0o055) !== 0;
}
