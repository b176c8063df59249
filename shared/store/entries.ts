import type { Entry } from '../domain/feed.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Action, Item, PutOutcome, Table } from '../ports/table.ts';
import { dayMs, sortable } from './ids.ts';
import { getJson, putJson } from './json-blobs.ts';

/** One entry of one feed, as far as reading it has come. The entry itself lies in an object. */
export interface EntryState {
  readonly feedId: string;
  readonly entryId: string;
  readonly state: 'unread' | 'read';
  /** Was there when the feed was added: stored, not alerted. */
  readonly isBaseline: boolean;
  readonly link?: string | undefined;
  readonly seenAtMs: number;
  /** When the tick sends it to be read again, if it is still unread by then. */
  readonly nextReadAtMs: number;
  readonly failureCount: number;
  readonly articleId?: string | undefined;
}

export interface EntryRow {
  readonly state: EntryState;
  readonly revision: number;
}

/** Seen entries are remembered so long after their feed last showed them. */
const seenKeepMs = 60 * dayMs;
/** While a feed still shows an entry its window guards it; this only bounds what a removed feed leaves. */
const shownKeepMs = 400 * dayMs;

const keyOf = (feedId: string, entryId: string) => ({ pk: `feed#${feedId}`, sk: `entry#${entryId}` });
const blobKeyOf = (feedId: string, entryId: string) => `entries/${feedId}/${entryId}.json`;

function itemOf(state: EntryState, expiresAtMs: number) {
  const index =
    state.state === 'unread'
      ? { pk: 'unread', sk: `${sortable(state.nextReadAtMs)}#${state.feedId}#${state.entryId}` }
      : undefined;
  return { ...keyOf(state.feedId, state.entryId), body: state, expiresAtMs, index };
}

/** The object first, then the row; `refused`: the entry has been seen before. */
export async function admitEntry(
  ports: { table: Table; blobs: Blobs },
  state: EntryState,
  entry: Entry,
): Promise<'admitted' | 'seen'> {
  await putJson(ports.blobs, blobKeyOf(state.feedId, state.entryId), entry);
  const outcome = await ports.table.put(itemOf(state, state.seenAtMs + shownKeepMs), 'absent');
  return outcome.kind === 'done' ? 'admitted' : 'seen';
}

export async function getEntry(table: Table, feedId: string, entryId: string): Promise<EntryRow | undefined> {
  return rowOf(await table.get<EntryState>(keyOf(feedId, entryId)));
}

/** The entry as the feed gave it; undefined when its object is gone. */
export async function getEntryContent(blobs: Blobs, state: EntryState): Promise<Entry | undefined> {
  return (await getJson(blobs, blobKeyOf(state.feedId, state.entryId))) as Entry | undefined;
}

export function saveEntry(table: Table, row: EntryRow): Promise<PutOutcome> {
  const item = itemOf(row.state, row.state.seenAtMs + shownKeepMs);
  return table.put(item, { revision: row.revision });
}

/** For a transaction: the entry has become this article. */
export function entryReadAction(row: EntryRow, articleId: string): Action {
  const state: EntryState = { ...row.state, state: 'read', articleId };
  return { put: itemOf(state, state.seenAtMs + shownKeepMs), when: { revision: row.revision } };
}

/** Entries that their feed no longer shows: what is seen is remembered, counted from now. */
export async function leaveWindow(table: Table, feedId: string, entryIds: readonly string[], nowMs: number) {
  for (const item of await table.getMany<EntryState>(entryIds.map((id) => keyOf(feedId, id)))) {
    // A row that changed meanwhile is being read: it keeps its longer expiry.
    await table.put(itemOf(item.body, nowMs + seenKeepMs), { revision: item.revision });
  }
}

/** Unread entries whose time has come, oldest first. */
export async function overdueEntries(table: Table, nowMs: number, entriesMax: number): Promise<EntryState[]> {
  const page = await table.query<EntryState>({
    pk: 'unread',
    on: 'index',
    to: `${sortable(nowMs)}~`,
    itemsMax: entriesMax,
  });
  return page.items.map((item) => item.body);
}

function rowOf(item: Item<EntryState> | undefined): EntryRow | undefined {
  return item && { state: item.body, revision: item.revision };
}
