import { describe, expect, it } from 'vitest';
import { apply } from '../../shared/pipeline/apply.ts';
import { freshGapAfter, gapOfDates, quietReason } from '../../shared/pipeline/feed-health.ts';
import type { Notice } from '../../shared/domain/notice.ts';
import type { FeedState } from '../../shared/store/feeds.ts';
import { closers, itemOf, minuteMs, outletWith, startMs, stateOf, worldWith } from './outlet.ts';
import { configOf, rssOf, serve, type Item, type TestWorld } from './test-world.ts';

const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const state: FeedState = {
  id: 'f',
  addedAtMs: 0,
  baselineAtMs: 0,
  health: 'ok',
  healthSinceMs: 0,
  failureCount: 0,
};

describe('a feed’s own rate', () => {
  it('is the mean of the gaps between what was fresh, the newest counting most', () => {
    expect(gapOfDates([3 * hourMs, 0, undefined, hourMs])).toBe(1.5 * hourMs);
    expect(gapOfDates([hourMs, undefined])).toBeUndefined();
    expect(freshGapAfter({ ...state, freshAtMs: hourMs, freshGapMs: hourMs }, 3 * hourMs)).toBe(1.3 * hourMs);
    expect(freshGapAfter({ ...state, freshAtMs: hourMs }, 3 * hourMs)).toBe(2 * hourMs);
  });

  it.each<[string, number, number | undefined, boolean]>([
    ['an hourly outlet after a night', 20 * hourMs, hourMs, false],
    ['an hourly outlet after more than a day', 25 * hourMs, hourMs, true],
    ['a daily outlet after a week', 7 * dayMs, dayMs, false],
    ['a daily outlet after eleven days', 11 * dayMs, dayMs, true],
    ['a monthly outlet after three weeks', 21 * dayMs, 30 * dayMs, false],
    ['anybody after more than a month', 31 * dayMs, 30 * dayMs, true],
    ['an unknown outlet after ten days', 10 * dayMs, undefined, false],
    ['an unknown outlet after fifteen', 15 * dayMs, undefined, true],
  ])('%s', (_, silentMs, freshGapMs, isQuiet) => {
    const reason = quietReason({ ...state, freshAtMs: 0, freshGapMs }, silentMs);
    expect(reason !== undefined).toBe(isQuiet);
    if (isQuiet) expect(reason).toMatch(/^nothing new for \d+ (?:h|days)/u);
  });
});

