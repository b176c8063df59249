import { describe, expect, it } from 'vitest';
import { feedLines, feeds } from '../../cli/commands/feeds.ts';
import { why, whyLines } from '../../cli/commands/why.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { work } from '../../shared/pipeline/work.ts';
import type { Notice } from '../../shared/domain/notice.ts';
import { getEntry, unreadableEntries, unreadEntries } from '../../shared/store/entries.ts';
import { idOf } from '../../shared/store/ids.ts';
import { itemOf, minuteMs, outletWith, startMs, stateOf, stored, worldWith } from './outlet.ts';
import { configOf, type Item } from './test-world.ts';

const hourMs = 60 * minuteMs;
const poison = 'poison';

/** A process that ends when it comes to what the test says: from then on nothing of it works, until the next one begins. */
function mortal({ page, object, feed }: { page?: string; object?: string; feed?: string }) {
  let isDead = false;
  let deathCount = 0;
  let isCured = false;
  const die = (): never => {
    isDead = true;
    deathCount += 1;
    throw new Error('killed');
  };
  const alive = <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    (...given: A) => (isDead ? Promise.reject(new Error('killed')) : call(...given)); // prettier-ignore
  const wrap = (ports: Ports): Ports => ({
    ...ports,
    table: Object.fromEntries(Object.entries(ports.table).map(([name, call]) => [name, alive(call as () => Promise<unknown>)])) as unknown as Ports['table'],
    blobs: {
      ...ports.blobs,
      put: alive(async (key, body, how) => {
        const isArticle = key.startsWith('articles/') || key.startsWith('texts/');
        if (!isCured && object !== undefined && isArticle && Buffer.from(body).includes(object)) die();
        return ports.blobs.put(key, body, how);
      }),
    },
    web: {
      fetch: alive(async (request) => {
        const ends = [page, feed].some((one) => one !== undefined && request.url.endsWith(one));
        return ends && !isCured ? die() : ports.web.fetch(request);
      }),
    },
  });
  return {
    wrap,
    revive: () => (isDead = false),
    deathCount: () => deathCount,
    cure: () => (isCured = true),
  };
} // prettier-ignore

async function watched(how: Parameters<typeof mortal>[0], more: (ports: Ports) => Ports = (same) => same) {
  const items: Item[] = [];
  const outlet = await outletWith(items);
  const life = mortal(how);
  const world = await worldWith(startMs, { wrap: (ports) => life.wrap(more(ports)) });
  await apply(world.ports, configOf([outlet.url]));
  await world.tick();
  /** Time, with a process that begins anew whenever it has ended. */
  const live = async (ms: number, stepMs = minuteMs) => {
    for (let passedMs = 0; passedMs < ms; passedMs += stepMs) {
      world.advance(stepMs);
      life.revive();
      await world.tick().catch(() => undefined);
    }
    life.revive();
  };
  const publish = (...added: Item[]) => items.unshift(...added);
  const pageReads = (id: string) => outlet.seen.filter(({ path }) => path === `/a/${id}`).length;
  const entryOf = (id: string) =>
    getEntry(world.ports.table, idOf('feed', outlet.url), idOf('guid', id));
  const { config } = (await world.ports.config())!;
  return { world, outlet, items, life, live, publish, pageReads, entryOf, config };
} // prettier-ignore

const innocent = (id: string, atMs: number) => itemOf(id, `محاكمة معتقل في مدينة ${id}`, atMs);

describe('an entry whose page ends its reader', () => {
  it('is read from the feed’s own text after three tries, which is seen, and keeps nothing else waiting', async () => {
    const { world, life, live, publish, entryOf, config } = await watched({ page: '/a/poison' });
    publish(itemOf(poison, 'فرار معتقل من السجن', world.nowMs() + minuteMs), innocent('well', world.nowMs() + minuteMs)); // prettier-ignore
    await live(15 * minuteMs);
    expect(world.alerts.map(({ article }) => article.title)).toContain('محاكمة معتقل في مدينة well');
    await live(hourMs);
    expect(life.deathCount()).toBe(3);
    const reason = '3 tries to read its page failed or did not end';
    const byTitle = new Map(world.alerts.map(({ article }) => [article.title, article.textFromFeed]));
    expect(byTitle).toEqual(new Map([['محاكمة معتقل في مدينة well', undefined], ['فرار معتقل من السجن', reason]])); // prettier-ignore
    expect((await entryOf(poison))?.state).toMatchObject({
      state: 'read',
      unreadable: { part: 'page', reason },
    });
    expect((await entryOf('well'))?.state).not.toHaveProperty('unendedCount');
    expect(feedLines(await feeds(world.ports, config), 'UTC').join('\n')).toMatch(
      /1 entry unreadable in 7 days, the last .* \(3 tries to read its page failed or did not end\): http.*\/a\/poison/u,
    );
  });
});

