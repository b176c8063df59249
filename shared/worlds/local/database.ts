import Database from 'libsql';
import { makePrivateFile, narrow } from './private.ts';
import { withStorage } from './storage-error.ts';

export interface LocalDatabase {
  readonly file: string;
  /** Rows of a query. */
  all(sql: string, ...values: readonly SqlValue[]): unknown[];
  get(sql: string, ...values: readonly SqlValue[]): unknown;
  run(sql: string, ...values: readonly SqlValue[]): { changes: number };
  /** All or nothing, with the write lock taken at once; what `step` throws rolls it back. */
  write<T>(step: () => T): T;
  close(): void;
}

export type SqlValue = string | number | null;

/** Another process may hold the write lock so long before that counts as a failure. */
const busyMs = 5_000;

const schema = `
CREATE TABLE IF NOT EXISTS items (
  pk TEXT NOT NULL, sk TEXT NOT NULL, revision INTEGER NOT NULL, expires_at INTEGER,
  index_pk TEXT, index_sk TEXT, body TEXT NOT NULL, PRIMARY KEY (pk, sk)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS items_index ON items (index_pk, index_sk, pk, sk) WHERE index_pk IS NOT NULL;
CREATE INDEX IF NOT EXISTS items_expiry ON items (expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS sequence (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL);
INSERT OR IGNORE INTO sequence VALUES (1, 0);
CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, grp TEXT NOT NULL, dedupe_id TEXT NOT NULL,
  body TEXT NOT NULL, sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL,
  receive_count INTEGER NOT NULL DEFAULT 0, is_dead INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS messages_heads ON messages (queue, is_dead, grp, id);
CREATE TABLE IF NOT EXISTS burials (message_id INTEGER PRIMARY KEY, reason TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS dedupes (
  queue TEXT NOT NULL, dedupe_id TEXT NOT NULL, sent_at INTEGER NOT NULL, PRIMARY KEY (queue, dedupe_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dedupes_sent ON dedupes (queue, sent_at);
`;

/**
 * One SQLite file (`:memory:` in tests) for the table and the queues. WAL with synchronous NORMAL: a killed
 * process loses nothing; a power cut may lose the last commits, never part of one.
 */
export function openDatabase(file: string): LocalDatabase {
  const database = withStorage(file, () => {
    if (file !== ':memory:') {
      makePrivateFile(file);
      // SQLite makes these with the mode of the file; older ones have the mode that they had.
      for (const beside of ['-wal', '-shm']) narrow(`${file}${beside}`);
    }
    const opened = new Database(file);
    opened.exec(`PRAGMA busy_timeout = ${busyMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;`);
    opened.exec(schema);
    return opened;
  });
  const statements = new Map<string, Database.Statement>();
  const prepare = (sql: string) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    file,
    all: (sql, ...values) => withStorage(file, () => prepare(sql).all(...values)),
    get: (sql, ...values) => withStorage(file, () => prepare(sql).get(...values)),
    run: (sql, ...values) => withStorage(file, () => prepare(sql).run(...values)),
    write: (step) =>
      withStorage(file, () => {
        database.exec('BEGIN IMMEDIATE');
        try {
          const result = step();
          database.exec('COMMIT');
          return result;
        } catch (error) {
          // SQLite has rolled back by itself after some errors, a full disk among them.
          if (database.inTransaction) database.exec('ROLLBACK');
          throw error;
        }
      }),
    close: () => database.close(),
  };
}
