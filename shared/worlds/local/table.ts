import {
  tableLimits,
  type Body,
  type Condition,
  type Item,
  type Key,
  type NewItem,
  type Page,
  type Query,
  type Table,
  type TransactOutcome,
} from '../../ports/table.ts';
import type { Clock } from '../../ports/world.ts';
import { bodyText, checkActions, keyOf } from '../writes.ts';
import type { LocalDatabase, SqlValue } from './database.ts';
import { StorageError } from './storage-error.ts';

interface Row {
  pk: string;
  sk: string;
  revision: number;
  expires_at: number | null;
  index_pk: string | null;
  index_sk: string | null;
  body: string;
}

/** The Table port on one SQLite table. Revisions come from one sequence, so none is ever used twice. */
export function localTable(database: LocalDatabase, clock: Clock): Table {
  const find = (key: Key): Row | undefined => {
    const row = database.get('SELECT * FROM items WHERE pk = ? AND sk = ?', key.pk, key.sk) as
      Row | undefined;
    return row && isLive(row) ? row : undefined;
  };
  const isLive = (row: Row) => row.expires_at === null || row.expires_at > clock.nowMs();
  const holds = (key: Key, when: Condition): boolean => {
    if (when === 'always') return true;
    const row = find(key);
    if (when === 'absent') return row === undefined;
    return row !== undefined && (when === 'present' || row.revision === when.revision);
  };
  const store = (item: NewItem): number => {
    const { revision } = database.get(
      'UPDATE sequence SET revision = revision + 1 WHERE id = 1 RETURNING revision',
    ) as { revision: number };
    database.run(
      'INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[item.pk, item.sk, revision, item.expiresAtMs ?? null],
      ...[item.index?.pk ?? null, item.index?.sk ?? null, bodyText(item)],
    );
    return revision;
  };
  const remove = (key: Key) => database.run('DELETE FROM items WHERE pk = ? AND sk = ?', key.pk, key.sk);

  const table: Table = {
    async get<B extends Body>(key: Key) {
      const row = find(key);
      return row && itemOf<B>(row);
    },
    async getMany<B extends Body>(keys: readonly Key[]) {
      return keys
        .map(find)
        .filter((row) => row !== undefined)
        .map((row) => itemOf<B>(row));
    },
    async put(item, when) {
      return database.write(() =>
        holds(item, when) ? { kind: 'done', revision: store(item) } : { kind: 'refused' },
      );
    },
    async add(key, counts) {
      database.write(() => {
        const row = find(key);
        const body = row ? (JSON.parse(row.body) as Record<string, number>) : {};
        for (const [name, by] of Object.entries(counts)) body[name] = (body[name] ?? 0) + by;
        store({ ...key, body });
      });
    },
    async delete(key, when) {
      return database.write(() => {
        if (!holds(key, when)) return 'refused';
        remove(key);
        return 'done';
      });
    },
    async query<B extends Body>(query: Query) {
      return runQuery<B>(database, query, clock.nowMs());
    },
    async transact(actions) {
      checkActions(actions);
      try {
        return database.write((): TransactOutcome => {
          const refused = actions.findIndex((action) => !holds(keyOf(action), action.when));
          if (refused >= 0) return { kind: 'refused', at: refused };
          for (const action of actions) {
            if ('put' in action) store(action.put);
            else if ('delete' in action) remove(action.delete);
          }
          return { kind: 'done' };
        });
      } catch (error) {
        if (error instanceof StorageError && error.kind === 'locked') return { kind: 'conflict' };
        throw error;
      }
    },
  };
  return table;
}

const prunedRowsMax = 5_000;

/** Removes rows that have expired, at most `prunedRowsMax` a call. Returns how many. */
export function prune(database: LocalDatabase, clock: Clock): number {
  return database.run(
    `DELETE FROM items WHERE (pk, sk) IN
      (SELECT pk, sk FROM items WHERE expires_at IS NOT NULL AND expires_at <= ? LIMIT ${prunedRowsMax})`,
    clock.nowMs(),
  ).changes;
}

function runQuery<B extends Body>(database: LocalDatabase, query: Query, nowMs: number): Page<B> {
  if (query.itemsMax < 1 || query.itemsMax > tableLimits.pageItemsMax)
    throw new Error('itemsMax out of range');
  const isIndex = query.on === 'index';
  const [pk, sk] = isIndex ? ['index_pk', 'index_sk'] : ['pk', 'sk'];
  const isDown = query.order === 'descending';
  const where = [`${pk} = ?`, '(expires_at IS NULL OR expires_at > ?)'];
  const values: SqlValue[] = [query.pk, nowMs];
  const also = (clause: string, ...more: SqlValue[]) => {
    where.push(clause);
    values.push(...more);
  };
  // The last code point of all: no key that starts with the prefix sorts behind it.
  if (query.prefix !== undefined) also(`${sk} >= ? AND ${sk} < ?`, query.prefix, `${query.prefix}\u{10FFFF}`);
  if (query.from !== undefined) also(`${sk} >= ?`, query.from);
  if (query.to !== undefined) also(`${sk} <= ?`, query.to);
  if (query.cursor !== undefined) {
    const after = JSON.parse(Buffer.from(query.cursor, 'base64url').toString()) as [string, string, string];
    also(`(${sk}, pk, sk) ${isDown ? '<' : '>'} (?, ?, ?)`, ...after);
  }
  const direction = isDown ? 'DESC' : 'ASC';
  const rows = database.all(
    `SELECT * FROM items WHERE ${where.join(' AND ')}
      ORDER BY ${sk} ${direction}, pk ${direction}, sk ${direction} LIMIT ?`,
    ...values,
    query.itemsMax + 1,
  ) as Row[];
  const page = rows.slice(0, query.itemsMax);
  const last = page.at(-1);
  const items = page.map((row) => itemOf<B>(row));
  if (rows.length <= query.itemsMax || last === undefined) return { items };
  const position = [isIndex ? (last.index_sk ?? '') : last.sk, last.pk, last.sk];
  return { items, cursor: Buffer.from(JSON.stringify(position)).toString('base64url') };
}

function itemOf<B extends Body>(row: Row): Item<B> {
  return {
    pk: row.pk,
    sk: row.sk,
    revision: row.revision,
    body: JSON.parse(row.body) as B,
    ...(row.expires_at !== null && { expiresAtMs: row.expires_at }),
    ...(row.index_pk !== null && row.index_sk !== null && { index: { pk: row.index_pk, sk: row.index_sk } }),
  };
}
