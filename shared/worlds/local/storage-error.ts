/** The disk or the database failed under the store; nothing half-written remains. The message is for the owner. */
export class StorageError extends Error {
  readonly kind: 'full' | 'locked' | 'broken';

  constructor(kind: StorageError['kind'], file: string, cause: unknown) {
    super(messages[kind](file, cause), { cause });
    this.name = 'StorageError';
    this.kind = kind;
  }
}

const messages = {
  full: (file: string) =>
    `The disk is full: ${file} could not be written. Nothing is lost; free some space and start again.`,
  locked: (file: string) =>
    `${file} is locked by another program and did not come free. Nothing is lost; close that program and start again.`,
  broken: (file: string, cause: unknown) =>
    `${file} could not be read or written: ${cause instanceof Error ? cause.message : String(cause)}`,
};

/** Runs one step of storage work; what the disk or SQLite reports comes out as a StorageError. */
export function withStorage<T>(file: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw asStorageError(file, error);
  }
}

export function asStorageError(file: string, error: unknown): unknown {
  if (error instanceof StorageError || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new StorageError('full', file, error);
  if (isBusy(error)) return new StorageError('locked', file, error);
  if (/^SQLITE_(IOERR|CORRUPT|CANTOPEN|NOTADB|READONLY)/.test(code) || /^E(ACCES|IO|ROFS|PERM)$/.test(code)) {
    return new StorageError('broken', file, error);
  }
  return error;
}

export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code));
}
