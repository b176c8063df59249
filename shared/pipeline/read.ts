import type { FeedConfig } from '../domain/feed.ts';
import { backoffMs } from '../net/backoff.ts';
import { openOutbox } from '../store/articles.ts';
import type { CurrentConfig } from '../store/config.ts';
import { getEntry, getEntryContent, saveEntry, saveEntryRead, type EntryRow } from '../store/entries.ts';
import { getFeed } from '../store/feeds.ts';
import { analyserOf } from './analyser-of.ts';
import { articleOf } from './article-of.ts';
import { changedParts, editOf, knownArticle, versionOf, type Known } from './edits.ts';
import { fetchPage, type PageOutcome } from './fetch-page.ts';
import { addToKnown, keep, placeHits, type KeepPorts } from './keep.ts';
import { keywordsOf, type UnrankedArticle } from './keywords-of.ts';
import { learn, type LearnOutcome } from './learn.ts';
import { limits } from './limits.ts';
import { match } from './match.ts';
import type { ReadJob } from './jobs.ts';
import type { Ports } from './ports.ts';
import { leavesFor, withManners } from './turns.ts';

export type ReadPorts = KeepPorts & Pick<Ports, 'web' | 'config' | 'frequencies'>;

export type ReadOutcome =
  | { kind: 'kept'; articleId: string; hits: readonly string[]; alertCount: number }
  /** Another entry had brought this article already, or it was edited and says the same. */
  | { kind: 'known'; articleId: string }
  | { kind: 'failed'; reason: string; retryAtMs: number }
  | { kind: 'busy'; untilMs: number; isGuest?: boolean | undefined }
  /** Unread: its host is another owner's, and busy for long. */
  | { kind: 'left' }
  /** The hits of an open outbox. */
  | { kind: 'placed'; alertCount: number }
  | { kind: 'skipped' };

/** Reads one entry, finishes what a reader that is gone has left of an article, or learns from what was read. */
export async function read(ports: ReadPorts, job: ReadJob): Promise<ReadOutcome | LearnOutcome> {
  if ('learn' in job) return learn(ports);
  return 'openOutbox' in job ? finish(ports, job.openOutbox) : readEntry(ports, job);
}

async function finish(ports: ReadPorts, articleId: string): Promise<ReadOutcome> {
  const current = await ports.config();
  const outbox = await openOutbox(ports.table, articleId);
  if (current === undefined || outbox === undefined) return { kind: 'skipped' };
  return { kind: 'placed', alertCount: await placeHits(ports, current, outbox) };
}

/** Its page, the article in it, what the topics say of it; then keeps it, as another version where it was edited. */
async function readEntry(ports: ReadPorts, job: { feedId: string; entryId: string }): Promise<ReadOutcome> {
  const row = await getEntry(ports.table, job.feedId, job.entryId);
  if (row === undefined || row.state.state === 'read') return { kind: 'skipped' };
  const current = await ports.config();
  const feed = current?.config.feeds.find((candidate) => candidate.id === job.feedId);
  if (current === undefined || feed === undefined) {
    // The owner has removed the feed: what it still owed is no longer wanted.
    await saveEntryRead(ports.table, row);
    return { kind: 'skipped' };
  }
  const { articleId } = row.state;
  const known = articleId === undefined ? undefined : await knownArticle(ports, articleId);
  if (articleId !== undefined && known === undefined) {
    // It mattered to no topic, and is forgotten: there is nothing that the edit could change.
    await saveEntryRead(ports.table, row);
    return { kind: 'skipped' };
  }
  const entry = (await getEntryContent(ports.blobs, row.state)) ?? { link: row.state.link };
  const page: PageOutcome =
    entry.link === undefined
      ? { kind: 'unreadable', reason: 'the entry has no link' }
      : await fetchPage(withManners(ports, feed), entry.link, current.config);
  if (page.kind === 'busy') return leavesFor(page, { nowMs: ports.clock.nowMs(), hostGapMs: current.config.hostGapMs }) ? { kind: 'left' } : page; // prettier-ignore
  if (page.kind === 'failed' && row.state.failureCount + 1 < limits.readTriesMax) {
    return tryLater(ports, row, page);
  }
  const feedRow = await getFeed(ports.table, feed.id);
  const analyse = analyserOf(current.config);
  const found = articleOf({
    entry,
    entryId: job.entryId,
    feed,
    feedTitle: feedRow?.state.title,
    movedTo: feedRow?.state.movedTo,
    page: page.kind === 'failed' ? { kind: 'unreadable', reason: page.reason } : page,
    nowMs: ports.clock.nowMs(),
    analyse,
  });
  return judgeAndKeep(ports, current, feed, { row, found, known });
}

interface Found {
  readonly row: EntryRow;
  readonly found: UnrankedArticle;
  readonly known: Known | undefined;
}

async function judgeAndKeep(
  ports: ReadPorts,
  current: CurrentConfig,
  feed: FeedConfig,
  { row, found, known }: Found,
): Promise<ReadOutcome> {
  const unranked = known === undefined ? found : versionOf(known, found);
  const changed = known && changedParts(known, unranked);
  const isFirst = row.state.articleId === undefined;
  if (changed?.length === 0 && !isFirst) {
    // Refused: its feed has edited it again meanwhile, and another job is under way.
    await saveEntryRead(ports.table, row);
    return { kind: 'known', articleId: unranked.id };
  }
  const article = { ...unranked, ...(await keywordsOf(ports.frequencies, unranked, analyserOf(current.config))) };
  const matches = match(current.config, article);
  const edit = known && changed && editOf(current.config, { known, changed, matches, isNews: !(isFirst && row.state.isBaseline) });
  const isNothing = edit !== undefined && edit.changed.length + edit.newHits.length === 0;
  const kept = isNothing
    ? await addToKnown(ports, current, row, article.id)
    : await keep(ports, current, { row, article, matches, edit });
  if (kept.kind === 'raced') return { kind: 'busy', untilMs: ports.clock.nowMs() };
  if (kept.kind === 'known') return kept;
  if (kept.kind === 'brought') {
    const brought = await knownArticle(ports, kept.articleId);
    if (brought !== undefined) return judgeAndKeep(ports, current, feed, { row, found, known: brought });
    await addToKnown(ports, current, row, kept.articleId);
    return { kind: 'known', articleId: kept.articleId };
  }
  const hits = matches.filter((one) => one.isHit).map((one) => one.topic);
  ports.log('debug', 'article-kept', { feed: feed.id, article: article.id, hits });
  return { kind: 'kept', articleId: article.id, hits, alertCount: kept.alertCount };
} // prettier-ignore

async function tryLater(
  ports: ReadPorts,
  row: EntryRow,
  page: Extract<PageOutcome, { kind: 'failed' }>,
): Promise<ReadOutcome> {
  const failureCount = row.state.failureCount + 1;
  const pauseMs = backoffMs(failureCount, ports.random, {
    baseMs: limits.readRetryMs,
    maxMs: limits.failedPollMsMax,
  });
  const retryAtMs = ports.clock.nowMs() + Math.max(pauseMs, page.retryAfterMs ?? 0);
  await saveEntry(ports.table, { ...row, state: { ...row.state, failureCount, nextReadAtMs: retryAtMs } });
  return { kind: 'failed', reason: page.reason, retryAtMs };
}
