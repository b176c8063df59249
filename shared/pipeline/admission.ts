import type { Entry } from '../domain/feed.ts';
import { canonicalUrl } from '../net/canonical-url.ts';
import type { FeedState, FeedWindow } from '../store/feeds.ts';
import { idOf } from '../store/ids.ts';
import { limits } from './limits.ts';

export interface Admission {
  /** All entries of the document: the feed's next window. */
  readonly window: FeedWindow;
  readonly fresh: readonly {
    readonly entryId: string;
    readonly entry: Entry;
    readonly isBaseline: boolean;
  }[];
  /** Entries of the last document that now say something else. */
  readonly edited: readonly Edited[];
  /** Those beyond what one poll takes. */
  readonly waitingCount: number;
  /** So many say something else at once that the feed has changed, not its articles. */
  readonly isTemplateChange: boolean;
  /** An established feed suddenly showed other entries: those without a new date are not news. */
  readonly isRebaseline: boolean;
}

export interface Edited {
  readonly entryId: string;
  readonly entry: Entry;
  readonly mark: string;
}

/** Editors correct a few articles at a time; above both, what changed is how the feed writes. */
const template = { editsMin: 2, shareMin: 0.2 } as const;

/** A document with so many entries, more than this share of them fresh, has changed its ids or turned over. */
const rebaselineEntriesMin = 5;
const rebaselineShare = 0.8;
/** Publishers date entries some time before they show them. */
const lateMs = 6 * 3_600_000;

/**
 * Which entries of a document have not been seen in the feed's last one (`earlier`), which of them were there before the
 * owner came, and which known ones were edited. Baseline are: everything in the first document, whatever is dated before the feed was added,
 * and, when nearly everything is suddenly fresh, whatever is not dated after the last healthy poll. `shown`: the
 * document's entries in their order, each with the mark of its words.
 */
export function admission(
  feed: FeedState,
  earlier: FeedWindow,
  shown: ReadonlyMap<Entry, string>,
): Admission {
  const identified = identify([...shown.keys()]);
  const fresh = [...identified].filter(([entryId]) => !earlier.has(entryId));
  const isFirst = feed.baselineAtMs === undefined;
  const isRebaseline =
    !isFirst && identified.size >= rebaselineEntriesMin && fresh.length > rebaselineShare * identified.size;
  const newsFromMs = isRebaseline ? (feed.healthyAtMs ?? 0) - lateMs : -Infinity;
  return {
    ...edits(earlier, identified, shown),
    isRebaseline,
    fresh: fresh.map(([entryId, entry]) => ({
      entryId,
      entry,
      isBaseline: isFirst || isOld(entry.publishedAtMs, feed.addedAtMs, newsFromMs),
    })),
  };
}

/** The next window, and what of it is told as edited. */
function edits(
  earlier: FeedWindow,
  identified: ReadonlyMap<string, Entry>,
  shown: ReadonlyMap<Entry, string>,
) {
  const marked = [...identified].map(([entryId, entry]) => ({ entryId, entry, mark: shown.get(entry)! }));
  const known = marked.filter(({ entryId }) => earlier.get(entryId) !== undefined);
  const changed = known.filter(({ entryId, mark }) => earlier.get(entryId) !== mark);
  const isTemplateChange =
    changed.length > template.editsMin && changed.length > template.shareMin * known.length;
  const edited = isTemplateChange ? [] : changed.slice(0, limits.editsPerPollMax);
  const waiting = isTemplateChange ? [] : changed.slice(edited.length);
  const window = new Map(marked.map(({ entryId, mark }) => [entryId, mark]));
  // They keep their mark: the next document shows them as edited again.
  for (const { entryId } of waiting) window.set(entryId, earlier.get(entryId)!);
  return { window, edited, waitingCount: waiting.length, isTemplateChange };
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
