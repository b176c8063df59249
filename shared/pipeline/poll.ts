import pMap from 'p-map';
import type { Entry, FeedConfig } from '../domain/feed.ts';
import { freshForMs } from '../domain/freshness.ts';
import { plain } from '../domain/plain.ts';
import { canonicalUrl } from '../net/canonical-url.ts';
import { wallIn } from '../net/walls.ts';
import type { WebResponse } from '../ports/web.ts';
import { admitEntry, countUnread, editEntry, leaveWindow } from '../store/entries.ts';
import { getFeed, getWindow, saveFeed, saveWindow, type FeedRow, type FeedState } from '../store/feeds.ts';
import { hashOf } from '../store/ids.ts';
import { admission, type Edited } from './admission.ts';
import { stateAfter, type Look, type Validators } from './feed-state.ts';
import type { PollJob } from './jobs.ts';
import { limits } from './limits.ts';
import { openGate, pacedFetch } from './paced-fetch.ts';
import type { Ports } from './ports.ts';
import { scheduleLimits } from './schedule.ts';
import { startPoll } from './start-poll.ts';
import { ownerChannelOf, saveFeedTelling } from './tell-owner.ts';
import { isSuspect, tried, type Company } from './tries.ts';
import { sentNow, turnOf } from './turns.ts';

export type PollPorts = Pick<
  Ports,
  'table' | 'blobs' | 'queues' | 'web' | 'clock' | 'random' | 'log' | 'config' | 'sandbox'
>;

export type PollOutcome =
  | { kind: 'fresh'; freshCount: number; baselineCount: number; editedCount: number }
  | { kind: 'unchanged' }
  /** `retryAtMs` is undefined for a feed that is gone. */
  | { kind: 'failed'; reason: string; retryAtMs: number | undefined }
  | { kind: 'busy'; untilMs: number }
  /** An earlier poll has not ended: nothing was done, since other work is under way. */
  | { kind: 'suspect' }
  | { kind: 'skipped'; reason: 'not-due' | 'removed' | 'taken' };

/**
 * Polls one feed: conditional GET, the document's fresh and edited entries become unread rows, then read jobs, and
 * last the feed's row with its window and validators. Whatever stops it in between, the next poll does it again:
 * entries are admitted if absent, and an entry's row knows the words that it was edited to.
 */
export async function poll(ports: PollPorts, job: PollJob, company: Company): Promise<PollOutcome> {
  const row = await getFeed(ports.table, job.feedId);
  const current = await ports.config();
  const config = current?.config.feeds.find((feed) => feed.id === job.feedId);
  if (row === undefined || row.state.dueAtMs === undefined) return { kind: 'skipped', reason: 'removed' };
  if (current === undefined || config === undefined) {
    await saveFeed(ports.table, { ...row.state, dueAtMs: undefined }, { revision: row.revision });
    return { kind: 'skipped', reason: 'removed' };
  }
  if (row.state.dueAtMs > ports.clock.nowMs()) return { kind: 'skipped', reason: 'not-due' };
  if (isSuspect(row.state) && !company.isAlone) return { kind: 'suspect' };
  const ownerChannel = ownerChannelOf(current.config);
  const started = await startPoll(ports, config, row, ownerChannel);
  if (started === undefined) return { kind: 'skipped', reason: 'taken' };
  const poller: Poller = { ports, config, row: started, ownerChannel };
  return tried(
    () => ask(poller, current.config.hostGapMs),
    () => saveFeed(ports.table, started.state, { revision: started.revision }),
  );
}

