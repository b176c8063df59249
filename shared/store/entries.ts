import type { Entry } from '../domain/feed.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Action, Item, Page, PutOutcome, Table } from '../ports/table.ts';
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
  /** Tries that failed, and how many of them have not ended (see `pipeline/tries.ts`). */
  readonly failureCount: number;
  readonly unendedCount?: number | undefined;
  /** The last that was made of it had to do without its page, or came to nothing. */
  readonly unreadable?: Unreadable | undefined;
  /** What it has become; while it is `unread`, it is to be read again, for its feed has edited it. */
  readonly articleId?: string | undefined;
  /** The words that the feed shows now, by their mark, and how often it has changed them. */
  readonly edit?: { readonly mark: string; readonly count: number } | undefined;
}

/** `page`: the feed's own text was read instead. `entry`: it is closed, and its text is in no article. */
export interface Unreadable {
  readonly part: 'page' | 'entry';
  readonly reason: string;
  readonly atMs: number;
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
const blobKeyOf = ({ feedId, entryId, edit }: Pick<EntryState, 'feedId' | 'entryId' | 'edit'>) =>
  `entries/${feedId}/${entryId}${edit === undefined ? '' : `-${edit.mark}`}.json`;
/** A row that a reader moves at the same time is looked at again so often. */
const editRacesMax = 5;

function itemOf(state: EntryState, expiresAtMs: number) {
  return { ...keyOf(state.feedId, state.entryId), body: state, expiresAtMs, index: indexOf(state) };
}

/** Unread entries by feed and then by time; unreadable ones by time. */
function indexOf({ state, feedId, entryId, nextReadAtMs, unreadable }: EntryState) {
  if (state === 'unread') return { pk: 'unread', sk: `${feedId}#${sortable(nextReadAtMs)}#${entryId}` };
  return unreadable && { pk: 'unreadable', sk: `${sortable(unreadable.atMs)}#${feedId}#${entryId}` };
}

/** The object first, then the row; `refused`: the entry has been seen before. */
export async function admitEntry(
  ports: { table: Table; blobs: Blobs },
  state: EntryState,
  entry: Entry,
): Promise<'admitted' | 'seen'> {
  await putJson(ports.blobs, blobKeyOf(state), entry);
  const outcome = await ports.table.put(itemOf(state, state.seenAtMs + shownKeepMs), 'absent');
  return outcome.kind === 'done' ? 'admitted' : 'seen';
}

/**
 * An entry whose feed shows it with other words is unread again: the words first, then the row. `known`: they have
 * been told before, or there was nothing in it to keep; `left`: it was edited too often.
 */
export async function editEntry(
  ports: { table: Table; blobs: Blobs },
  { feedId, entryId, mark, entry }: Pick<EntryState, 'feedId' | 'entryId'> & { mark: string; entry: Entry },
  { nextReadAtMs, editsMax }: { nextReadAtMs: number; editsMax: number },
): Promise<'unread' | 'known' | 'left'> {
  for (let race = 0; race < editRacesMax; race += 1) {
    const row = await getEntry(ports.table, feedId, entryId);
    if (row === undefined || row.state.edit?.mark === mark) return 'known';
    const isRead = row.state.state === 'read';
    if (isRead && row.state.articleId === undefined && row.state.unreadable === undefined) return 'known';
    const count = (row.state.edit?.count ?? 0) + 1;
    if (count > editsMax) return 'left';
    const edited: EntryState = { ...row.state, edit: { mark, count } };
    await putJson(ports.blobs, blobKeyOf(edited), entry);
    // What nobody has read yet keeps its place and its tries: its reader finds the new words.
    const again = { state: 'unread', failureCount: 0, unreadable: undefined, nextReadAtMs } as const;
    const state: EntryState = isRead ? { ...edited, ...again } : edited;
    if ((await saveEntry(ports.table, { ...row, state })).kind === 'done') return 'unread';
  }
  throw new Error(`entry ${entryId} of feed ${feedId} moved ${editRacesMax} times in a row`);
}

export async function getEntry(table: Table, feedId: string, entryId: string): Promise<EntryRow | undefined> {
  return rowOf(await table.get<EntryState>(keyOf(feedId, entryId)));
}

/** The entry as the feed gave it; undefined when its object is gone. */
export async function getEntryContent(blobs: Blobs, state: EntryState): Promise<Entry | undefined> {
  return (await getJson(blobs, blobKeyOf(state))) as Entry | undefined;
}

export function saveEntry(table: Table, row: EntryRow): Promise<PutOutcome> {
  const item = itemOf(row.state, row.state.seenAtMs + shownKeepMs);
  return table.put(item, { revision: row.revision });
}

/** It has been read, and there is nothing to keep. */
export function saveEntryRead(table: Table, row: EntryRow): Promise<PutOutcome> {
  return saveEntry(table, { ...row, state: { ...row.state, state: 'read' } });
}

/**
 * The row of an entry that ends its reader, or takes it too much time or memory: `rasid feeds` counts it. With `entry`
 * it is closed by saving this row; with `page` this row is the one to be kept with the article of the feed's text.
 */
export function markUnreadable(row: EntryRow, unreadable: Unreadable): EntryRow {
  const state = unreadable.part === 'entry' ? 'read' : row.state.state;
  return { ...row, state: { ...row.state, state, unreadable } };
}

/** For a transaction: the entry has become this article. */
export function entryReadAction(row: EntryRow, articleId: string): Action {
  const { unreadable, unendedCount } = row.state;
  // Edited, an entry whose page ended its reader is as suspect as before; one that was only there is not.
  const suspicion = { unendedCount: unreadable && unendedCount };
  const state: EntryState = { ...row.state, ...suspicion, state: 'read', articleId };
  return { put: itemOf(state, state.seenAtMs + shownKeepMs), when: { revision: row.revision } };
}

/** Entries that their feed no longer shows: what is seen is remembered, counted from now. */
export async function leaveWindow(table: Table, feedId: string, entryIds: readonly string[], nowMs: number) {
  for (const item of await table.getMany<EntryState>(entryIds.map((id) => keyOf(feedId, id)))) {
    // A row that changed meanwhile is being read: it keeps its longer expiry.
    await table.put(itemOf(item.body, nowMs + seenKeepMs), { revision: item.revision });
  }
}

/** Rows of one request, and requests of one look: beyond them are only feeds behind a hundred others that are flooded. */
const unreadPage = { rowsMax: 200, pagesMax: 100 } as const;

/**
 * Unread entries by feed, those first whose time comes first, at most so many of a feed. Its rest is passed over, so
 * that a feed with thousands hides no other; where none has as many, one request or two find all.
 */
export async function unreadEntries(table: Table, rowsOfFeedMax: number): Promise<Map<string, EntryState[]>> {
  const unread = new Map<string, EntryState[]>();
  const query = { pk: 'unread', on: 'index', itemsMax: unreadPage.rowsMax } as const;
  let start: { from?: string; cursor?: string } = {};
  for (let pages = 0; pages < unreadPage.pagesMax; pages += 1) {
    const page: Page<EntryState> = await table.query<EntryState>({ ...query, ...start });
    for (const { body } of page.items) {
      const rows = unread.get(body.feedId) ?? [];
      if (rows.length < rowsOfFeedMax) rows.push(body);
      unread.set(body.feedId, rows);
    }
    if (page.cursor === undefined) break;
    const last = page.items.at(-1)?.body.feedId;
    const isFull = last !== undefined && unread.get(last)?.length === rowsOfFeedMax;
    start = isFull ? { from: `${last}#~` } : { ...start, cursor: page.cursor };
  }
  return unread;
}

/** How many entries of a feed are unread, as far as anybody wants to count. */
export async function countUnread(table: Table, feedId: string, countMax: number): Promise<number> {
  const page = await table.query({ pk: 'unread', on: 'index', prefix: `${feedId}#`, itemsMax: countMax });
  return page.items.length;
}

/** Entries that could not be read since then, the latest first. */
export async function unreadableEntries(
  table: Table,
  sinceMs: number,
  entriesMax: number,
): Promise<EntryState[]> {
  const page = await table.query<EntryState>({
    pk: 'unreadable',
    on: 'index',
    from: sortable(sinceMs),
    order: 'descending',
    itemsMax: entriesMax,
  });
  return page.items.map((item) => item.body);
}

function rowOf(item: Item<EntryState> | undefined): EntryRow | undefined {
  return item && { state: item.body, revision: item.revision };
}
