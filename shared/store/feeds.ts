import type { FeedPace } from '../domain/feed.ts';
import type { Move } from '../domain/moves.ts';
import type { Action, Condition, PutOutcome, Table } from '../ports/table.ts';
import { pagesOf } from './pages.ts';

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
  /** Polls in a row that failed, and how many of them have not ended (see `pipeline/tries.ts`). */
  readonly failureCount: number;
  readonly unendedCount?: number | undefined;
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

/**
 * The entries of the feed's last document, which are never fresh, however long they stay there: each one's id with
 * the mark of its words, by which an edit is seen. Undefined where an earlier version of Rasid wrote the row.
 */
export type FeedWindow = ReadonlyMap<string, string | undefined>;

/** Few, so that the row of a usual feed is one write unit; two texts in 16 million share a mark. */
export const markChars = 4;

export async function getWindow(table: Table, feedId: string): Promise<FeedWindow> {
  const { entryIds, marks } = (await table.get<WindowBody>(windowKeyOf(feedId)))?.body ?? { entryIds: [] };
  const markAt = (at: number) => marks?.slice(at * markChars, (at + 1) * markChars);
  return new Map(entryIds.map((entryId, at) => [entryId, markAt(at)]));
}

export async function saveWindow(table: Table, feedId: string, window: FeedWindow): Promise<void> {
  const marks = [...window.values()];
  const body: WindowBody = {
    entryIds: [...window.keys()],
    marks: marks.includes(undefined) ? undefined : marks.join(''),
  };
  await table.put({ ...windowKeyOf(feedId), body }, 'always');
}

interface WindowBody {
  readonly entryIds: readonly string[];
  /** One string for all of them, in the same order: as a list they would take half as much again. */
  readonly marks?: string | undefined;
}

/** Feeds whose time has come, the longest overdue first. */
export async function dueFeeds(table: Table, nowMs: number, feedsMax: number): Promise<DueFeed[]> {
  const due: DueFeed[] = [];
  for await (const page of pagesOf<FeedState>(table, { pk: 'feeds', itemsMax: pageRows })) {
    for (const { body } of page) {
      if (body.dueAtMs !== undefined && body.dueAtMs <= nowMs)
        due.push({ feedId: body.id, dueAtMs: body.dueAtMs });
    }
  }
  return due.sort((a, b) => a.dueAtMs - b.dueAtMs).slice(0, feedsMax);
}
