import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '../../shared/domain/alert.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { canaryTimes, percentile, type CanaryTimes } from '../../shared/pipeline/canary-schedule.ts';
import { plan } from '../../shared/pipeline/plan.ts';
import { sweep } from '../../shared/pipeline/sweep.ts';
import { work } from '../../shared/pipeline/work.ts';
import { seededRandom } from '../../shared/worlds/local/random.ts';
import { configOf, pageOf, rssOf, serve, testWorld, topicOf, type Item, type TestWorld } from '../pipeline/test-world.ts'; // prettier-ignore

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const startMs = Date.UTC(2026, 1, 13, 8);
const shownItems = 15;
const word = 'رصد';

export interface Week {
  readonly firstSyncAlertCount: number;
  readonly publishedCount: number;
  /** Ids of what was told, as often as it was told. */
  readonly toldIds: readonly string[];
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly canary: CanaryTimes | undefined;
  readonly restartCount: number;
}

export interface WeekOptions {
  readonly days: number;
  readonly everyMs: number;
  readonly articleCount: number;
  readonly canaryMs: number;
  /** From each of these times on, the process dies with the next article in its hands, and a new one applies the config and goes on. */
  readonly restartsAtMs: readonly number[];
}

/** News of one outlet, at times of its own: each of made-up words, so that each is a story. */
function newsOf({ days, articleCount }: WeekOptions): Item[] {
  const random = seededRandom(11);
  const letters = 'بتجدرسصطعفقكلمنه';
  const made = (count: number) =>
    Array.from({ length: count }, () =>
      Array.from({ length: 5 }, () => letters[Math.floor(random.fraction() * letters.length)]).join(''),
    ).join(' ');
  // The day before the first look is baseline.
  return Array.from({ length: articleCount + shownItems }, (_, nth) => {
    const atMs = nth < shownItems ? startMs - (nth + 1) * hourMs : startMs + hourMs + random.fraction() * (days * 24 - 2) * hourMs; // prettier-ignore
    return { id: `n${nth}`, title: `${word} ${made(5)}`, text: `${made(40)}. ${made(40)}.`, atMs };
  }).sort((a, b) => b.atMs - a.atMs);
}

/** A week of one outlet in simulated time, over real HTTP, with everything that a deployed Rasid does in it. */
export async function simulateWeek(options: WeekOptions): Promise<Week> {
  const news = newsOf(options);
  const folder = await mkdtemp(join(tmpdir(), 'rasid-week-'));
  let world: TestWorld = await testWorld(startMs, { folder });
  const server = await serve((_, response, path) => {
    const shown = news.filter(({ atMs = 0 }) => atMs <= world.nowMs());
    const item = shown.find(({ id }) => path === `/a/${id}`);
    const html = { 'content-type': 'text/html; charset=utf-8' };
    if (path === '/feed')
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rssOf(server.origin, shown.slice(0, shownItems))); // prettier-ignore
    else if (item === undefined) response.writeHead(404).end();
    else response.writeHead(200, html).end(pageOf(item));
  });
  const config = configOf([`${server.origin}/feed`], { topics: [topicOf('watch', { any: [word] })], canaryMs: options.canaryMs }); // prettier-ignore
  const fed = { ...config, feeds: config.feeds.map((feed) => ({ ...feed, everyMs: options.everyMs })) };
  const told: { alert: Alert; atMs: number }[] = [];
  const take = () => {
    for (const alert of world.alerts.splice(0)) told.push({ alert, atMs: world.nowMs() });
  };
  let restartCount = 0;
  try {
    await apply(world.ports, fed);
    await world.tick();
    const firstSyncAlertCount = world.alerts.length;
    for (let minute = 1; minute < options.days * 24 * 60; minute += 1) {
      const nextAtMs = startMs + minute * minuteMs;
      // Whoever waited for a busy host has moved time on already.
      if (world.nowMs() < nextAtMs) world.advance(nextAtMs - world.nowMs());
      await plan(world.ports);
      await sweep(world.ports);
      if (
        world.nowMs() >= startMs + (options.restartsAtMs[restartCount] ?? Infinity) &&
        (await isReading(world))
      ) {
        await world.close();
        world = await testWorld(world.nowMs(), { folder });
        await apply(world.ports, fed);
        restartCount += 1;
      }
      await world.drain();
      take();
    }
    const times = told.map(({ alert, atMs }) => atMs - (alert.article.publishedAtMs ?? 0)).sort((a, b) => a - b); // prettier-ignore
    return {
      firstSyncAlertCount,
      publishedCount: options.articleCount,
      toldIds: told.map(({ alert }) => alert.article.url),
      p50Ms: percentile(times, 0.5),
      p95Ms: percentile(times, 0.95),
      canary: await canaryTimes(world.ports, config, options.days),
      restartCount,
    };
  } finally {
    await server.close();
    await world.close();
    await rm(folder, { recursive: true });
  }
}

/** Polls what is due, and takes what is to be read out of its queue, as a reader does that will not live to read it. */
async function isReading({ ports }: TestWorld): Promise<boolean> {
  for (const message of await ports.queues.poll.receive({ messagesMax: 10, visibilityMs: minuteMs })) {
    await work(ports, 'poll', message.body);
    await ports.queues.poll.done(message);
  }
  const messages = await ports.queues.read.receive({ messagesMax: 10, visibilityMs: minuteMs });
  return messages.some(({ body }) => !body.includes('openOutbox'));
}
