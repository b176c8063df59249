import type { FeedConfig, FeedDocument } from '../domain/feed.ts';
import { parseFeed } from '../feeds/parse.ts';
import { backoffMs } from '../net/backoff.ts';
import { canonicalUrl } from '../net/canonical-url.ts';
import { retryAfterMs } from '../domain/retry-after.ts';
import type { WebResponse } from '../ports/web.ts';
import { admitEntry, leaveWindow } from '../store/entries.ts';
import {
  getFeed,
  getWindow,
  saveFeed,
  saveWindow,
  type FeedHealth,
  type FeedRow,
  type FeedState,
} from '../store/feeds.ts';
import { hashOf } from '../store/ids.ts';
import { claimPaceSoon } from '../store/pace.ts';
import { admission } from './admission.ts';
import { limits } from './limits.ts';
import { hostOf } from './plan.ts';
import type { PollJob } from './jobs.ts';
import type { Ports } from './ports.ts';

export type PollPorts = Pick<
  Ports,
  'table' | 'blobs' | 'queues' | 'web' | 'clock' | 'random' | 'log' | 'config'
>;

export type PollOutcome =
  | { kind: 'fresh'; freshCount: number; baselineCount: number }
  | { kind: 'unchanged' }
  | { kind: 'failed'; reason: string; retryAtMs: number }
  | { kind: 'busy'; untilMs: number }
  | { kind: 'skipped'; reason: 'not-due' | 'removed' };

/**
 * Polls one feed: conditional GET, the document's fresh entries become unread rows, then read jobs, and last
 * the feed's row with its window and validators. Whatever stops it in between, the next poll does it again:
 * entries are admitted if absent.
 */
export async function poll(ports: PollPorts, job: PollJob): Promise<PollOutcome> {
  const row = await getFeed(ports.table, job.feedId);
  const current = await ports.config();
  const config = current?.config.feeds.find((feed) => feed.id === job.feedId);
  if (row === undefined || row.state.dueAtMs === undefined) return { kind: 'skipped', reason: 'removed' };
  if (current === undefined || config === undefined) {
    await saveFeed(ports.table, { ...row.state, dueAtMs: undefined }, { revision: row.revision });
    return { kind: 'skipped', reason: 'removed' };
  }
  if (row.state.dueAtMs > ports.clock.nowMs()) return { kind: 'skipped', reason: 'not-due' };

  const claim = await claimPaceSoon(ports, hostOf(config.url), {
    leaseMs: limits.fetchLeaseMs,
    waitMsMax: limits.paceWaitMsMax,
  });
  if (claim.kind === 'busy') return { kind: 'busy', untilMs: claim.untilMs };
  const answer = await ports.web.fetch({
    url: config.url,
    headers: conditionalHeaders(row.state),
    bodyBytesMax: limits.feedBodyBytesMax,
    totalMs: limits.fetchMs,
  });
  const waitMs = answer.kind === 'response' ? retryAfterMs(answer.headers, ports.clock.nowMs()) : undefined;
  await claim.release({ gapMs: current.config.hostGapMs, retryAfterMs: waitMs });

  if (answer.kind === 'failed')
    return fail(ports, config, row, 'failing', `${answer.reason}: ${answer.detail}`);
  if (answer.status === 304) return unchanged(ports, config, row, {});
  if (answer.status === 410)
    return fail(ports, config, row, 'gone', 'HTTP 410: the publisher has removed it');
  if (answer.status !== 200) return fail(ports, config, row, 'failing', `HTTP ${answer.status}`, waitMs);
  return take(ports, config, row, answer);
}

function conditionalHeaders(state: FeedState): Record<string, string> {
  return {
    accept:
      'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
    ...(state.etag !== undefined && { 'if-none-match': state.etag }),
    ...(state.lastModified !== undefined && { 'if-modified-since': state.lastModified }),
  };
}

async function take(
  ports: PollPorts,
  config: FeedConfig,
  row: FeedRow,
  answer: WebResponse,
): Promise<PollOutcome> {
  const bodyHash = hashOf(answer.body);
  const validators = {
    etag: answer.headers['etag'],
    lastModified: answer.headers['last-modified'],
    bodyHash,
  };
  if (bodyHash === row.state.bodyHash) return unchanged(ports, config, row, validators);

  const contentType = answer.headers['content-type'];
  const nowMs = ports.clock.nowMs();
  const parsed = await parseFeed(answer.body, {
    url: answer.url,
    nowMs,
    ...(contentType !== undefined && { contentType }),
  });
  if (parsed.kind === 'not-a-feed') {
    return fail(ports, config, row, 'misread', `${parsed.reason}: ${parsed.detail}`);
  }
  return admit(ports, config, row, parsed.document, validators);
}