describe('what becomes of a feed', () => {
  /** Everything that the owner's channel was told, the console being it. */
  async function watched(answers: Parameters<typeof outletWith>[0] = [itemOf('old', 'خبر', startMs - minuteMs)]) {
    const outlet = await outletWith(answers);
    const notices: Notice[] = [];
    const world = await worldWith(startMs, {
      wrap: (ports) => ({
        ...ports,
        print: (_, record) => void notices.push((record as { notice: Notice }).notice),
      }),
    });
    await apply(world.ports, configOf([outlet.url]));
    await world.tick();
    return { outlet, notices, world, live: (hours: number) => live(world, hours) };
  } // prettier-ignore

  async function live(world: TestWorld, hours: number) {
    for (let minute = 0; minute < hours * 60; minute += 5) {
      world.advance(5 * minuteMs);
      await world.tick();
    }
  }

  it('fails, is told dead once after hours of failures, slows down, and is told back', async () => {
    const { outlet, notices, live: after, world } = await watched();
    outlet.answer({ status: 500, headers: {}, body: '' });
    await after(2);
    expect(await stateOf(world, outlet.url)).toMatchObject({ health: 'failing', healthReason: 'HTTP 500' });
    expect(notices).toEqual([]);
    const seenBefore = outlet.seen.length;
    await after(48);
    expect(notices).toMatchObject([{ kind: 'feed-died', title: 'صحيفة is failing', url: outlet.url }]);
    expect(outlet.seen.length - seenBefore).toBeGreaterThan(5);
    expect(outlet.seen.length - seenBefore).toBeLessThan(30);
    outlet.answer(undefined);
    await after(8);
    expect(notices).toMatchObject([
      { kind: 'feed-died' },
      { kind: 'feed-recovered', title: 'صحيفة is back' },
    ]);
    expect(await stateOf(world, outlet.url)).toMatchObject({
      health: 'ok',
      failureCount: 0,
    });
  });

  it('is gone with 410: asked no more, told at once, and once more after an apply', async () => {
    const { outlet, notices, live: after, world } = await watched();
    outlet.answer({ status: 410, headers: {}, body: '' });
    await after(1);
    const gone = await stateOf(world, outlet.url);
    expect(gone?.health).toBe('gone');
    expect(gone?.dueAtMs).toBeUndefined();
    expect(notices).toMatchObject([{ kind: 'feed-died', title: 'صحيفة is gone' }]);
    const seenBefore = outlet.seen.length;
    await after(24);
    expect(outlet.seen.length).toBe(seenBefore);
    await apply(world.ports, configOf([outlet.url]));
    await after(1);
    expect(outlet.seen.length).toBe(seenBefore + 1);
    expect(notices).toHaveLength(1);
    outlet.answer(undefined);
    await apply(world.ports, configOf([outlet.url]));
    await after(1);
    expect(notices.map(({ kind }) => kind)).toEqual(['feed-died', 'feed-recovered']);
    // Its baseline is what it was: nothing is told again.
    expect((await stateOf(world, outlet.url))?.baselineAtMs).toBe(gone?.baselineAtMs);
  });

  it.each<[string, { status: number; headers: Record<string, string>; body: string }]>([
    ['walled', { status: 403, headers: {}, body: 'no' }],
    ['walled', { status: 200, headers: { 'content-type': 'text/html' }, body: '<title>Just a moment...</title>' }],
    ['misread', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Welcome</body></html>' }],
    ['failing', { status: 404, headers: {}, body: '' }],
    ['quiet', { status: 200, headers: {}, body: '<rss version="2.0"><channel><title>صحيفة</title></channel></rss>' }],
  ])('is %s', async (health, answer) => {
    const { outlet, live: after, world } = await watched();
    outlet.answer(answer);
    await after(1);
    expect(await stateOf(world, outlet.url)).toMatchObject({ health, healthReason: expect.any(String) as unknown });
  }); // prettier-ignore

  it('is told quiet when it shows nothing new for far longer than it used to, and back when it does', async () => {
    const items: Item[] = Array.from({ length: 5 }, (_, index) => itemOf(`old${index}`, `خبر ${index}`, startMs - index * 30 * minuteMs)); // prettier-ignore
    const { outlet, notices, live: after, world } = await watched(items);
    await after(30);
    expect(await stateOf(world, outlet.url)).toMatchObject({ health: 'quiet' });
    expect(notices).toMatchObject([{ kind: 'feed-died', title: 'صحيفة is quiet' }]);
    items.push(itemOf('new', 'خبر جديد', world.nowMs()));
    await after(2);
    expect(notices).toMatchObject([{ kind: 'feed-died' }, { kind: 'feed-recovered' }]);
  });

  it('follows a move after three equal answers, and comes home when the new place fails', async () => {
    const item = itemOf('old', 'خبر', startMs - minuteMs);
    let isDown = false;
    const seen: string[] = [];
    const server = await serve((_, response, path) => {
      seen.push(path);
      if (path === '/old') response.writeHead(301, { location: '/new' }).end();
      else if (path === '/new' && isDown) response.writeHead(404).end();
      else response.writeHead(200).end(rssOf(server.origin, [item]));
    });
    closers.push(() => server.close());
    const world = await worldWith(startMs);
    await apply(world.ports, configOf([`${server.origin}/old`]));
    const polls = async (count: number) => {
      for (let nth = 0; nth < count; nth += 1) {
        await world.tick();
        world.advance(11 * minuteMs);
      }
    };
    await polls(5);
    expect(seen.filter((path) => path === '/old' || path === '/new')).toEqual(['/old', '/new', '/old', '/new', '/old', '/new', '/new', '/new']); // prettier-ignore
    isDown = true;
    for (let nth = 0; nth < 40; nth += 1) await polls(1);
    expect(seen.slice(8)).toContain('/old');
    isDown = false;
    await live(world, 8);
    expect(await stateOf(world, `${server.origin}/old`)).toMatchObject({ health: 'ok' });
  });
});