/** The request, and what its answer means. */
async function ask(poller: Poller, hostGapMs: number): Promise<PollOutcome> {
  const { ports, config, row } = poller;
  const url = row.state.movedTo ?? config.url;
  const validators = validatorsFor(row.state, ports.clock.nowMs());
  const fetched = await pacedFetch(
    ports,
    { url, headers: { accept: feedTypes, ...validators }, bodyBytesMax: limits.feedBodyBytesMax },
    openGate(hostGapMs),
  );
  if (fetched.kind === 'busy') return fetched;
  if (fetched.kind === 'shut') return fetched.why;
  const { answer, retryAfterMs: waitMs = 0 } = fetched;

  const failed = (health: FailedHealth, reason: string) => settle(poller, { kind: 'failed', health, reason: plain(reason), waitMs });
  if (answer.kind === 'failed') return failed('failing', `${answer.reason}: ${answer.detail}`);
  const wall = wallIn(answer);
  if (wall !== undefined) return failed('walled', wall);
  const isUnconditional = Object.keys(validators).length === 0;
  if (answer.status === 304) return settle(poller, { kind: 'unchanged', ...answeredBy(ports, answer, isUnconditional) });
  if (answer.status === 410) return failed('gone', 'HTTP 410: the publisher has removed it');
  if (answer.status !== 200) return failed('failing', `HTTP ${answer.status}`);
  return take(poller, answer, isUnconditional);
} // prettier-ignore

type FailedHealth = Extract<Look, { kind: 'failed' }>['health'];

interface Poller {
  readonly ports: PollPorts;
  readonly config: FeedConfig;
  readonly row: FeedRow;
  readonly ownerChannel: string | undefined;
}

const feedTypes =
  'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5';

/** What makes the request conditional; nothing now and then, since some servers keep an ETag although the feed has changed. */
function validatorsFor(state: FeedState, nowMs: number): Record<string, string> {
  if (nowMs - (state.unconditionalAtMs ?? nowMs) >= scheduleLimits.unconditionalMs) return {};
  // Headers come in and go out as Latin-1: these are the very bytes that the server sent.
  const { etag, lastModified } = state;
  return {
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
  };
}

const answeredBy = ({ clock }: PollPorts, answer: WebResponse, isUnconditional: boolean) => ({
  redirects: answer.redirects,
  freshForMs: freshForMs(answer.headers, clock.nowMs()),
  isUnconditional,
});

async function take(poller: Poller, answer: WebResponse, isUnconditional: boolean): Promise<PollOutcome> {
  const { ports, row } = poller;
  const answered = answeredBy(ports, answer, isUnconditional);
  const bodyHash = hashOf(answer.body);
  const validators: Validators = {
    etag: answer.headers['etag'],
    lastModified: answer.headers['last-modified'],
    bodyHash,
  };
  if (bodyHash === row.state.bodyHash) return settle(poller, { kind: 'unchanged', validators, ...answered });

  const { 'content-type': contentType, 'content-location': contentLocation } = answer.headers;
  const how = {
    url: answer.url,
    nowMs: ports.clock.nowMs(),
    ...(contentType !== undefined && { contentType }),
    ...(contentLocation !== undefined && { contentLocation }),
  };
  const parsed = await ports.sandbox.run('parseFeed', { bytes: answer.body, ...how }, { group: row.state.id, shared: {} });
  const misread = (reason: string) => settle(poller, { kind: 'failed', health: 'misread', reason: plain(reason), waitMs: 0 });
  if (parsed.kind === 'busy') return parsed;
  if (parsed.kind === 'ended') return misread(`unreadable: ${parsed.reason}`);
  if (parsed.value.kind === 'not-a-feed') return misread(`${parsed.value.reason}: ${parsed.value.detail}`);
  const { document, marks } = parsed.value;
  const admitted = await admit(poller, new Map(document.entries.map((entry, at) => [entry, marks[at]!])));
  await settle(poller, {
    kind: 'document',
    ...answered,
    validators,
    freshCount: admitted.freshCount,
    datesMs: document.entries.map((entry) => entry.publishedAtMs),
    title: document.title,
    pace: document.pace,
    note: document.repairs.length > 0 ? `repaired: ${document.repairs.join(', ')}` : undefined,
  });
  return { kind: 'fresh', ...admitted };
} // prettier-ignore

