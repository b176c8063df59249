import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { feedLines, feeds } from '../../cli/commands/feeds.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { limits } from '../../shared/pipeline/limits.ts';
import { poll } from '../../shared/pipeline/poll.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { inTurns, turnOf } from '../../shared/pipeline/turns.ts';
import type { NewMessage } from '../../shared/ports/queue.ts';
import { claimPace } from '../../shared/store/pace.ts';
import { countUnread, unreadEntries } from '../../shared/store/entries.ts';
import { idOf } from '../../shared/store/ids.ts';
import { feedBody, internet, pageBody, type Shown, type Site } from './internet.ts';
import { closers, minuteMs, startMs, worldWith } from './outlet.ts';
import { configOf, type TestWorld } from './test-world.ts';

const gapMs = 1_000;
const everyMs = 2 * minuteMs;
const agencyFeed = 'https://agency.example/feed';
const floodFeed = 'https://flood.example/feed';
const otherFeed = 'https://other.example/feed';
const news = (name: string) =>
  `خبر عن معتقل رقم ${name} في محكمة البصرة بعد أن أجلت الجلسة إلى الأسبوع المقبل بحضور المحامين`;

/** An agency beside a feed that shows so many new links a poll, and the times at which hosts are asked. */
async function flooded(linkOf: (name: string) => string, { floodCount = 250, folder }: { floodCount?: number; folder?: string } = {}) {
  const shown = { agency: [] as Shown[], other: [] as Shown[], flood: [] as Shown[] };
  const asked: { address: string; atMs: number }[] = [];
  const state = { pollCount: 0, isDown: false, nowMs: () => 0 };
  const outlet = (host: string, feed: () => readonly Shown[]): Site => (path) => {
    asked.push({ address: `${host}${path}`, atMs: state.nowMs() });
    if (path === '/feed') return feedBody(host, feed());
    if (path.startsWith('/r/')) return { location: `https://agency.example/flood${path}` };
    return path.startsWith('/a/') && !state.isDown ? pageBody(news(path), `${news(path)}. ${news('آخر')}.`) : undefined;
  };
  const names = () => Array.from({ length: floodCount }, (_, index) => `${state.pollCount}-${index}`);
  const net = await internet({
    'agency.example': outlet('agency.example', () => shown.agency),
    'other.example': outlet('other.example', () => shown.other),
    'flood.example': outlet('flood.example', () => {
      state.pollCount += 1;
      return names().map((name) => ({ link: linkOf(name), title: `Flood ${name}`, text: 'Nothing.' }));
    }),
  });
  const sent: NewMessage[] = [];
  const spied = (ports: Ports): Ports => {
    const { read } = ports.queues;
    const send: typeof read.send = async (messages) => {
      sent.push(...messages);
      await read.send(messages);
    };
    return net.wrap({ ...ports, queues: { ...ports.queues, read: { ...read, send } } });
  };
  const open = async (atMs: number) => {
    const world = await worldWith(atMs, { wrap: spied, ...(folder !== undefined && { folder }) });
    state.nowMs = () => world.nowMs();
    return world;
  };
  return { shown, asked, sent, state, open };
} // prettier-ignore

/** Second by second, a tick a minute. */
async function live(world: TestWorld, seconds: number) {
  const untilMs = world.nowMs() + seconds * 1_000;
  let nextTickMs = world.nowMs();
  while (world.nowMs() < untilMs) {
    const isTick = world.nowMs() >= nextTickMs;
    if (isTick) nextTickMs = world.nowMs() + minuteMs;
    await (isTick ? world.tick() : world.drain());
    world.advance(500);
  }
}

const config = (feeds: readonly string[]) =>
  configOf(feeds, { hostGapMs: gapMs, feeds: feeds.map((url) => ({ id: idOf('feed', url), url, everyMs })) });