async function admit(
  ports: PollPorts,
  config: FeedConfig,
  row: FeedRow,
  document: FeedDocument,
  validators: Pick<FeedState, 'etag' | 'lastModified' | 'bodyHash'>,
): Promise<PollOutcome> {
  const nowMs = ports.clock.nowMs();
  const earlier = await getWindow(ports.table, config.id);
  const { window, fresh, isRebaseline } = admission(row.state, earlier, document.entries);
  if (isRebaseline) ports.log('warn', 'feed-rebaselined', { feed: config.id, freshCount: fresh.length });

  let baselineCount = 0;
  for (const { entryId, entry, isBaseline } of fresh) {
    if (isBaseline) baselineCount += 1;
    const nextReadAtMs = nowMs + limits.readGraceMs;
    const link = entry.link === undefined ? undefined : (canonicalUrl(entry.link) ?? undefined);
    const state = { feedId: config.id, entryId, state: 'unread', isBaseline, link, nextReadAtMs } as const;
    await admitEntry(ports, { ...state, seenAtMs: nowMs, failureCount: 0 }, entry);
  }
  await ports.queues.read.send(
    fresh.map(({ entryId, entry }) => ({
      group: hostOf(entry.link ?? config.url),
      dedupeId: `${config.id}/${entryId}`,
      body: JSON.stringify({ feedId: config.id, entryId }),
    })),
  );

  // An empty document is no reason to forget what the feed showed before.
  const nextWindow = window.length > 0 ? window : earlier;
  const shown = new Set(nextWindow);
  const gone = earlier.filter((entryId) => !shown.has(entryId));
  await leaveWindow(ports.table, config.id, gone, nowMs);
  // Before the row, whose validators would keep the next poll from looking again.
  await saveWindow(ports.table, config.id, nextWindow);
  await settle(ports, config, row, {
    ...validators,
    title: document.title ?? row.state.title,
    baselineAtMs: row.state.baselineAtMs ?? nowMs,
    freshAtMs: fresh.length > 0 ? nowMs : row.state.freshAtMs,
    ...healthOf(row.state, window.length > 0 ? 'ok' : 'quiet', repairNote(document), nowMs),
  });
  return { kind: 'fresh', freshCount: fresh.length, baselineCount };
}

function repairNote(document: FeedDocument): string | undefined {
  if (document.entries.length === 0) return 'the document has no entries';
  return document.repairs.length > 0 ? `repaired: ${document.repairs.join(', ')}` : undefined;
}

async function unchanged(
  ports: PollPorts,
  config: FeedConfig,
  row: FeedRow,
  validators: Partial<FeedState>,
): Promise<PollOutcome> {
  const { state } = row;
  // What the last document was (whole, repaired, empty) still holds; a failure since then is over.
  const health = state.failureCount > 0 ? healthOf(state, 'ok', undefined, ports.clock.nowMs()) : {};
  await settle(ports, config, row, { ...validators, ...health });
  return { kind: 'unchanged' };
}

async function settle(ports: PollPorts, config: FeedConfig, row: FeedRow, change: Partial<FeedState>) {
  const nowMs = ports.clock.nowMs();
  const dueAtMs = nowMs + config.everyMs;
  const state = { ...row.state, ...change, dueAtMs, polledAtMs: nowMs, healthyAtMs: nowMs, failureCount: 0 };
  reportHealth(ports, row.state, state);
  // Refused: another poll of the feed has finished meanwhile, and what it saved is as good.
  await saveFeed(ports.table, state, { revision: row.revision });
}

async function fail(
  ports: PollPorts,
  config: FeedConfig,
  row: FeedRow,
  health: FeedHealth,
  reason: string,
  waitMs = 0,
): Promise<PollOutcome> {
  const nowMs = ports.clock.nowMs();
  const failureCount = row.state.failureCount + 1;
  const pauseMs =
    health === 'gone'
      ? limits.gonePollMs
      : backoffMs(failureCount, ports.random, { baseMs: config.everyMs, maxMs: limits.failedPollMsMax });
  const retryAtMs = nowMs + Math.max(pauseMs, waitMs);
  const change = healthOf(row.state, health, reason, nowMs);
  const state = { ...row.state, ...change, dueAtMs: retryAtMs, polledAtMs: nowMs, failureCount };
  reportHealth(ports, row.state, state);
  await saveFeed(ports.table, state, { revision: row.revision });
  return { kind: 'failed', reason, retryAtMs };
}

function healthOf(state: FeedState, health: FeedHealth, healthReason: string | undefined, nowMs: number) {
  return { health, healthReason, healthSinceMs: state.health === health ? state.healthSinceMs : nowMs };
}

function reportHealth(ports: PollPorts, before: FeedState, after: FeedState): void {
  if (before.health === after.health) return;
  const level = after.health === 'ok' || after.health === 'quiet' ? 'info' : 'warn';
  ports.log(level, 'feed-health', { feed: after.id, health: after.health, reason: after.healthReason });
}