/** Fresh and edited entries become unread rows, then read jobs, then the feed's window; only then may the row move on. */
async function admit({ ports, config, row }: Poller, shown: ReadonlyMap<Entry, string>) {
  const nowMs = ports.clock.nowMs();
  const earlier = await getWindow(ports.table, config.id);
  const { window, fresh, edited, waitingCount, isRebaseline, isTemplateChange } = admission(row.state, earlier, shown);
  if (isRebaseline) ports.log('warn', 'feed-rebaselined', { feed: config.id, freshCount: fresh.length });
  if (waitingCount > 0) ports.log('info', 'edits-wait', { feed: config.id, waitingCount });
  if (isTemplateChange) ports.log('info', 'feed-template-changed', { feed: config.id });

  // Before they are more: of a feed that is behind, the sweep sends what waits.
  const isMuch = fresh.length + edited.length > limits.readsUncountedMax;
  const unreadCount = isMuch ? await countUnread(ports.table, config.id, limits.readsPerPollMax) : 0;
  const nextReadAtMs = nowMs + limits.readGraceMs;
  // One after another, 2,000 entries would take longer than a call has.
  await pMap(
    fresh,
    ({ entryId, entry, isBaseline }) => {
      const link = entry.link === undefined ? undefined : (canonicalUrl(entry.link) ?? undefined);
      const state = { feedId: config.id, entryId, state: 'unread', isBaseline, link, nextReadAtMs } as const;
      return admitEntry(ports, { ...state, seenAtMs: nowMs, failureCount: 0 }, entry);
    },
    { concurrency: limits.admitsAtOnceMax },
  );
  const unread = await unreadAgain(ports, config, edited, nowMs);
  await sendReads(ports, config, [...fresh.map((one) => ({ ...one, mark: '' })), ...unread], unreadCount);

  // An empty document is no reason to forget what the feed showed before.
  const nextWindow = window.size > 0 ? window : earlier;
  const gone = [...earlier.keys()].filter((entryId) => !nextWindow.has(entryId));
  await leaveWindow(ports.table, config.id, gone, nowMs);
  // Before the row, whose validators would keep the next poll from looking again.
  await saveWindow(ports.table, config.id, nextWindow);
  const baselineCount = fresh.filter(({ isBaseline }) => isBaseline).length;
  return { freshCount: fresh.length, baselineCount, editedCount: unread.length };
} // prettier-ignore

async function sendReads(
  ports: PollPorts,
  config: FeedConfig,
  entries: readonly Edited[],
  unreadCount: number,
) {
  const jobs = entries.map((one) => ({ ...one, ...turnOf(config, one.entry.link ?? config.url) }));
  const sent = sentNow(jobs, unreadCount);
  const waitingCount = jobs.length - sent.length;
  if (waitingCount > 0) ports.log('info', 'reads-wait', { feed: config.id, waitingCount });
  await ports.queues.read.send(
    sent.map(({ entryId, group, mark }) => ({
      group,
      dedupeId: `${config.id}/${entryId}${mark}`,
      body: JSON.stringify({ feedId: config.id, entryId }),
    })),
  );
}

/** Those of the edited entries that are to be read again. */
async function unreadAgain(
  ports: PollPorts,
  { id: feedId }: FeedConfig,
  edited: readonly Edited[],
  nowMs: number,
): Promise<Edited[]> {
  const how = { nextReadAtMs: nowMs + limits.readGraceMs, editsMax: limits.editsPerEntryMax };
  const unread: Edited[] = [];
  for (const one of edited) {
    const outcome = await editEntry(ports, { feedId, ...one }, how);
    if (outcome === 'unread') unread.push(one);
    if (outcome === 'left') ports.log('info', 'edit-left', { feed: feedId, entry: one.entryId });
  }
  return unread;
}

/** Moves the feed's row on, and tells the owner where that is due. */
async function settle({ ports, config, row, ownerChannel }: Poller, look: Look): Promise<PollOutcome> {
  const nowMs = ports.clock.nowMs();
  const state = stateAfter(config, row.state, look, { nowMs, random: ports.random });
  if (state.health !== row.state.health) {
    const level = state.health === 'ok' || state.health === 'quiet' ? 'info' : 'warn';
    ports.log(level, 'feed-health', { feed: state.id, health: state.health, reason: state.healthReason });
  }
  // Refused: another poll of the feed has finished meanwhile, and what it saved is as good.
  await saveFeedTelling(ports, config, { state, revision: row.revision }, ownerChannel);
  if (look.kind !== 'failed') return { kind: 'unchanged' };
  return { kind: 'failed', reason: look.reason, retryAtMs: state.dueAtMs };
}
