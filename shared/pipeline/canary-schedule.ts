import type { Config } from '../domain/config.ts';
import type { Table } from '../ports/table.ts';
import type { Web, WebRequest, WebResponse } from '../ports/web.ts';
import type { Clock } from '../ports/world.ts';
import { sentAlerts } from '../store/sent-deliveries.ts';
import { dayMs, idOf } from '../store/ids.ts';
import { canaryChannel, canaryFeed, canaryPage, withCanary } from './canary.ts';

/** Nothing on the internet has this name: RFC 6761 keeps it free. */
const origin = 'https://rasid-canary.invalid';
const path = /^\/every-(\d{4,10})(?:\/(\d{1,9}))?$/u;
/** Whether a feed is the canary's. */
export const isCanary = (url: string) => url.startsWith(`${origin}/`);
const feedUrlOf = (everyMs: number) => `${origin}/every-${everyMs}`;

const limits = {
  /** As often as most feeds are polled: what is measured is meant to hold for them. */
  pollMs: 10 * 60_000,
  /** Articles that the feed shows. */
  shownMax: 4,
  /** Its topic is silent after so many articles without an alert. */
  missedMax: 3,
  /** One that has not arrived by then is missing. */
  lateMs: 3_600_000,
  rowsMax: 1_000,
  words: 90,
  sentenceWords: 9,
} as const;

/** The config with the canary that sings for good, where the owner has one: its topic's silence is told as any. */
export function withSingingCanary(config: Config): Config {
  const { canaryMs } = config;
  if (canaryMs === undefined) return config;
  return withCanary(config, {
    name: canaryChannel,
    feedUrl: feedUrlOf(canaryMs),
    everyMs: limits.pollMs,
    silence: limits.missedMax * canaryMs,
  });
}

/** Answers for the canary's feed and articles without a socket; everything else is asked of the web. */
export function withCanaryInside(web: Web, clock: Pick<Clock, 'nowMs'>): Web {
  return {
    fetch: async (request) => {
      return isCanary(request.url) ? answerOf(request, clock.nowMs()) : web.fetch(request);
    },
  };
}

function answerOf({ url, headers }: WebRequest, nowMs: number): WebResponse {
  const response = (status: number, type: string, text: string, etag?: string): WebResponse => ({
    kind: 'response',
    status,
    headers: { 'content-type': `${type}; charset=utf-8`, ...(etag !== undefined && { etag }) },
    body: new TextEncoder().encode(text),
    url,
    redirects: [],
  });
  const [, every, slot] = path.exec(new URL(url).pathname) ?? [];
  if (every === undefined) return response(404, 'text/plain', 'not found\n');
  const everyMs = Number(every);
  if (slot !== undefined) return response(200, 'text/html', pageOf(Number(slot)));
  const latest = latestSlot(everyMs, nowMs);
  const etag = `"${latest}"`;
  if (headers?.['if-none-match'] === etag) return response(304, 'application/rss+xml', '', etag);
  const items = Array.from({ length: limits.shownMax }, (_, nth) => latest - nth).map((number) => ({
    guid: `${every}-${number}`,
    title: titleOf(number),
    link: `${url}/${number}`,
    atMs: publishedAtMs(everyMs, number),
  }));
  return response(200, 'application/rss+xml', canaryFeed(url, items), etag);
}

/** Somewhere in its slot of time, so that polls at even intervals find it early and late alike. */
function publishedAtMs(everyMs: number, slot: number): number {
  const fraction = Number.parseInt(idOf('canary', String(slot)).slice(0, 8), 16) / 2 ** 32;
  // Dates in feeds are whole seconds.
  return Math.floor(((slot + fraction) * everyMs) / 1_000) * 1_000;
}

function latestSlot(everyMs: number, nowMs: number): number {
  const slot = Math.floor(nowMs / everyMs);
  return publishedAtMs(everyMs, slot) <= nowMs ? slot : slot - 1;
}

const titleOf = (slot: number) => `${canaryChannel} sings ${wordsOf(slot, 0, 4).join(' ')}`;

/** Every article has words of its own, so that each is a story of its own. */
function pageOf(slot: number): string {
  const words = wordsOf(slot, 4, limits.words);
  const sentences: string[] = [];
  for (let at = 0; at < words.length; at += limits.sentenceWords) {
    const [first = '', ...rest] = words.slice(at, at + limits.sentenceWords);
    sentences.push(`${[first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ')}.`);
  }
  const half = Math.ceil(sentences.length / 2);
  const paragraphs = [sentences.slice(0, half), sentences.slice(half)].map((some) => some.join(' '));
  return canaryPage(titleOf(slot), paragraphs);
}

/** Made up by number: three syllables each, and in no language. */
function wordsOf(slot: number, from: number, count: number): string[] {
  const syllable = (hex: string) => {
    const value = Number.parseInt(hex, 16);
    return 'bdfgklmnprstvz'.charAt(value % 14) + 'aeiou'.charAt(Math.floor(value / 14) % 5);
  };
  return Array.from({ length: count }, (_, nth) => {
    const id = idOf('canary', String(slot), String(from + nth));
    return [0, 3, 6].map((at) => syllable(id.slice(at, at + 3))).join('');
  });
}

/** How long the canary's articles took from publishing to alert. */
export interface CanaryTimes {
  readonly days: number;
  readonly arrivedCount: number;
  /** Published since the first that arrived, and not alerted within an hour. */
  readonly missingCount: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Measured in the ledger: what the canary's topic has sent in the last days; undefined before the first. */
export async function canaryTimes(
  { table, clock }: { table: Table; clock: Pick<Clock, 'nowMs'> },
  { canaryMs }: Pick<Config, 'canaryMs'>,
  days = 7,
): Promise<CanaryTimes | undefined> {
  if (canaryMs === undefined) return undefined;
  const nowMs = clock.nowMs();
  const sent = await sentAlerts(table, canaryChannel, canaryChannel, nowMs - days * dayMs, limits.rowsMax);
  const times: number[] = [];
  const slots = new Set<number>();
  for (const { alert, sentAtMs } of sent) {
    if (!alert.article.url.startsWith(`${feedUrlOf(canaryMs)}/`)) continue;
    const slot = Number(alert.article.url.split('/').at(-1));
    times.push(sentAtMs - publishedAtMs(canaryMs, slot));
    slots.add(slot);
  }
  if (times.length === 0) return undefined;
  const last = latestSlot(canaryMs, nowMs - limits.lateMs);
  const wantedCount = Math.max(0, last - Math.min(...slots) + 1);
  const arrivedCount = [...slots].filter((slot) => slot <= last).length;
  times.sort((a, b) => a - b);
  return {
    days,
    arrivedCount: times.length,
    missingCount: Math.max(0, wantedCount - arrivedCount),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  };
}

/** By nearest rank, of times in ascending order. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** `canary: 5 min by half, 10 min by 19 of 20 (28 articles in 7 days)`, for people. */
export function canaryText({ days, arrivedCount, missingCount, p50Ms, p95Ms }: CanaryTimes): string {
  const minutes = (ms: number) => `${(ms / 60_000).toFixed(1)} min`;
  const missing = missingCount === 0 ? '' : `, ${missingCount} missing`;
  return `from publishing to alert: p50 ${minutes(p50Ms)}, p95 ${minutes(p95Ms)} (${arrivedCount} articles in ${days} days${missing})`;
}
