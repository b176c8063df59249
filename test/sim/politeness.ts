import type { IncomingMessage, ServerResponse } from 'node:http';
import { apply } from '../../shared/pipeline/apply.ts';
import { plan } from '../../shared/pipeline/plan.ts';
import { sweep } from '../../shared/pipeline/sweep.ts';
import { work } from '../../shared/pipeline/work.ts';
import { configOf, rssOf, serve, testWorld, type Item, type TestWorld } from '../pipeline/test-world.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** A Friday, an hour before midnight. */
const startMs = Date.UTC(2026, 1, 13, 23);
const visibilityMs = 60_000;
const batch = 10;

/** One request, as a publisher's server saw it. */
export interface Seen {
  readonly atMs: number;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage['headers'];
  /** Raw header lines, for what has to come back byte for byte. */
  readonly raw: readonly string[];
  status: number;
  /** Another request to the same server was under way. */
  readonly isBeside: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the answer may depend on: the request, virtual time, and how often the path has been asked for. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly nowMs: number;
  readonly hours: number;
  readonly count: number;
  readonly origin: string;
}

export interface Publisher {
  readonly name: string;
  /** Paths of its feeds. */
  readonly feeds: readonly string[];
  /** Given by the owner; without it, the interval adapts. */
  readonly everyMs?: number | undefined;
  answer(asked: Asked): Answer;
}

export interface Simulated {
  readonly seen: readonly Seen[];
  readonly origin: string;
}

/** An item that appears every so many hours, newest first; ids say when. */
export function itemsAt(nowMs: number, everyHours: number, most = 10): Item[] {
  const latest = Math.floor((nowMs - startMs) / (everyHours * hourMs));
  return Array.from({ length: most }, (_, nth) => latest - nth).map((number) => ({
    id: `n${number + most}`,
    title: `خبر رقم ${number + most}`,
    text: `نص الخبر رقم ${number + most}`,
    atMs: startMs + number * everyHours * hourMs,
  }));
}

export const feedAnswer = (asked: Asked, everyHours: number, headers: Record<string, string> = {}): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/rss+xml', ...headers },
  body: rssOf(asked.origin, itemsAt(asked.nowMs, everyHours)),
}); // prettier-ignore

/** So many hours of these publishers' lives over real HTTP, in virtual time, with a gap of a second per host. */
export async function simulate(publishers: readonly Publisher[], hours: number): Promise<Map<string, Simulated>> {
  const world = await testWorld(startMs);
  const servers = await Promise.all(publishers.map((publisher) => open(publisher, world)));
  try {
    const urls = publishers.flatMap(({ feeds }, index) => feeds.map((path) => `${servers[index]?.origin}${path}`));
    const intervals = publishers.flatMap(({ feeds, everyMs }) => feeds.map(() => everyMs));
    const config = configOf(urls, { hostGapMs: 1_000 });
    await apply(world.ports, { ...config, feeds: config.feeds.map(({ id, url }, index) => ({ id, url, everyMs: intervals[index] })) });
    for (let minute = 0; minute < hours * 60; minute += 1) {
      const nextAtMs = world.nowMs() + minuteMs;
      await plan(world.ports);
      await sweep(world.ports);
      await drain(world);
      // Whoever waited for a busy host has moved time on already.
      if (world.nowMs() < nextAtMs) world.advance(nextAtMs - world.nowMs());
    }
    return new Map(publishers.map(({ name }, index) => [name, servers[index]!]));
  } finally {
    for (const server of servers) await server.close();
    await world.close();
  }
} // prettier-ignore

/** Side by side, as workers do it. */
async function drain({ ports }: TestWorld): Promise<void> {
  for (let isBusy = true; isBusy;) {
    isBusy = false;
    for (const name of ['poll', 'read', 'deliver'] as const) {
      const messages = await ports.queues[name].receive({ messagesMax: batch, visibilityMs });
      isBusy ||= messages.length > 0;
      await Promise.all(
        messages.map(async (message) => {
          const outcome = await work(ports, name, message.body);
          if (outcome.kind === 'later') await ports.queues[name].retryLater(message, outcome.delayMs);
          else await ports.queues[name].done(message);
        }),
      );
    }
  }
}

async function open(publisher: Publisher, world: TestWorld) {
  const seen: Seen[] = [];
  const counts = new Map<string, number>();
  let underWay = 0;
  const respond = (request: IncomingMessage, response: ServerResponse, path: string) => {
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    const nowMs = world.nowMs();
    const { headers, rawHeaders: raw } = request;
    const query = (request.url ?? '').slice(path.length);
    const one: Seen = { atMs: nowMs, path, query, headers, raw, status: 0, isBeside: underWay > 0 };
    seen.push(one);
    underWay += 1;
    response.on('close', () => (underWay -= 1));
    const hours = (nowMs - startMs) / hourMs;
    const answer = publisher.answer({ path, headers, nowMs, hours, count, origin: server.origin });
    one.status = answer.status;
    // Its own clock is real: virtual time has no Date.
    response.sendDate = false;
    // Not at once: two requests side by side would be seen.
    setTimeout(() => response.writeHead(answer.status, answer.headers).end(answer.body), 2);
  };
  const server = await serve(respond);
  return { seen, origin: server.origin, close: () => server.close() };
}
