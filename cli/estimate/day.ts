import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArticles } from '../../sample/articles.ts';
import type { Config } from '../../shared/domain/config.ts';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { plan } from '../../shared/pipeline/plan.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { sweep } from '../../shared/pipeline/sweep.ts';
import { tasks } from '../../shared/pipeline/tasks.ts';
import { work, type QueueName } from '../../shared/pipeline/work.ts';
import type { Web, WebResponse } from '../../shared/ports/web.ts';
import { configSource } from '../../shared/store/config.ts';
import { frequencySource } from '../../shared/store/frequencies.ts';
import { idOf } from '../../shared/store/ids.ts';
import { functionSizes } from '../../shared/worlds/aws/sizes.ts';
import { localBlobs } from '../../shared/worlds/local/blobs.ts';
import { openDatabase } from '../../shared/worlds/local/database.ts';
import { localQueue } from '../../shared/worlds/local/queue.ts';
import { seededRandom } from '../../shared/worlds/local/random.ts';
import { localTable } from '../../shared/worlds/local/table.ts';
import { inlineSandbox } from '../../shared/worlds/sandbox/inline.ts';
import { newMeter, type Meter } from './meter.ts';
import { sum, type Usage } from './prices.ts';

export interface DayOptions {
  /** How long the day is. */
  readonly minutes: number;
  readonly feedCount: number;
  readonly everyMs: number;
  readonly articlesPerFeed: number;
}

type Stage = 'tick' | QueueName;

/** What a day has used, stage by stage, and how much it has done. */
export interface Day {
  readonly usage: Readonly<Record<Stage, Usage>>;
  readonly tickCount: number;
  readonly pollCount: number;
  readonly articleCount: number;
  readonly hitCount: number;
  /** Bytes that a day's articles leave behind. */
  readonly stored: { readonly tableBytes: number; readonly objectBytes: number };
}

/**
 * What cannot be measured on one machine: round trips, and how long a core works. A function has the part of a core
 * that its memory buys, 1,769 MB being one.
 */
const assumed = {
  awsCallMs: 8,
  webCallMs: 400,
  coreMs: { tick: 5, poll: 5, read: 50, deliver: 5 },
  mbPerCore: 1_769,
} as const;

/** One article in twenty is about a topic of the owner's. */
const hitEvery = 20;
const pageParagraphs = 12;
/** Fewer than feeds show, since each is read before the day begins; their ids would fill one write unit as well. */
const shownEntries = 5;
const minuteMs = 60_000;
const queueNames = ['poll', 'read', 'deliver'] as const;
const sampleFolder = join(dirname(fileURLToPath(import.meta.url)), '../../sample/articles');

