import type { Entry } from '../domain/feed.ts';
import { canonicalUrl } from '../net/canonical-url.ts';
import type { FeedState } from '../store/feeds.ts';
import { idOf } from '../store/ids.ts';

export interface Admission {
  /** Ids of all entries of the document: the feed's next window. */
  readonly window: readonly string[];
  readonly fresh: readonly {
    readonly entryId: string;
    readonly entry: Entry;
    readonly isBaseline: boolean;
  }[];
  /** An established feed suddenly showed other entries: those without a new date are not news. */
  readonly isRebaseline: boolean;
}

/** A document with so many entries, more than this share of them fresh, has changed its ids or turned over. */
const rebaselineEntriesMin = 5;
const rebaselineShare = 0.8;
/** Publishers date entries some time before they show them. */
const lateMs = 6 * 3_600_000;

/**
 * Which entries of a document have not been seen in the feed's last one (its ids are `earlier`), and which of them were there before
 * the owner came. Baseline are: everything in the first document, whatever is dated before the feed was added,
 * and, when nearly everything is suddenly fresh, whatever is not dated after the last healthy poll.
 */
export function admission(feed: FeedState, earlier: readonly string[], entries: readonly Entry[]): Admission {
  const identified = identify(entries);
  const known = new Set(earlier);
  const fresh = [...identified].filter(([entryId]) => !known.has(entryId));
  const isFirst = feed.baselineAtMs === undefined;
  const isRebaseline =
    !isFirst && identified.size >= rebaselineEntriesMin && fresh.length > rebaselineShare * identified.size;
  const newsFromMs = isRebaseline ? (feed.healthyAtMs ?? 0) - lateMs : -Infinity;
  return {
    window: [...identified.keys()],
    isRebaseline,
    fresh: fresh.map(([entryId, entry]) => ({
      entryId,
      entry,
      isBaseline: isFirst || isOld(entry.publishedAtMs, feed.addedAtMs, newsFromMs),
    })),
  };
}

function isOld(publishedAtMs: number | undefined, addedAtMs: number, newsFromMs: number): boolean {
  if (publishedAtMs === undefined) return newsFromMs > -Infinity;
  // Dates in feeds are whole seconds.
  return publishedAtMs < Math.floor(addedAtMs / 1_000) * 1_000 || publishedAtMs < newsFromMs;
}

/** Identity: guid, then canonical URL, then text; a guid that several links share identifies nothing alone. */
function identify(entries: readonly Entry[]): Map<string, Entry> {
  const linksOfGuid = new Map<string, Set<string>>();
  for (const { guid, link } of entries) {
    if (guid !== undefined) linksOfGuid.set(guid, (linksOfGuid.get(guid) ?? new Set()).add(link ?? ''));
  }
  const identified = new Map<string, Entry>();
  for (const entry of entries) {
    const isShared = entry.guid !== undefined && (linksOfGuid.get(entry.guid)?.size ?? 0) > 1;
    const entryId = identityOf(isShared ? { ...entry, guid: undefined } : entry);
    if (!identified.has(entryId)) identified.set(entryId, entry);
  }
  return identified;
}

function identityOf(entry: Entry): string {
  if (entry.guid !== undefined && entry.guid !== '') return idOf('guid', entry.guid);
  const url = entry.link === undefined ? undefined : canonicalUrl(entry.link);
  if (url !== undefined) return idOf('url', url);
  return idOf('text', entry.title ?? '', entry.summary ?? '', entry.content ?? '');
}
