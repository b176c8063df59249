import { describe, expect, it } from 'vitest';
import { apply } from '../../shared/pipeline/apply.ts';
import { plan } from '../../shared/pipeline/plan.ts';
import {
  closers,
  failing,
  itemOf,
  minuteMs,
  outletWith,
  startMs,
  stateOf,
  stored,
  worldWith,
} from './outlet.ts';
import { configOf, serve, type Item } from './test-world.ts';

describe('what goes wrong on the way', () => {
  it('loses nothing when every message is lost', async () => {
    const items: Item[] = [];
    const outlet = await outletWith(items);
    const world = await worldWith(startMs);
    await apply(world.ports, configOf([outlet.url]));
    await world.tick();
    items.push(itemOf('one', 'الإفراج عن معتقل', world.nowMs() + minuteMs));
    world.advance(11 * minuteMs);
    await plan(world.ports);
    await world.loseMessages();
    for (let round = 0; round < 6 && world.alerts.length === 0; round += 1) {
      world.advance(6 * minuteMs);
      await world.tick();
    }
    expect(world.alerts).toHaveLength(1);
  });

  it.each(['articles/', 'entries/'])(
    'loses and doubles nothing when writing %s fails now and then',
    async (prefix) => {
      const items: Item[] = [];
      const outlet = await outletWith(items);
      let writeCount = 0;
      const world = await worldWith(startMs, {
        wrap: (ports) => ({
          ...ports,
          blobs: failing(ports.blobs, (key) => key.startsWith(prefix) && writeCount++ % 3 === 0),
        }),
      });
      await apply(world.ports, configOf([outlet.url]));
      await world.tick();
      items.push(
        itemOf('a', 'محاكمة معتقل في الموصل', world.nowMs() + minuteMs),
        itemOf('b', 'وفاة معتقل في مستشفى البصرة', world.nowMs() + minuteMs),
      );
      for (let round = 0; round < 8; round += 1) {
        world.advance(11 * minuteMs);
        await world.tick();
      }
      expect(world.alerts.map(({ article }) => article.url).sort()).toEqual([
        `${outlet.origin}/a/a`,
        `${outlet.origin}/a/b`,
      ]);
    },
  );

  it.each([
    [
      'HTML',
      { status: 200, headers: {}, body: '<!doctype html><html><body>x</body></html>' },
      'misread',
      /html/u,
    ],
    ['nothing', { status: 200, headers: {}, body: '' }, 'misread', /empty/u],
    ['HTTP 500', { status: 500, headers: {}, body: 'x' }, 'failing', /HTTP 500/u],
    ['HTTP 410', { status: 410, headers: {}, body: 'x' }, 'gone', /410/u],
    [
      '20 MB',
      { status: 200, headers: {}, body: `<rss version="2.0"><channel>${' '.repeat(20_000_000)}` },
      'failing',
      /too-large/u,
    ],
    [
      'a cut-off document',
      {
        status: 200,
        headers: {},
        body: '<rss version="2.0"><channel><item><title>x</title><link>http://127.0.0.1:1/x</link></item><item><ti',
      },
      'ok',
      /cut off/u,
    ],
  ] as const)(
    'shows a feed that answers with %s, and reads the others',
    async (_, answer, health, reason) => {
      const sick = await outletWith([]);
      sick.answer(answer);
      const well = await outletWith([itemOf('one', 'خبر')]);
      const world = await worldWith(startMs);
      await apply(world.ports, configOf([sick.url, well.url]));
      await world.tick();
      expect(await stateOf(world, sick.url)).toMatchObject({
        health,
        healthReason: expect.stringMatching(reason) as string,
      });
      expect(await stateOf(world, well.url)).toMatchObject({ health: 'ok' });
      expect((await stored(world.ports)).some(({ url }) => url === `${well.origin}/a/one`)).toBe(true);
    },
  );

  it('slows a failing feed down, never stops it, and heeds Retry-After', async () => {
    const outlet = await outletWith([]);
    outlet.answer({ status: 429, headers: { 'retry-after': '7200' }, body: '' });
    const world = await worldWith(startMs);
    await apply(world.ports, configOf([outlet.url]));
    await world.tick();
    const state = await stateOf(world, outlet.url);
    expect(state?.dueAtMs).toBeGreaterThanOrEqual(world.nowMs() + 7_199_000);
    outlet.answer(undefined);
    world.advance(7_300_000);
    await world.tick();
    expect(await stateOf(world, outlet.url)).toMatchObject({ health: 'quiet', failureCount: 0 });
  });

  it('gives up a feed that never answers after the limit, while the others go on', async () => {
    const server = await serve(() => undefined);
    closers.push(() => server.close());
    const well = await outletWith([itemOf('one', 'خبر')]);
    const world = await worldWith(startMs, {
      // The client's own limit, made short: what is tested is what the feed's row says then.
      wrap: (ports) => ({
        ...ports,
        web: { fetch: (request) => ports.web.fetch({ ...request, totalMs: 300 }) },
      }),
    });
    await apply(world.ports, configOf([`${server.origin}/feed`, well.url]));
    await world.tick();
    expect(await stateOf(world, `${server.origin}/feed`)).toMatchObject({
      health: 'failing',
      healthReason: expect.stringContaining('timeout') as string,
    });
    expect(await stored(world.ports)).toHaveLength(1);
  });
});
