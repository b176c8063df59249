import type { Condition, PutOutcome, Table } from '../ports/table.ts';
import { sortable } from './ids.ts';

export type FeedHealth = 'new' | 'ok' | 'quiet' | 'failing' | 'misread' | 'gone';

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
  /** Ids of the entries in the last document: never fresh, however long they stay there. */
  readonly window: readonly string[];
  /** When its first whole, healthy document was taken. */
  readonly baselineAtMs?: number | undefined;
  /** When it last answered with a document or "not modified". */
  readonly healthyAtMs?: number | undefined;
  readonly polledAtMs?: number | undefined;
  readonly freshAtMs?: number | undefined;
  readonly health: FeedHealth;
  readonly healthReason?: string | undefined;
  readonly healthSinceMs: number;
  readonly failureCount: number;
}

export interface FeedRow {
  readonly state: FeedState;
  readonly revision: number;
}

export interface DueFeed {
  readonly feedId: string;
  readonly dueAtMs: number;
}

const keyOf = (feedId: string) => ({ pk: `feed#${feedId}`, sk: 'feed' });

export async function getFeed(table: Table, feedId: string): Promise<FeedRow | undefined> {
  const item = await table.get<FeedState>(keyOf(feedId));
  return item && { state: item.body, revision: item.revision };
}

export async function getFeeds(table: Table, feedIds: readonly string[]): Promise<Map<string, FeedRow>> {
  const items = await table.getMany<FeedState>(feedIds.map(keyOf));
  return new Map(items.map((item) => [item.body.id, { state: item.body, revision: item.revision }]));
}

export function saveFeed(table: Table, state: FeedState, when: Condition): Promise<PutOutcome> {
  const index =
    state.dueAtMs === undefined ? undefined : { pk: 'due', sk: `${sortable(state.dueAtMs)}#${state.id}` };
  return table.put({ ...keyOf(state.id), body: state, index }, when);
}

/** Feeds whose time has come, the longest overdue first. */
export async function dueFeeds(table: Table, nowMs: number, feedsMax: number): Promise<DueFeed[]> {
  const due: DueFeed[] = [];
  let cursor: string | undefined;
  do {
    const page = await table.query<FeedState>({
      pk: 'due',
      on: 'index',
      to: `${sortable(nowMs)}~`,
      itemsMax: Math.min(1_000, feedsMax - due.length),
      cursor,
    });
    for (const { body } of page.items) due.push({ feedId: body.id, dueAtMs: body.dueAtMs ?? 0 });
    cursor = page.cursor;
  } while (cursor !== undefined && due.length < feedsMax);
  return due;
}