/** A day of the real stages on a made-up newsroom, with every call to AWS counted. The first day, which stores baselines, is not counted. */
export async function simulateDay(options: DayOptions): Promise<Day> {
  const folder = mkdtempSync(join(tmpdir(), 'rasid-estimate-'));
  const database = openDatabase(':memory:');
  // Noon, so that the day has the hour in which frequencies are learned.
  let nowMs = Date.UTC(2026, 0, 1, 12);
  const clock = {
    nowMs: () => nowMs,
    leftMs: () => Infinity,
    sleep: async (ms: number) => {
      nowMs += ms;
    },
  };
  const meter = newMeter();
  const table = meter.table(localTable(database, clock));
  const blobs = meter.blobs(localBlobs(folder));
  const queue = (name: string) => meter.queue(localQueue(database, clock, { name, receivesMax: 5 }));
  const outlets = newOutlets(options, nowMs + minuteMs);
  let moment = 0;
  const ports: Ports = {
    table,
    blobs,
    queues: { poll: queue('poll'), read: queue('read'), deliver: queue('deliver') },
    web: meter.web(outlets.web(clock.nowMs)),
    secrets: { get: async () => undefined },
    clock,
    random: seededRandom(1),
    log: () => undefined,
    mail: { send: async () => ({ kind: 'sent' }) },
    broadcast: { publish: async () => ({ kind: 'sent' }) },
    print: () => undefined,
    config: configSource({ table, blobs }, () => moment),
    frequencies: frequencySource({ table, blobs }, clock),
    sandbox: inlineSandbox(tasks),
  };
  const usage: Record<Stage, Usage> = { tick: {}, poll: {}, read: {}, deliver: {} };
  const done = { poll: 0, read: 0, deliver: 0 };
  const book = (stage: Stage, messageCount: number) => {
    usage[stage] = sum(usage[stage], meter.take(), invocation(stage, messageCount, meter.takeCalls()));
    moment += 1;
  };
  const forget = (meterOf: Meter) => {
    meterOf.take();
    meterOf.takeCalls();
  };
  const minute = async () => {
    await plan(ports);
    await sweep(ports);
    book('tick', 0);
    for (let isBusy = true; isBusy;) {
      isBusy = false;
      for (const name of queueNames) {
        const messages = await ports.queues[name].receive({ messagesMax: functionSizes[name].batchSize, visibilityMs: minuteMs });
        if (messages.length === 0) continue;
        isBusy = true;
        for (const message of messages) {
          const outcome = await work(ports, name, message.body);
          if (outcome.kind === 'later') await ports.queues[name].retryLater(message, outcome.delayMs);
          else await ports.queues[name].done(message);
          if (outcome.kind === 'done') done[name] += 1;
        }
        book(name, messages.length);
      }
    }
  };
  try {
    await apply(ports, outlets.config);
    for (let count = 0; count < Math.ceil(options.everyMs / minuteMs) + 1; count += 1) {
      await minute();
      nowMs += minuteMs;
    }
    forget(meter);
    for (const stage of Object.keys(usage) as Stage[]) usage[stage] = {};
    done.poll = 0;
    const before = { ...meter.stored, articles: outlets.readCount() };
    const startMs = nowMs;
    outlets.open(startMs);
    for (let count = 1; count <= options.minutes; count += 1) {
      await minute();
      nowMs = startMs + count * minuteMs;
    }
    return {
      usage,
      tickCount: options.minutes,
      pollCount: done.poll,
      articleCount: outlets.readCount() - before.articles,
      hitCount: outlets.hitCount(),
      stored: {
        tableBytes: meter.stored.tableBytes - before.tableBytes,
        objectBytes: meter.stored.objectBytes - before.objectBytes,
      },
    };
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
} // prettier-ignore

/** What Lambda and the mapping bill for one invocation with so many messages, which it works on side by side. */
function invocation(stage: Stage, messageCount: number, calls: { aws: number; web: number }): Usage {
  const { memoryMb } = functionSizes[stage];
  const coreMs = (assumed.coreMs[stage] * Math.max(1, messageCount) * assumed.mbPerCore) / memoryMb;
  const waitMs = (calls.aws * assumed.awsCallMs + calls.web * assumed.webCallMs) / Math.max(1, messageCount);
  const gbSeconds = ((memoryMb / 1_024) * (coreMs + waitMs)) / 1_000;
  // The mapping receives a batch with one request and deletes it with another.
  return { invocations: 1, gbSeconds, ...(messageCount > 0 && { queueRequests: 2 }) };
}

interface Published {
  readonly url: string;
  readonly title: string;
  readonly page: string;
  readonly atMinute: number;
  readonly isHit: boolean;
}

/** Outlets that publish evenly over the day, each at an origin of its own. */
function newOutlets({ minutes, feedCount, everyMs, articlesPerFeed }: DayOptions, addedAtMs: number) {
  const sample = readArticles(sampleFolder);
  const hits = sample.filter(({ topic, label }) => topic === 'isis-detainees' && label === 'true');
  const others = sample.filter(({ label }) => label === 'far');
  const pages = new Map<string, Published>();
  const feeds = Array.from({ length: feedCount }, (_, outlet) => {
    const origin = `https://outlet-${outlet}.example`;
    const published = Array.from({ length: shownEntries + articlesPerFeed }, (__, index): Published => {
      const number = outlet * 10_000 + index;
      const isHit = number % hitEvery === 0 && index >= shownEntries;
      const own = (isHit ? hits : others)[number % (isHit ? hits : others).length]!;
      const more = Array.from({ length: pageParagraphs }, (___, nth) => isHit ? own.paragraphs[nth] : others[(number + nth) % others.length]!.paragraphs[nth % 3]);
      const title = `${own.title} (${number})`;
      const paragraphs = [...more.filter((text) => text !== undefined), `(${number}) ${title}`];
      const atMinute = index < shownEntries ? -1 : ((index - shownEntries + outlet / feedCount) * minutes) / articlesPerFeed;
      return { url: `${origin}/news/${number}`, title, page: pageOf(title, paragraphs), atMinute, isHit };
    });
    for (const one of published) pages.set(one.url, one);
    return { url: `${origin}/feed.xml`, published };
  });
  const byUrl = new Map(feeds.map((feed) => [feed.url, feed]));
  let openedAtMs = Infinity;
  const read = new Set<Published>();
  const respond = (url: string, status: number, body: string, headers: Record<string, string>): WebResponse => ({ kind: 'response', status, headers, body: Buffer.from(body), url, redirects: [] });
  const config: Config = {
    feeds: feeds.map(({ url }) => ({ id: idOf('feed', canonicalUrl(url) ?? url), url, everyMs })),
    topics: [{ name: 'estimate', title: 'estimate', like: [], all: [{ name: 'who', terms: ['داعش', 'ISIS', 'Daesh', 'EI', 'DEAŞ', 'IŞİD'] }], any: [], weights: {}, near: [], not: [], languages: [], alert: { channels: ['console'], backfill: false } }],
    channels: [{ name: 'console', type: 'console' }],
    timeZone: 'UTC',
    hostGapMs: 1_000,
    robots: 'honour',
    allowNets: [],
    allowPorts: [],
  };
  return {
    config,
    open: (atMs: number) => {
      openedAtMs = atMs;
    },
    readCount: () => read.size,
    hitCount: () => [...read].filter(({ isHit }) => isHit).length,
    web: (nowMs: () => number): Web => ({
      async fetch({ url, headers = {} }) {
        if (url.endsWith('/robots.txt')) return respond(url, 200, 'User-agent: *\nDisallow: /search\n', { 'content-type': 'text/plain' });
        const page = pages.get(url);
        if (page !== undefined) {
          read.add(page);
          return respond(url, 200, page.page, { 'content-type': 'text/html; charset=utf-8' });
        }
        const minute = (nowMs() - openedAtMs) / minuteMs;
        const shown = (byUrl.get(url)?.published ?? []).filter(({ atMinute }) => atMinute <= Math.max(-1, minute)).slice(-shownEntries).reverse();
        const etag = `"${shown[0]?.url ?? ''}"`;
        if (headers['if-none-match'] === etag) return respond(url, 304, '', { etag });
        const items = shown.map((one) => `<item><title>${one.title}</title><link>${one.url}</link><pubDate>${new Date(one.atMinute < 0 ? addedAtMs - 86_400_000 : openedAtMs + one.atMinute * minuteMs).toUTCString()}</pubDate><description>${one.title}</description></item>`);
        return respond(url, 200, `<rss version="2.0"><channel><title>Outlet</title>${items.join('')}</channel></rss>`, { 'content-type': 'application/rss+xml; charset=utf-8', etag });
      },
    }),
  };
} // prettier-ignore

const pageOf = (title: string, paragraphs: readonly string[]) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`;
