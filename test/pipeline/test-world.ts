import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '../../shared/domain/alert.ts';
import type { Config } from '../../shared/domain/config.ts';
import type { Topic } from '../../shared/domain/topic.ts';
import { guardedWeb } from '../../shared/net/web.ts';
import { withCanaryInside } from '../../shared/pipeline/canary-schedule.ts';
import { hasWaited } from '../../shared/pipeline/jobs.ts';
import { plan } from '../../shared/pipeline/plan.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { sweep } from '../../shared/pipeline/sweep.ts';
import { tasks } from '../../shared/pipeline/tasks.ts';
import { work, type QueueName } from '../../shared/pipeline/work.ts';
import { configSource } from '../../shared/store/config.ts';
import { frequencySource } from '../../shared/store/frequencies.ts';
import { idOf } from '../../shared/store/ids.ts';
import { noBroadcast } from '../../shared/worlds/local/broadcast.ts';
import { localBlobs } from '../../shared/worlds/local/blobs.ts';
import { openDatabase } from '../../shared/worlds/local/database.ts';
import { localQueue } from '../../shared/worlds/local/queue.ts';
import { seededRandom } from '../../shared/worlds/local/random.ts';
import { localTable } from '../../shared/worlds/local/table.ts';
import { inlineSandbox } from '../../shared/worlds/sandbox/inline.ts';

export interface TestWorld {
  readonly ports: Ports;
  readonly alerts: Alert[];
  nowMs(): number;
  advance(ms: number): void;
  /** One tick and everything that follows from it. */
  tick(): Promise<void>;
  /** Works until no queue gives a message. */
  drain(): Promise<void>;
  /** Drops every message that is under way. */
  loseMessages(): Promise<void>;
  close(): Promise<void>;
}

const queueNames: readonly QueueName[] = ['poll', 'read', 'deliver'];
const roundsMax = 2_000;

/** The real local world and the real client over loopback; only time and chance are made up. */
export async function testWorld(
  startMs: number,
  faults: Partial<Pick<Ports, 'secrets'>> & {
    wrap?: (ports: Ports) => Ports;
    /** Where its rows and objects outlive it: a later world in the same folder goes on. */
    folder?: string;
  } = {},
): Promise<TestWorld> {
  let nowMs = startMs;
  // Whoever sleeps moves time on: the test has one thread of work.
  const clock = {
    nowMs: () => nowMs,
    leftMs: () => Infinity,
    sleep: async (ms: number) => {
      nowMs += ms;
    },
  };
  const folder = faults.folder ?? (await mkdtemp(join(tmpdir(), 'rasid-test-')));
  const database = openDatabase(faults.folder === undefined ? ':memory:' : join(folder, 'rasid.db'));
  const table = localTable(database, clock);
  const blobs = localBlobs(folder);
  const web = guardedWeb({ userAgent: 'Rasid test', allowNets: ['127.0.0.0/8'], allowPorts: [] });
  const alerts: Alert[] = [];
  const queue = (name: string) => localQueue(database, clock, { name, receivesMax: 5 });
  const plain: Ports = {
    table,
    blobs,
    queues: { poll: queue('poll'), read: queue('read'), deliver: queue('deliver') },
    web: withCanaryInside(web, clock),
    mail: { send: async () => ({ kind: 'dead', reason: 'no mail here' }) },
    broadcast: noBroadcast,
    secrets: faults.secrets ?? { get: async () => undefined },
    clock,
    random: seededRandom(7),
    log: () => undefined,
    print: (_, record) => {
      alerts.push((record as { alert: Alert }).alert);
    },
    config: configSource({ table, blobs }),
    frequencies: frequencySource({ table, blobs }, clock),
    sandbox: inlineSandbox(tasks),
  };
  const ports = faults.wrap?.(plain) ?? plain;

  const drain = async () => {
    for (let round = 0; round < roundsMax; round += 1) {
      let count = 0;
      for (const name of queueNames) {
        for (const message of await ports.queues[name].receive({ messagesMax: 10, visibilityMs: 60_000 })) {
          count += 1;
          const outcome = await work(ports, name, message.body).catch(() => undefined);
          // A stage that threw leaves its message to its visibility time.
          if (outcome?.kind === 'later' && !hasWaited(outcome, message.receiveCount))
            await ports.queues[name].retryLater(message, outcome.delayMs);
          else if (outcome !== undefined) await ports.queues[name].done(message);
        }
      }
      if (count === 0) return;
    }
    throw new Error('the queues do not run empty');
  };
  return {
    ports,
    alerts,
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
    async tick() {
      await plan(ports);
      await sweep(ports);
      await drain();
    },
    drain,
    async loseMessages() {
      for (const name of queueNames) {
        for (;;) {
          const messages = await ports.queues[name].receive({ messagesMax: 10, visibilityMs: 60_000 });
          if (messages.length === 0) break;
          for (const message of messages) await ports.queues[name].done(message);
        }
      }
    },
    async close() {
      await web.close();
      database.close();
      if (faults.folder === undefined) await rm(folder, { recursive: true });
    },
  };
}

export function topicOf(name: string, fields: Partial<Topic> = {}): Topic {
  return {
    name,
    title: name,
    like: [],
    all: [],
    any: [],
    weights: {},
    near: [],
    not: [],
    languages: [],
    ...fields,
    alert: { channels: ['console'], backfill: false, ...fields.alert },
  };
}

export function configOf(feedUrls: readonly string[], fields: Partial<Config> = {}): Config {
  return {
    feeds: feedUrls.map((url) => ({ id: idOf('feed', url), url, everyMs: 600_000 })),
    topics: [topicOf('detainees', { any: ['معتقل'] })],
    channels: [{ name: 'console', type: 'console' }],
    timeZone: 'UTC',
    allowNets: ['127.0.0.0/8'],
    allowPorts: [],
    hostGapMs: 0,
    robots: 'honour',
    ...fields,
  };
}

export type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => void;

/** A real server on loopback. */
export async function serve(handler: Handler): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    handler(request, response, (request.url ?? '/').split('?')[0] ?? '/');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

export interface Item {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly atMs?: number;
}

export function rssOf(origin: string, items: readonly Item[]): string {
  const rows = items.map(
    ({ id, title, text, atMs }) =>
      `<item><title>${title}</title><link>${origin}/a/${id}</link><guid>${id}</guid><description>${text}</description>${
        atMs === undefined ? '' : `<pubDate>${new Date(atMs).toUTCString()}</pubDate>`
      }</item>`,
  );
  return `<rss version="2.0"><channel><title>صحيفة</title>${rows.join('')}</channel></rss>`;
}

export function pageOf({ title, text }: Item): string {
  return `<html lang="ar"><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${text}</p></article></body></html>`;
}
