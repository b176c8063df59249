import { describe, expect, it } from 'vitest';
import { getHead, getStories } from '../../shared/store/stories.ts';
import { asking, detainees, told, watched } from './edited.ts';
import { killing, type Moment } from './killing.ts';
import { topicOf } from './test-world.ts';

describe('an edit, when things go wrong', () => {
  const stepsMax = 60;
  /** One article is edited so that a hit is told again and another topic is hit; the process is killed on the way. */
  async function killedOnce(nth: number, moment: Moment) {
    const killer = killing();
    const strike = topicOf('strike', { any: ['إضراب'] });
    const desk = await watched([asking, strike], [], killer.wrap);
    await desk.publish('one', told('زيارة معتقل في البصرة'));
    killer.arm(nth, moment);
    await desk.edit('one', told('زيارة معتقل في البصرة بعد إضراب')).catch(() => undefined);
    const wasKilled = killer.revive();
    for (let round = 0; round < 6; round += 1) await desk.look();
    return { ...desk, wasKilled };
  }

  it.each(['before', 'after'] as const)('loses and doubles nothing when killed %s any of its writes', async (moment) => {
    let killCount = 0;
    for (let nth = 1; nth < stepsMax; nth += 1) {
      const { world, wasKilled, recordOf } = await killedOnce(nth, moment);
      if (!wasKilled) break;
      killCount += 1;
      const what = `killed ${moment} write ${nth}`;
      // What was killed after it was sent comes again under its id, as every alert does.
      const ids = new Set(world.alerts.map(({ id, topic, chapter }) => `${topic} ${chapter} ${id}`));
      expect([...ids].map((one) => one.replace(/ \w+$/u, '')).sort(), what).toEqual(['detainees 0', 'detainees 1', 'strike 0']);
      const { versions } = await recordOf('one');
      expect(versions?.map(({ edit }) => edit?.newHits), what).toEqual([undefined, ['strike']]);
      const { head } = await getHead(world.ports.table, 'detainees');
      const [story] = await getStories(world.ports.table, 'detainees', head.recent.map((one) => one.story));
      expect(story, what).toMatchObject({ chapterCount: 2, articleCount: 1 });
      expect(await world.ports.table.query({ pk: 'outbox', on: 'index', itemsMax: 10 })).toMatchObject({ items: [] });
    }
    expect(killCount).toBeGreaterThan(10);
  }, 120_000); // prettier-ignore

  it('places the hits of the version before, though the edit comes first', async () => {
    let isBroken = false;
    const { world, publish, edit, recordOf } = await watched([detainees], [], (ports) => ({
      ...ports,
      table: {
        ...ports.table,
        transact: (actions) => {
          const isPlacing = actions.some((action) => 'put' in action && action.put.sk === 'head');
          return isBroken && isPlacing ? Promise.reject(new Error('the store said no')) : ports.table.transact(actions);
        },
      },
    }));
    isBroken = true;
    await publish('one', told('الإفراج عن معتقل في حلب'));
    expect(world.alerts).toEqual([]);
    isBroken = false;
    await edit('one', told('الإفراج عن رجل في حلب'));
    expect(world.alerts).toMatchObject([{ article: { title: 'الإفراج عن معتقل في حلب' } }]);
    expect((await recordOf('one')).versions).toHaveLength(2);
  }); // prettier-ignore

  it('reads the newest words of an entry that was edited before anybody could read it', async () => {
    let isDown = true;
    const { publish, edit, recordOf } = await watched([detainees], [], (ports) => ({
      ...ports,
      web: {
        fetch: async (request) =>
          isDown && request.url.includes('/a/')
            ? { kind: 'failed', reason: 'timeout', detail: 'made up' }
            : ports.web.fetch(request),
      },
    }));
    await publish('one', told('خبر عن رجل'));
    isDown = false;
    await edit('one', told('خبر عن معتقل'));
    const record = await recordOf('one');
    expect(record).toMatchObject({ title: 'خبر عن معتقل', hits: ['detainees'] });
    expect(record.versions).toBeUndefined();
  });
});