describe('an entry whose text ends its reader', () => {
  it('is closed with its reason after six tries; feeds and why show it', async () => {
    const { world, outlet, life, live, publish, pageReads, config } = await watched({ object: 'فرار' });
    publish(itemOf(poison, 'فرار معتقل من السجن', world.nowMs() + minuteMs), innocent('well', world.nowMs() + minuteMs)); // prettier-ignore
    await live(4 * hourMs);
    expect(life.deathCount()).toBe(6);
    expect(pageReads(poison)).toBe(3);
    expect(world.alerts.map(({ article }) => article.title)).toEqual(['محاكمة معتقل في مدينة well']);
    expect((await unreadEntries(world.ports.table, 10)).size).toBe(0);
    const reports = await feeds(world.ports, config);
    const reason = '6 tries to read it failed or did not end';
    expect(reports).toMatchObject([{ unreadable: { count: 1, reason, link: `${outlet.origin}/a/poison` } }]);
    const found = await why(world.ports, config, `${outlet.origin}/a/poison`);
    expect(whyLines(found, config).join('\n')).toContain(reason);
    await live(8 * 24 * hourMs, 6 * hourMs);
    expect((await feeds(world.ports, config))[0]?.unreadable).toBeUndefined();
  });

  it('is read again, with all its tries, when its feed shows it with other words', async () => {
    const { world, items, life, live, publish, entryOf } = await watched({ object: 'فرار' });
    publish(itemOf(poison, 'فرار معتقل من السجن', world.nowMs() + minuteMs));
    await live(4 * hourMs);
    items[0] = { ...itemOf(poison, 'هرب معتقل من السجن'), atMs: items[0]!.atMs! };
    await live(hourMs);
    expect(life.deathCount()).toBe(6);
    expect(world.alerts).toMatchObject([{ article: { title: 'هرب معتقل من السجن' } }]);
    const state = (await entryOf(poison))?.state;
    expect(state).toMatchObject({ state: 'read' });
    expect(state).not.toHaveProperty('unreadable');
    expect(await unreadableEntries(world.ports.table, 0, 10)).toEqual([]);
  });

  it('keeps its tries when its feed edits it before it is read', async () => {
    const { items, life, live, publish, world } = await watched({ object: 'فرار' });
    publish(itemOf(poison, 'فرار معتقل من السجن', world.nowMs() + minuteMs));
    for (let edit = 0; edit < 10; edit += 1) {
      await live(12 * minuteMs);
      if (life.deathCount() >= 4) break;
      items[0] = { ...items[0]!, title: `فرار معتقل من السجن ${'أ'.repeat(edit + 3)}` };
    }
    await live(3 * hourMs);
    expect(life.deathCount()).toBe(6);
  });
});

