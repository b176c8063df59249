import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openLocalWorld } from '../../cli/local-world.ts';
import { getEntry, unreadableEntries } from '../../shared/store/entries.ts';
import { getFeed } from '../../shared/store/feeds.ts';
import { idOf } from '../../shared/store/ids.ts';
import { events, wordsOf } from '../pipeline/desk-of.ts';
import { closers, outletWith } from '../pipeline/outlet.ts';
import { configOf, topicOf, type Item } from '../pipeline/test-world.ts';
import type { Mortal } from './mortal-monitor.ts';

const program = fileURLToPath(new URL('mortal-monitor.ts', import.meta.url));
const limitMs = 500_000;
const timeout = limitMs + 40_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const poison = 'فرار معتقل من السجن';
const ofWell = ['two', 'three', 'four', 'five', 'six'];
const innocents = ['one', ...ofWell];
const sentenceOf = (id: string) => events[innocents.indexOf(id)] ?? poison;
const itemOf = (id: string, atMs: number): Item => {
  const text = `${sentenceOf(id)}. ${wordsOf(innocents.indexOf(id) + 2, 12)}.`;
  return { id, title: sentenceOf(id), text, atMs };
};

/** Two outlets, one of them with the poison among its entries, and a monitor that is started again whenever it is killed. */
async function desk(poisonOf: (outlet: { origin: string; url: string }) => Partial<Mortal>, wanted = innocents) {
  const atMs = Date.now();
  const sick = await outletWith([itemOf('poison', atMs), itemOf('one', atMs)]);
  const well = await outletWith(ofWell.map((id) => itemOf(id, atMs)));
  const folder = await mkdtemp(join(tmpdir(), 'rasid-poison-'));
  const topics = [topicOf('detainees', { any: ['معتقل'], alert: { channels: ['console'], backfill: true } })];
  const plain = configOf([sick.url, well.url], { topics });
  const config = { ...plain, feeds: plain.feeds.map((feed) => ({ ...feed, everyMs: 1_000 })) };
  const mortal: Mortal = { folder, config, ...poisonOf(sick) };
  const world = openLocalWorld(folder, () => undefined);
  closers.push(
    () => rm(folder, { recursive: true }),
    () => world.close(),
  );
  let printed = '';
  let deathCount = 0;
  /** Titles that alerted, with the reason where the text is the feed's. */
  const told = () => {
    const lines = printed.split('\n').slice(0, -1);
    const alerts = lines.map((line) => JSON.parse(line) as { title: string; textFromFeed?: string });
    return new Map(alerts.map(({ title, textFromFeed }) => [title, textFromFeed]));
  };
  const areInnocentsTold = () => wanted.every((id) => told().has(sentenceOf(id)));
  const start = () => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(mortal)], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    const ended = new Promise<NodeJS.Signals | null>((resolve) => {
      child.on('close', (_, signal) => {
        resolve(signal);
      });
    });
    return { child, ended };
  };
  /** Lives, dies and begins anew until the innocents have alerted and the test has seen enough. */
  const live = async (isEnough: () => Promise<boolean>) => {
    for (const endMs = Date.now() + limitMs; Date.now() < endMs;) {
      const { child, ended } = start();
      const isOver = () => child.exitCode !== null || child.signalCode !== null;
      while (!isOver() && Date.now() < endMs && !(areInnocentsTold() && (await isEnough()))) await pause(50);
      const isKilled = isOver();
      child.kill('SIGTERM');
      expect(await ended).toBe(isKilled ? 'SIGKILL' : 'SIGTERM');
      if (!isKilled) return;
      deathCount += 1;
    }
  };
  const stateOf = async () => (await getEntry(world.ports.table, idOf('feed', sick.url), idOf('guid', 'poison')))?.state;
  const isRead = async () => (await stateOf())?.state === 'read';
  const pageReads = (id: string) => [...sick.seen, ...well.seen].filter(({ path }) => path === `/a/${id}`).length;
  const feedOf = async ({ url }: { url: string }) => (await getFeed(world.ports.table, idOf('feed', url)))?.state;
  return { world, sick, well, wanted, told, live, stateOf, isRead, pageReads, feedOf, deathCount: () => deathCount };
} // prettier-ignore

/** All of them were read from their pages, on the first try or the next, and none is degraded or closed. */
async function expectInnocents({ wanted, told, pageReads, world }: Awaited<ReturnType<typeof desk>>) {
  for (const id of wanted) {
    expect([id, told().has(sentenceOf(id)), told().get(sentenceOf(id))]).toEqual([id, true, undefined]);
    expect(pageReads(id)).toBeLessThanOrEqual(2);
  }
  const closed = await unreadableEntries(world.ports.table, 0, 10);
  expect(closed.filter(({ entryId }) => entryId !== idOf('guid', 'poison'))).toEqual([]);
}

describe('a monitor with a poison among its entries', () => {
  it('is killed three times by a page, then alerts from the feed’s own text', { timeout }, async () => {
    const one = await desk(({ origin }) => ({ killingUrl: `${origin}/a/poison` }));
    await one.live(async () => one.told().has(poison));
    expect(one.deathCount()).toBe(3);
    expect(one.told().get(poison)).toBe('3 tries to read its page failed or did not end');
    await expectInnocents(one);
  });

  it('is killed six times by a text, then closes its entry with the reason', { timeout }, async () => {
    const one = await desk(() => ({ killingText: 'فرار' }));
    await one.live(one.isRead);
    expect(one.deathCount()).toBe(6);
    expect(await one.stateOf()).toMatchObject({
      unreadable: { part: 'entry', reason: '6 tries to read it failed or did not end' },
    });
    expect(one.pageReads('poison')).toBe(3);
    expect(one.told().has(poison)).toBe(false);
    await expectInnocents(one);
  });

  it(
    'is not held up by a page that never ends, and alerts from the feed’s own text',
    { timeout },
    async () => {
      const one = await desk(({ origin }) => ({ stuckUrl: `${origin}/a/poison` }));
      await one.live(async () => one.told().has(poison));
      expect(one.deathCount()).toBe(0);
      expect(one.told().get(poison)).toBe('3 tries to read its page failed or did not end');
      await expectInnocents(one);
    },
  );
});

describe('a monitor with a poison among its feeds', () => {
  it('is killed at longer and longer distances, shows why, and reads the others', { timeout }, async () => {
    const one = await desk(({ url }) => ({ killingUrl: url }), ofWell);
    const isWellEnded = async () => (await one.feedOf(one.well))?.unendedCount === undefined;
    await one.live(async () => one.deathCount() >= 4 && (await isWellEnded()));
    expect(await one.feedOf(one.sick)).toMatchObject({
      health: 'failing',
      healthReason: expect.stringMatching(/^its last \d polls did not end$/u) as unknown,
    });
    expect(await one.feedOf(one.well)).toMatchObject({ health: 'ok' });
    await expectInnocents(one);
  });
});