describe('a feed that shows thousands of links to another outlet', () => {
  it.each([
    ['links', (name: string) => `https://agency.example/flood/${name}`],
    ['redirects', (name: string) => `https://flood.example/r/${name}`],
  ])('by its %s delays the outlet’s own article by no more than a gap, poll after poll and after a restart', async (_, linkOf) => {
    const folder = await mkdtemp(join(tmpdir(), 'rasid-turns-'));
    closers.push(() => rm(folder, { recursive: true }));
    const { shown, asked, state, open } = await flooded(linkOf, { folder });
    let world = await open(startMs);
    await apply(world.ports, config([agencyFeed, floodFeed]));
    await live(world, 60);
    for (let round = 0; round < 2; round += 1) {
      shown.agency.unshift({ link: `https://agency.example/a/${round}`, title: news(`${round}`), text: news(`${round}`), atMs: world.nowMs() });
      await live(world, everyMs / 1_000 + 60);
      if (round === 0) {
        const nowMs = world.nowMs();
        world = await open(nowMs);
      }
    }
    expect(state.pollCount).toBeGreaterThanOrEqual(3);
    for (let round = 0; round < 2; round += 1) {
      const read = asked.find(({ address }) => address === `agency.example/a/${round}`);
      const polled = asked.filter(({ address, atMs }) => address === 'agency.example/feed' && atMs <= (read?.atMs ?? 0)).at(-1);
      expect(read!.atMs - polled!.atMs).toBeLessThanOrEqual(gapMs);
    }
    // The flood is read all the same, where nobody else wants to ask, and a gap keeps all of them apart.
    const toAgency = asked.filter(({ address }) => address.startsWith('agency.example/')).map(({ atMs }) => atMs);
    expect(toAgency.length).toBeGreaterThan(100);
    expect(toAgency.every((atMs, at) => at === 0 || atMs - toAgency[at - 1]! >= gapMs)).toBe(true);
  }, 120_000); // prettier-ignore

  it('has a hundred reads on other hosts sent a poll at most, its own first, and the rest waits as unread rows', async () => {
    const floodCount = 1_500;
    const linkOf = (name: string) => (name.endsWith('-1499') ? 'https://flood.example/a/own' : `https://agency.example/flood/${name}`);
    const { sent, open } = await flooded(linkOf, { floodCount });
    const world = await open(startMs);
    const logged: unknown[] = [];
    const underWay = { count: 0, peak: 0 };
    const blobs: Ports['blobs'] = { ...world.ports.blobs, put: async (...what) => {
      underWay.peak = Math.max(underWay.peak, (underWay.count += 1));
      return world.ports.blobs.put(...what).finally(() => { underWay.count -= 1; });
    } };
    const ports: Ports = { ...world.ports, blobs, log: (...said) => { logged.push(said.slice(1)); } };
    const feedId = idOf('feed', floodFeed);
    await apply(ports, config([floodFeed]));
    await poll(ports, { feedId, dueAtMs: startMs }, { isAlone: true });
    // One after another they take longer in an account than a call has.
    expect(underWay.peak).toBe(limits.admitsAtOnceMax);
    const sentMax = 1 + limits.guestReadsPerPollMax;
    expect(sent).toHaveLength(sentMax);
    expect(sent[0]?.group).toBe('flood.example');
    expect(new Set(sent.map(({ group }) => group)).size).toBeLessThanOrEqual(1 + limits.guestLanes);
    expect(logged).toContainEqual(['reads-wait', { feed: feedId, waitingCount: floodCount - sentMax }]);
    expect((await unreadEntries(ports.table, 5_000)).get(feedId)).toHaveLength(floodCount);
    expect((await feeds(ports, config([floodFeed])))[0]).toMatchObject({ waitingCount: 1_000 });
    expect(feedLines(await feeds(ports, config([floodFeed])), 'UTC').join('\n')).toContain('at least 1000 entries still to be read');
    expect(await countUnread(ports.table, feedId, 500)).toBe(500);
  }, 120_000); // prettier-ignore

  it('adds no message by another poll while a hundred of its entries are unread', async () => {
    const { sent, open } = await flooded((name) => `https://agency.example/flood/${name}`, {
      floodCount: 150,
    });
    const world = await open(startMs);
    await apply(world.ports, config([floodFeed]));
    for (let round = 0; round < 3; round += 1) {
      await poll(world.ports, { feedId: idOf('feed', floodFeed), dueAtMs: startMs }, { isAlone: true });
      world.advance(everyMs);
    }
    expect(sent).toHaveLength(limits.guestReadsPerPollMax);
  }, 60_000);

  it('hides no other feed’s waiting entry from the sweep', async () => {
    const { shown, asked, open } = await flooded((name) => `https://agency.example/flood/${name}`);
    const world = await open(startMs);
    await apply(world.ports, config([otherFeed, floodFeed, agencyFeed]));
    await live(world, (3 * everyMs) / 1_000);
    shown.other.push({ link: 'https://other.example/a/lost', title: news('lost'), text: news('lost'), atMs: world.nowMs() });
    world.advance(everyMs);
    await poll(world.ports, { feedId: idOf('feed', otherFeed), dueAtMs: startMs }, { isAlone: true });
    await world.loseMessages();
    world.advance(2 * minuteMs);
    await world.tick();
    expect(asked.map(({ address }) => address)).toContain('other.example/a/lost');
  }, 60_000); // prettier-ignore
});

describe('turns', () => {
  it('takes one of each list and then another, of one round the oldest first', () => {
    const flood = Array.from({ length: 50 }, (_, index) => index);
    expect(inTurns([flood, [1_000], [500, 501]], (one) => one, 6)).toEqual([0, 500, 1_000, 1, 501, 2]);
    expect(inTurns([], (one: number) => one, 6)).toEqual([]);
  });

  it('gives the feeds of a host one group, and what else a feed shows a few of its own', () => {
    const feed = (url: string) => ({ id: idOf('feed', url), url });
    const groups = (url: string, links: readonly string[]) => new Set(links.map((link) => turnOf(feed(url), link).group));
    const many = (host: (at: number) => string) => Array.from({ length: 500 }, (_, at) => `https://${host(at)}/a`);
    expect(groups('https://rss.agency.example/feed', ['https://www.agency.example/a'])).toEqual(new Set(['www.agency.example']));
    expect(groups('https://flood.example/feed', many((at) => `h${at}.example`)).size).toBe(limits.guestLanes);
    expect(groups('https://flood.example/feed', many((at) => `h${at}.flood.example`)).size).toBe(limits.guestLanes);
    const [one, other] = [groups('https://flood.example/feed', ['https://agency.example/a']), groups('https://flood2.example/feed', ['https://agency.example/a'])];
    expect([...one][0]).not.toBe([...other][0]);
  }); // prettier-ignore

  it('lets a guest ask a gap later than the host’s own, whoever asked before', async () => {
    const world = await worldWith(startMs);
    const claim = (isGuest: boolean) =>
      claimPace(world.ports, 'agency.example', { leaseMs: 30_000, isGuest });
    for (const isGuest of [true, false]) {
      const first = await claim(isGuest);
      if (first.kind === 'claimed') await first.release({ gapMs });
      expect(await claim(false)).toEqual({ kind: 'busy', untilMs: world.nowMs() + gapMs });
      expect(await claim(true)).toEqual({ kind: 'busy', untilMs: world.nowMs() + 2 * gapMs });
      world.advance(2 * gapMs);
    }
  });
});
