import { webAddress } from '../domain/web-address.ts';
import { openOutbox } from '../store/articles.ts';
import type { CurrentConfig } from '../store/config.ts';
import {
  getEntry,
  getEntryContent,
  markUnreadable,
  saveEntry,
  saveEntryRead,
  type EntryRow,
} from '../store/entries.ts';
import { getFeed } from '../store/feeds.ts';
import { editOf, knownArticle, type Known } from './edits.ts';
import { fetchPage, type PageOutcome } from './fetch-page.ts';
import { addToKnown, keep, placeHits, type KeepPorts } from './keep.ts';
import { learn, type LearnOutcome } from './learn.ts';
import { limits } from './limits.ts';
import { readArticle } from './read-article.ts';
import type { ReadJob } from './jobs.ts';
import type { Ports } from './ports.ts';
import type { EntryToRead } from './tasks.ts';
import { pageGivenUp, readPauseMs, startRead } from './start-read.ts';
import { tried, type Company } from './tries.ts';
import { leavesFor, withManners } from './turns.ts';

export type ReadPorts = KeepPorts & Pick<Ports, 'web' | 'config' | 'frequencies'>;

export type ReadOutcome =
  | { kind: 'kept'; articleId: string; hits: readonly string[]; alertCount: number }
  /** Another entry had brought this article already, or it was edited and says the same. */
  | { kind: 'known'; articleId: string }
  | { kind: 'failed'; reason: string; retryAtMs: number }
  /** Closed without an article. */
  | { kind: 'unreadable'; reason: string }
  /** An earlier try has not ended: nothing was done, since other work is under way. */
  | { kind: 'suspect' }
  | { kind: 'busy'; untilMs: number; isGuest?: boolean | undefined }
  /** Unread: its host is another owner's, and busy for long. */
  | { kind: 'left' }
  /** The hits of an open outbox. */
  | { kind: 'placed'; alertCount: number }
  | { kind: 'skipped' };

/** Reads one entry, finishes what a reader that is gone has left of an article, or learns from what was read. */
export async function read(
  ports: ReadPorts,
  job: ReadJob,
  company: Company,
): Promise<ReadOutcome | LearnOutcome> {
  if ('learn' in job) return learn(ports);
  if ('openOutbox' in job) return finish(ports, job.openOutbox);
  const row = await getEntry(ports.table, job.feedId, job.entryId);
  if (row === undefined || row.state.state === 'read') return { kind: 'skipped' };
  const start = await startRead(ports, row, company);
  if (start.kind !== 'started') return start;
  return tried(() => readEntry(ports, start.row), start.giveBack);
}

async function finish(ports: ReadPorts, articleId: string): Promise<ReadOutcome> {
  const current = await ports.config();
  const outbox = await openOutbox(ports.table, articleId);
  if (current === undefined || outbox === undefined) return { kind: 'skipped' };
  return { kind: 'placed', alertCount: await placeHits(ports, current, outbox) };
}

/** Its page, the article in it, what the topics say of it; then keeps it, as another version where it was edited. */
async function readEntry(ports: ReadPorts, row: EntryRow): Promise<ReadOutcome> {
  const current = await ports.config();
  const feed = current?.config.feeds.find((candidate) => candidate.id === row.state.feedId);
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
  const givenUp = pageGivenUp(row);
  const page: PageOutcome =
    givenUp !== undefined || entry.link === undefined
      ? { kind: 'unreadable', reason: givenUp ?? 'the entry has no link' }
      : await fetchPage(withManners(ports, feed), entry.link, current.config);
  if (page.kind === 'busy') return leavesFor(page, { nowMs: ports.clock.nowMs(), hostGapMs: current.config.hostGapMs }) ? { kind: 'left' } : page; // prettier-ignore
  if (page.kind === 'failed' && row.state.failureCount + 1 < limits.readTriesMax) {
    return tryLater(ports, row, page);
  }
  const feedRow = await getFeed(ports.table, feed.id);
  const toRead = {
    entry,
    entryId: row.state.entryId,
    feed,
    feedTitle: feedRow?.state.title,
    movedTo: feedRow?.state.movedTo,
    page: page.kind === 'failed' ? ({ kind: 'unreadable', reason: page.reason } as const) : page,
    nowMs: ports.clock.nowMs(),
  };
  return readAndKeep(ports, current, { row, toRead, givenUp, known });
}

interface Reading {
  readonly row: EntryRow;
  readonly toRead: Omit<EntryToRead, 'known'>;
  /** Why its page was not asked for. */
  readonly givenUp: string | undefined;
  readonly known: Known | undefined;
}

async function readAndKeep(ports: ReadPorts, current: CurrentConfig, reading: Reading): Promise<ReadOutcome> {
  const { row, toRead, givenUp, known } = reading;
  const isFirst = row.state.articleId === undefined;
  const found = await readArticle(
    ports,
    current,
    { ...toRead, known: known?.article },
    { judgesSame: isFirst },
  );
  if (found.kind === 'busy') return found;
  const atMs = ports.clock.nowMs();
  if (found.kind === 'unreadable') {
    await saveEntry(ports.table, markUnreadable(row, { part: 'entry', reason: found.reason, atMs }));
    return found;
  }
  const { article, matches, matchesBefore: before = [], changed } = found;
  if (changed?.length === 0 && !isFirst) {
    // Refused: its feed has edited it again meanwhile, and another job is under way.
    await saveEntryRead(ports.table, row);
    return { kind: 'known', articleId: article.id };
  }
  const isNews = !(isFirst && row.state.isBaseline);
  const edit = known && changed && editOf(known, { changed, matches, before, isNews });
  const isNothing = edit !== undefined && edit.changed.length + edit.newHits.length === 0;
  const lost = givenUp ?? found.unreadable;
  const done = lost === undefined ? row : markUnreadable(row, { part: 'page', reason: lost, atMs });
  const kept = isNothing
    ? await addToKnown(ports, current, done, article.id)
    : await keep(ports, current, { row: done, article, matches, edit });
  if (kept.kind === 'raced') return { kind: 'busy', untilMs: ports.clock.nowMs() };
  if (kept.kind === 'known') return kept;
  if (kept.kind === 'brought') {
    // As another version of what a feed has brought that does not speak for it.
    const brought = await knownArticle(ports, kept.articleId);
    if (brought !== undefined) return readAndKeep(ports, current, { ...reading, known: brought });
    await addToKnown(ports, current, done, kept.articleId);
    return { kind: 'known', articleId: kept.articleId };
  }
  const hits = matches.filter((one) => one.isHit).map((one) => one.topic);
  ports.log('debug', 'article-kept', { feed: article.feedId, article: article.id, hits });
  return { kind: 'kept', articleId: article.id, hits, alertCount: kept.alertCount };
}

async function tryLater(
  ports: ReadPorts,
  row: EntryRow,
  page: Extract<PageOutcome, { kind: 'failed' }>,
): Promise<ReadOutcome> {
  const failureCount = row.state.failureCount + 1;
  const pauseMs = Math.max(readPauseMs(ports, failureCount), page.retryAfterMs ?? 0);
  const retryAtMs = ports.clock.nowMs() + pauseMs;
  await saveEntry(ports.table, { ...row, state: { ...row.state, failureCount, nextReadAtMs: retryAtMs } });
  return { kind: 'failed', reason: page.reason, retryAtMs };
}
