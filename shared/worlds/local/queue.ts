import { queueLimits, type DeadMessage, type Message, type Queue } from '../../ports/queue.ts';
import type { Clock } from '../../ports/world.ts';
import type { LocalDatabase } from './database.ts';

interface Row {
  id: number;
  grp: string;
  dedupe_id: string;
  body: string;
  sent_at: number;
  receive_count: number;
}

/** The Queue port on SQLite: the first living message of each group is its head, and only heads are handed out. */
export function localQueue(
  database: LocalDatabase,
  clock: Clock,
  { name, receivesMax }: { name: string; receivesMax: number },
): Queue {
  const heads = (nowMs: number, messagesMax: number) =>
    database.all(
      `SELECT m.* FROM messages m
        JOIN (SELECT MIN(id) AS id FROM messages WHERE queue = ? AND is_dead = 0 GROUP BY grp) head ON head.id = m.id
        WHERE m.visible_at <= ? ORDER BY m.id LIMIT ?`,
      name,
      nowMs,
      messagesMax,
    ) as Row[];
  const bury = (row: Row) => database.run('UPDATE messages SET is_dead = 1 WHERE id = ?', row.id);
  const holds = (message: Message) => [Number(message.id), message.receiveCount] as const;

  return {
    async send(messages) {
      if (messages.length === 0) return;
      const nowMs = clock.nowMs();
      database.write(() => {
        database.run(
          'DELETE FROM dedupes WHERE queue = ? AND sent_at <= ?',
          name,
          nowMs - queueLimits.dedupeMs,
        );
        for (const { group, dedupeId, body } of messages) {
          if (Buffer.byteLength(body) > queueLimits.bodyBytesMax) throw new Error('a message is too large');
          const isNew = database.run(
            'INSERT OR IGNORE INTO dedupes VALUES (?, ?, ?)',
            name,
            dedupeId,
            nowMs,
          ).changes;
          if (isNew === 0) continue;
          database.run(
            'INSERT INTO messages (queue, grp, dedupe_id, body, sent_at, visible_at) VALUES (?, ?, ?, ?, ?, ?)',
            ...[name, group, dedupeId, body, nowMs, nowMs],
          );
        }
      });
    },
    async receive({ messagesMax, visibilityMs }) {
      if (messagesMax < 1) return [];
      const nowMs = clock.nowMs();
      // A read first: an empty queue is looked at often and must not take the write lock each time.
      if (heads(nowMs, 1).length === 0) return [];
      return database.write(() => {
        for (const row of heads(nowMs, Number.MAX_SAFE_INTEGER))
          if (row.receive_count >= receivesMax) bury(row);
        return heads(nowMs, messagesMax).map((row): Message => {
          const receiveCount = row.receive_count + 1;
          database.run(
            'UPDATE messages SET visible_at = ?, receive_count = ? WHERE id = ?',
            ...[nowMs + visibilityMs, receiveCount, row.id],
          );
          return { ...messageOf(row), receipt: `${row.id}.${receiveCount}`, receiveCount };
        });
      });
    },
    async done(message) {
      // Receives are counted, so the count says whose turn it is: a receipt that has run out matches no row.
      database.run(
        'DELETE FROM messages WHERE id = ? AND receive_count = ? AND is_dead = 0',
        ...holds(message),
      );
    },
    async retryLater(message, delayMs) {
      database.run(
        'UPDATE messages SET visible_at = ? WHERE id = ? AND receive_count = ? AND is_dead = 0',
        clock.nowMs() + delayMs,
        ...holds(message),
      );
    },
    async bury(message, reason) {
      database.write(() => {
        const { changes } = database.run(
          'UPDATE messages SET is_dead = 1 WHERE id = ? AND receive_count = ? AND is_dead = 0',
          ...holds(message),
        );
        if (changes > 0) database.run('INSERT INTO burials VALUES (?, ?)', Number(message.id), reason);
      });
    },
    async dead({ messagesMax }) {
      const rows = database.all(
        `SELECT m.*, b.reason FROM messages m LEFT JOIN burials b ON b.message_id = m.id
          WHERE queue = ? AND is_dead = 1 ORDER BY id LIMIT ?`,
        name,
        messagesMax,
      ) as (Row & { reason: string | null })[];
      return rows.map((row): DeadMessage => ({
        ...messageOf(row),
        receiveCount: row.receive_count,
        sentAtMs: row.sent_at,
        reason: row.reason ?? undefined,
      }));
    },
  };
}

/**
 * Makes every message visible at once and forgets how often it was received. For the start of the one process
 * that works on this database: whoever had them is gone.
 */
export function releaseMessages(database: LocalDatabase): void {
  database.run('UPDATE messages SET visible_at = 0, receive_count = 0 WHERE is_dead = 0');
}

function messageOf(row: Row) {
  return { id: String(row.id), group: row.grp, dedupeId: row.dedupe_id, body: row.body };
}
