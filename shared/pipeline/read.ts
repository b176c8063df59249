import type { Article, Edit } from '../domain/article.ts';
import { webAddress } from '../domain/web-address.ts';
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
import { keep, placeHits, type KeepPorts } from './keep.ts';
import { keywordsOf } from './keywords-of.ts';
import { learn, type LearnOutcome } from './learn.ts';
import { limits } from './limits.ts';
import { match } from './match.ts';
import type { ReadJob } from './jobs.ts';
import type { Ports } from './ports.ts';

export type ReadPorts = KeepPorts & Pick<Ports, 'web' | 'config' | 'frequencies'>;

export type ReadOutcome =
  | { kind: 'kept'; articleId: string; hits: readonly string[]; alertCount: number }
  /** Another entry had brought this article already, or it was edited and says the same. */
  | { kind: 'known'; articleId: string }
  | { kind: 'failed'; reason: string; retryAtMs: number }
  | { kind: 'busy'; untilMs: number }
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
  const entry = (await getEntryContent(ports.blobs, row.state)) ?? { link: webAddress(row.state.link ?? '') };
  const page: PageOutcome =
    entry.link === undefined
      ? { kind: 'unreadable', reason: 'the entry has no link' }
      : await fetchPage(ports, entry.link, current.config);
  if (page.kind === 'busy') return page;
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
    page: page.kind === 'failed' ? { kind: 'unreadable', reason: page.reason } : page,
    nowMs: ports.clock.nowMs(),
    analyse,
  });
  const unranked = known === undefined ? found : versionOf(known, found);
  const edited = known && { known, changed: changedParts(known, unranked) };
  if (edited?.changed.length === 0) {
    // Refused: its feed has edited it again meanwhile, and another job is under way.
    await saveEntryRead(ports.table, row);
    return { kind: 'known', articleId: edited.known.article.id };
  }
  const article = { ...unranked, ...(await keywordsOf(ports.frequencies, unranked, analyse)) };
  return judgeAndKeep(ports, current, feed, { row, article, edited });
}

interface Edited {
  readonly known: Known;
  readonly changed: Edit['changed'];
}

async function judgeAndKeep(
  ports: ReadPorts,
  current: CurrentConfig,
  feed: FeedConfig,
  { row, article, edited }: { row: EntryRow; article: Article; edited: Edited | undefined },
): Promise<ReadOutcome> {
  const matches = match(current.config, article);
  const edit = edited && editOf(current.config, edited.known, edited.changed, matches);
  const kept = await keep(ports, current, { row, article, matches, edit });
  if (kept.kind === 'raced') return { kind: 'busy', untilMs: ports.clock.nowMs() };
  if (kept.kind === 'known') return kept;
  const hits = matches.filter((one) => one.isHit).map((one) => one.topic);
  ports.log('debug', 'article-kept', { feed: feed.id, article: article.id, hits });
  return { kind: 'kept', articleId: article.id, hits, alertCount: kept.alertCount };
}

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
