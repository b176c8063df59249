import type { FeedPace } from '../domain/feed.ts';
import type { Move } from '../domain/moves.ts';
import type { Action, Condition, PutOutcome, Table } from '../ports/table.ts';

/**
 * `quiet`: it answers, but shows nothing new for far longer than it used to. `walled`: something stands before it
 * (a refusal, a check for browsers). `misread`: what it serves is no feed. `gone`: removed, and no longer polled.
 */
export type FeedHealth = 'new' | 'ok' | 'quiet' | 'failing' | 'walled' | 'misread' | 'gone';

/** What Rasid knows of a feed beside its config: the row that decides when it is polled and what is fresh. */
export interface FeedState {
  readonly id: string;
  /** From here on entries are news; what is dated before was there when the owner came. */
  readonly addedAtMs: number;
  /** Undefined: the feed is no longer polled. */
  readonly dueAtMs?: number | undefined;
  readonly title?: string | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly bodyHash?: string | undefined;
  /** When it was last asked without validators. */
  readonly unconditionalAtMs?: number | undefined;
  /** Where permanent redirects have led to: asked instead of the config's URL. */
  readonly movedTo?: string | undefined;
  readonly moving?: Move | undefined;
  /** What the last document asked for. */
  readonly pace?: FeedPace | undefined;
  /** The interval that the feed has shown to be worth, where the owner gives none. */
  readonly adaptedMs?: number | undefined;
  /** When its first whole, healthy document was taken. */
  readonly baselineAtMs?: number | undefined;
  /** When it last answered with a document or "not modified". */
  readonly healthyAtMs?: number | undefined;
  readonly polledAtMs?: number | undefined;
  readonly freshAtMs?: number | undefined;
  /** Mean time between polls that showed something fresh: the feed's own rate. */
  readonly freshGapMs?: number | undefined;
  /** The last document had no entries. */
  readonly isEmpty?: true | undefined;
  readonly health: FeedHealth;
  readonly healthReason?: string | undefined;
  readonly healthSinceMs: number;
  readonly failureCount: number;
  /** The owner has been told that it is dead. */
  readonly told?: { readonly health: FeedHealth; readonly atMs: number } | undefined;
}

export interface FeedRow {
  readonly state: FeedState;
  readonly revision: number;
}

export interface DueFeed {
  readonly feedId: string;
  readonly dueAtMs: number;
}

/** All feeds stand together: the tick reads them whole, which costs less than an index that moves with every poll. */
const keyOf = (feedId: string) => ({ pk: 'feeds', sk: feedId });
/** Apart from the row, which every poll writes and which is to stay small. */
const windowKeyOf = (feedId: string) => ({ pk: `feed#${feedId}`, sk: 'window' });
const pageRows = 1_000;

export async function getFeed(table: Table, feedId: string): Promise<FeedRow | undefined> {
  const item = await table.get<FeedState>(keyOf(feedId));
  return item && { state: item.body, revision: item.revision };
}

export async function getFeeds(table: Table, feedIds: readonly string[]): Promise<Map<string, FeedRow>> {
  const items = await table.getMany<FeedState>(feedIds.map(keyOf));
  return new Map(items.map((item) => [item.body.id, { state: item.body, revision: item.revision }]));
}

export function saveFeed(table: Table, state: FeedState, when: Condition): Promise<PutOutcome> {
  return table.put({ ...keyOf(state.id), body: state }, when);
}

export function feedAction(state: FeedState, when: Condition): Action {
  return { put: { ...keyOf(state.id), body: state }, when };
}

/** Ids of the entries in the feed's last document: never fresh, however long they stay there. */
export async function getWindow(table: Table, feedId: string): Promise<readonly string[]> {
  return (await table.get<Window>(windowKeyOf(feedId)))?.body.entryIds ?? [];
}

export async function saveWindow(table: Table, feedId: string, entryIds: readonly string[]): Promise<void> {
  const body: Window = { entryIds };
  await table.put({ ...windowKeyOf(feedId), body }, 'always');
}

interface Window {
  readonly entryIds: readonly string[];
}

/** Feeds whose time has come, the longest overdue first. */
export async function dueFeeds(table: Table, nowMs: number, feedsMax: number): Promise<DueFeed[]> {
  const due: DueFeed[] = [];
  let cursor: string | undefined;
  do {
    const page = await table.query<FeedState>({ pk: 'feeds', itemsMax: pageRows, cursor });
    for (const { body } of page.items) {
      if (body.dueAtMs !== undefined && body.dueAtMs <= nowMs)
        due.push({ feedId: body.id, dueAtMs: body.dueAtMs });
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return due.sort((a, b) => a.dueAtMs - b.dueAtMs).slice(0, feedsMax);
}
