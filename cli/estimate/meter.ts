import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Blobs } from '../../shared/ports/blobs.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Action, Item, NewItem, Table } from '../../shared/ports/table.ts';
import type { Web } from '../../shared/ports/web.ts';
import { itemBytes, readUnitsOf, writeUnitsOf } from '../../shared/worlds/aws/item-size.ts';
import { keyOf } from '../../shared/worlds/writes.ts';
import type { Resource, Usage } from './prices.ts';

const pack = promisify(gzip);
/** Keys of one batch read, entries of one batch send, bytes of one billed queue request. */
const batch = { keys: 100, messages: 10, bytes: 64 * 1_024 } as const;
/** A transaction's units count twice. */
const transaction = 2;

export interface Meter {
  /** What has been used since it was last taken. */
  take(): Usage;
  /** Round trips to AWS one after another, and to the web. */
  takeCalls(): { aws: number; web: number };
  table(table: Table): Table;
  blobs(blobs: Blobs): Blobs;
  queue(queue: Queue): Queue;
  web(web: Web): Web;
  /** Bytes that stay, by where they lie. */
  readonly stored: { tableBytes: number; objectBytes: number };
}

/**
 * Counts what the AWS world would be billed for the calls that go through it, whatever world is behind: read and
 * write units by the items' sizes, those of the index included, objects, and queue requests.
 */
export function newMeter(): Meter {
  let usage: Partial<Record<Resource, number>> = {};
  let calls = { aws: 0, web: 0 };
  const stored = { tableBytes: 0, objectBytes: 0 };
  const count = (resource: Resource, by: number) => {
    usage[resource] = (usage[resource] ?? 0) + by;
  };
  const bytesOf = (item: Item | undefined) => (item === undefined ? 0 : itemBytes(item));

  /** Units of replacing `before` by `after`, in the table and in the index. */
  const write = (before: Item | undefined, after: Item | undefined, factor = 1) => {
    const larger = Math.max(bytesOf(before), bytesOf(after));
    count('writeUnits', factor * writeUnitsOf(larger));
    stored.tableBytes += bytesOf(after) - bytesOf(before);
    const from = before?.index;
    const to = after?.index;
    const isMoved = from !== undefined && to !== undefined && (from.pk !== to.pk || from.sk !== to.sk);
    // Under another key the old entry is deleted and a new one put.
    if (from !== undefined && (to === undefined || isMoved)) count('writeUnits', writeUnitsOf(bytesOf(before)));
    if (to !== undefined) count('writeUnits', writeUnitsOf(from === undefined || isMoved ? bytesOf(after) : larger));
  };
  const asItem = (item: NewItem, revision: number): Item => ({ ...item, revision });

  return {
    stored,
    take: () => {
      const taken = usage;
      usage = {};
      return taken;
    },
    takeCalls: () => {
      const taken = calls;
      calls = { aws: 0, web: 0 };
      return taken;
    },
    table: (table) => ({
      async get(key) {
        calls.aws += 1;
        const item = await table.get(key);
        count('readUnits', readUnitsOf(bytesOf(item)));
        return item as never;
      },
      async getMany(keys) {
        const distinct = new Set(keys.map(({ pk, sk }) => `${pk}\n${sk}`)).size;
        calls.aws += Math.ceil(distinct / batch.keys);
        const items = await table.getMany(keys);
        for (const item of items) count('readUnits', readUnitsOf(bytesOf(item)));
        // What is not there costs as much as what is small.
        count('readUnits', distinct - items.length);
        return items as never;
      },
      async put(item, when) {
        calls.aws += 1;
        const before = await table.get(item);
        const outcome = await table.put(item, when);
        if (outcome.kind === 'done') write(before, asItem(item, outcome.revision));
        else count('writeUnits', writeUnitsOf(bytesOf(before)));
        return outcome;
      },
      async add(key, counts) {
        calls.aws += 1;
        const before = await table.get(key);
        await table.add(key, counts);
        write(before, await table.get(key));
      },
      async delete(key, when) {
        calls.aws += 1;
        const before = await table.get(key);
        const outcome = await table.delete(key, when);
        if (outcome === 'done') write(before, undefined);
        else count('writeUnits', writeUnitsOf(bytesOf(before)));
        return outcome;
      },
      async query(query) {
        calls.aws += 1;
        const page = await table.query(query);
        const units = readUnitsOf(page.items.reduce((total, item) => total + itemBytes(item), 0));
        count('readUnits', query.on === 'index' ? units / 2 : units);
        return page as never;
      },
      async transact(actions) {
        calls.aws += 1;
        const before = new Map<Action, Item | undefined>();
        for (const action of actions) before.set(action, await table.get(keyOf(action)));
        const outcome = await table.transact(actions);
        for (const action of actions) {
          const was = before.get(action);
          // A refused or conflicting one is billed for the attempt, its checks as writes.
          if (outcome.kind !== 'done' || 'check' in action) count('writeUnits', transaction * writeUnitsOf(bytesOf(was)));
          else write(was, 'put' in action ? asItem(action.put, was?.revision ?? 0) : undefined, transaction);
        }
        return outcome;
      },
    }),
    blobs: (blobs) => ({
      async put(key, body, how) {
        calls.aws += 1;
        count('objectWrites', 1);
        const outcome = await blobs.put(key, body, how);
        if (outcome === 'stored') stored.objectBytes += (await pack(body)).length;
        return outcome;
      },
      async get(key) {
        calls.aws += 1;
        count('objectReads', 1);
        return blobs.get(key);
      },
      async list(prefix, page) {
        calls.aws += 1;
        count('objectWrites', 1);
        return blobs.list(prefix, page);
      },
    }),
    queue: (queue) => ({
      ...queue,
      async send(messages) {
        for (let start = 0; start < messages.length; start += batch.messages) {
          const bytes = messages.slice(start, start + batch.messages).reduce((total, { body }) => total + Buffer.byteLength(body), 0);
          calls.aws += 1;
          count('queueRequests', Math.max(1, Math.ceil(bytes / batch.bytes)));
        }
        await queue.send(messages);
      },
      async retryLater(message, delayMs) {
        calls.aws += 1;
        count('queueRequests', 1);
        await queue.retryLater(message, delayMs);
      },
      async bury(message, reason) {
        calls.aws += 2;
        count('queueRequests', 2);
        await queue.bury(message, reason);
      },
    }),
    web: (web) => ({
      async fetch(request) {
        calls.web += 1;
        return web.fetch(request);
      },
    }),
  };
} // prettier-ignore