describe('a try that was given back', () => {
  it('costs nothing when the host is busy', async () => {
    let isBusy = false;
    const { world, live, publish, entryOf, pageReads } = await watched({}, (ports) => ({
      ...ports,
      table: {
        ...ports.table,
        // Somebody else holds the host all the time.
        get: async (key) => {
          const item = await ports.table.get(key);
          if (!isBusy || !key.pk.startsWith('pace#127.0.0.1')) return item as never;
          return { ...item!, body: { leaseUntilMs: ports.clock.nowMs() + 10_000, nextAtMs: 0, retryAtMs: 0 } } as never;
        },
      },
    })); // prettier-ignore
    const { ports } = world;
    publish(innocent('late', world.nowMs() + minuteMs));
    world.advance(11 * minuteMs);
    const [feed] = (await ports.config())!.config.feeds;
    expect(await work(ports, 'poll', JSON.stringify({ feedId: feed!.id, dueAtMs: 0 }))).toEqual({
      kind: 'done',
    });
    isBusy = true;
    const body = JSON.stringify({ feedId: feed!.id, entryId: idOf('guid', 'late') });
    for (let time = 0; time < 10; time += 1)
      expect(await work(ports, 'read', body)).toMatchObject({ kind: 'later' });
    expect((await entryOf('late'))?.state).toMatchObject({ state: 'unread', failureCount: 0 });
    expect((await entryOf('late'))?.state).not.toHaveProperty('unendedCount');
    isBusy = false;
    await live(30 * minuteMs);
    expect((await entryOf('late'))?.state).toMatchObject({ state: 'read' });
    expect(pageReads('late')).toBe(1);
  });

  it('costs nothing while the store fails', async () => {
    let isDown = true;
    const { world, live, publish, entryOf } = await watched({}, (ports) => ({
      ...ports,
      blobs: {
        ...ports.blobs,
        put: async (key, body, how) => {
          if (isDown && key.startsWith('articles/')) throw new Error('no store');
          return ports.blobs.put(key, body, how);
        },
      },
    }));
    publish(innocent('well', world.nowMs() + minuteMs));
    await live(24 * hourMs, 5 * minuteMs);
    expect((await entryOf('well'))?.state).toMatchObject({ state: 'unread', failureCount: 0 });
    isDown = false;
    await live(hourMs);
    expect(world.alerts).toHaveLength(1);
    expect(world.alerts[0]?.article.textFromFeed).toBeUndefined();
  });
});

describe('a feed whose document ends its poll', () => {
  it('is failing with its reason after three polls, polled less and less, told once, and well when it ends again', async () => {
    const notices: Notice[] = [];
    const { world, outlet, life, live } = await watched({ feed: '/feed' }, (ports) => ({
      ...ports,
      print: (_, record) => void notices.push((record as { notice: Notice }).notice),
    }));
    await live(2 * hourMs);
    expect(await stateOf(world, outlet.url)).toMatchObject({ health: 'failing', healthReason: expect.stringMatching(/^its last [3-6] polls did not end$/u) as unknown }); // prettier-ignore
    await live(48 * hourMs, 5 * minuteMs);
    expect(life.deathCount()).toBeGreaterThan(8);
    expect(life.deathCount()).toBeLessThan(30);
    expect(notices).toMatchObject([{ kind: 'feed-died' }]);
    life.cure();
    await live(7 * hourMs, 5 * minuteMs);
    expect(await stateOf(world, outlet.url)).toMatchObject({ health: 'quiet', failureCount: 0 });
    expect(await stateOf(world, outlet.url)).not.toHaveProperty('unendedCount');
  });
});

describe('a suspect', () => {
  it('is left alone by a worker that has other work under way', async () => {
    const { world, life, live, publish, entryOf, outlet } = await watched({ page: '/a/poison' });
    publish(itemOf(poison, 'فرار معتقل من السجن', world.nowMs() + minuteMs));
    await live(11 * minuteMs);
    expect(life.deathCount()).toBe(1);
    const before = await entryOf(poison);
    const body = JSON.stringify({ feedId: before!.state.feedId, entryId: before!.state.entryId });
    // Its pause runs.
    expect(await work(world.ports, 'read', body, { isAlone: true })).toEqual({ kind: 'done' });
    world.advance(3 * minuteMs);
    expect(await work(world.ports, 'read', body, { isAlone: false })).toEqual({ kind: 'suspect' });
    expect(await entryOf(poison)).toEqual(before);
    expect(await stored(world.ports)).toEqual([]);
    expect(outlet.seen.some(({ path }) => path === '/a/poison')).toBe(false);
  });

  it('is read by one of two readers that find it at the same time', async () => {
    const { world, live, publish, entryOf, pageReads } = await watched({});
    await live(minuteMs);
    publish(innocent('well', world.nowMs() + minuteMs));
    world.advance(11 * minuteMs);
    const [feed] = (await world.ports.config())!.config.feeds;
    await work(world.ports, 'poll', JSON.stringify({ feedId: feed!.id, dueAtMs: 0 }));
    const body = JSON.stringify({ feedId: feed!.id, entryId: idOf('guid', 'well') });
    await Promise.all([1, 2, 3].map(() => work(world.ports, 'read', body)));
    expect(pageReads('well')).toBe(1);
    expect((await entryOf('well'))?.state).toMatchObject({ state: 'read', failureCount: 0 });
  });
});
