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
import { keep, placeHits, type KeepPorts } from './keep.ts';
import { learn, type LearnOutcome } from './learn.ts';
import { limits } from './limits.ts';
import { readArticle, type JudgedArticle } from './read-article.ts';
import type { ReadJob } from './jobs.ts';
import type { Ports } from './ports.ts';
import { pageGivenUp, readPauseMs, startRead } from './start-read.ts';
import { tried, type Company } from './tries.ts';

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
  | { kind: 'busy'; untilMs: number }
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
  const entry = (await getEntryContent(ports.blobs, row.state)) ?? { link: row.state.link };
  const givenUp = pageGivenUp(row);
  const page: PageOutcome =
    givenUp !== undefined || entry.link === undefined
      ? { kind: 'unreadable', reason: givenUp ?? 'the entry has no link' }
      : await fetchPage(ports, entry.link, current.config);
  if (page.kind === 'busy') return page;
  if (page.kind === 'failed' && row.state.failureCount + 1 < limits.readTriesMax) {
    return tryLater(ports, row, page);
  }
  const found = await readArticle(ports, current, {
    entry,
    entryId: row.state.entryId,
    feed,
    feedTitle: (await getFeed(ports.table, feed.id))?.state.title,
    page: page.kind === 'failed' ? { kind: 'unreadable', reason: page.reason } : page,
    nowMs: ports.clock.nowMs(),
    known: known?.article,
  });
  if (found.kind === 'busy') return found;
  if (found.kind === 'unreadable') {
    const { reason } = found;
    await saveEntry(ports.table, markUnreadable(row, { part: 'entry', reason, atMs: ports.clock.nowMs() }));
    return found;
  }
  const why = givenUp ?? found.unreadable;
  const read =
    why === undefined ? row : markUnreadable(row, { part: 'page', reason: why, atMs: ports.clock.nowMs() });
  return keepJudged(ports, current, { row: read, known, found });
}

async function keepJudged(
  ports: ReadPorts,
  current: CurrentConfig,
  { row, known, found }: { row: EntryRow; known: Known | undefined; found: JudgedArticle },
): Promise<ReadOutcome> {
  const { article, matches, matchesBefore: before = [], changed } = found;
  const isEdit = known !== undefined && changed !== undefined;
  if (isEdit && changed.length === 0) {
    // Refused: its feed has edited it again meanwhile, and another job is under way.
    await saveEntryRead(ports.table, row);
    return { kind: 'known', articleId: known.article.id };
  }
  const edit = isEdit ? editOf(known, changed, { matches, before }) : undefined;
  const kept = await keep(ports, current, { row, article, matches, edit });
  if (kept.kind === 'raced') return { kind: 'busy', untilMs: ports.clock.nowMs() };
  if (kept.kind === 'known') return kept;
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
