import { describe, expect, it } from 'vitest';
import { near, nearLines, ruledOut } from '../../cli/commands/near.ts';
import { replay, replayLines } from '../../cli/commands/replay.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { itemOf, minuteMs, outletWith, startMs, worldWith } from '../pipeline/outlet.ts';
import { configOf, topicOf, type Item } from '../pipeline/test-world.ts';

const how = { sinceMs: startMs, onProgress: () => undefined };

/** A world that has read three articles, one of them before it watched, by a topic of detainees that wants more than one mention. */
async function readWorld() {
  const items: Item[] = [itemOf('old', 'نقل معتقل قديم إلى بغداد', startMs - minuteMs)];
  const outlet = await outletWith(items);
  const world = await worldWith(startMs);
  const config = configOf([outlet.url], {
    topics: [topicOf('detainees', { any: ['معتقل', 'بغداد'], threshold: 2 })],
  });
  await apply(world.ports, config);
  await world.tick();
  items.push(
    itemOf('hit', 'نقل معتقل جديد إلى بغداد', world.nowMs() + minuteMs),
    itemOf('near', 'وفاة معتقل مريض في الموصل', world.nowMs() + minuteMs),
    itemOf('rain', 'أمطار غزيرة على الساحل', world.nowMs() + minuteMs),
  );
  world.advance(11 * minuteMs);
  await world.tick();
  return { world, outlet, config };
}

describe('replay', () => {
  it('finds no change for the topic as it was, and leaves first looks out', async () => {
    const { world, config } = await readWorld();
    expect(await replay(world.ports, config, 'detainees', how)).toMatchObject({ articleCount: 3, sameCount: 1, more: [], fewer: [], goneCount: 0 }); // prettier-ignore
  });

  it('tells what a changed topic would match, and what no longer, with the reason', async () => {
    const { world, config, outlet } = await readWorld();
    const changed = { ...config, topics: [topicOf('detainees', { any: ['أمطار'] })] };
    const replayed = await replay(world.ports, changed, 'detainees', how);
    expect(replayed.more.map(({ url }) => url)).toEqual([`${outlet.origin}/a/rain`]);
    expect(replayed.fewer).toMatchObject([{ url: `${outlet.origin}/a/hit`, missing: [expect.stringContaining('any')] }]); // prettier-ignore
    expect(replayLines(replayed)[0]).toBe('detainees: +1 / -1 over 3 articles; 0 hits stay.');
  });

  it('says of how many the text has expired', async () => {
    const { world, config } = await readWorld();
    const ports = { ...world.ports, blobs: { ...world.ports.blobs, get: async () => undefined } };
    expect(await replay(ports, config, 'detainees', how)).toMatchObject({ articleCount: 3, goneCount: 3 });
  });
});

describe('near', () => {
  it('lists what nearly matched, with what was missing', async () => {
    const { world, outlet } = await readWorld();
    const found = await near(world.ports, undefined, startMs);
    expect(found.map(({ record }) => record.url)).toEqual([`${outlet.origin}/a/near`]);
    expect(nearLines(found, 'UTC').join('\n')).toMatch(/^detainees: 1\.\d of 2 .*الموصل/u); // prettier-ignore
    expect(await near(world.ports, 'other', startMs)).toEqual([]);
    expect(nearLines([], 'UTC')[0]).toBe('Nothing has nearly matched.');
  });

  it('finds what a single hard rule kept out, and names the rule', async () => {
    const { world, config, outlet } = await readWorld();
    const strict = { ...config, topics: [topicOf('detainees', { any: ['معتقل'], all: [{ name: 'where', terms: ['الموصل'] }] })] }; // prettier-ignore
    const found = await ruledOut(world.ports, strict, { topic: undefined, ...how });
    expect(found.map(({ record }) => record.url).sort()).toContain(`${outlet.origin}/a/hit`);
    expect(found.map(({ record }) => record.url)).not.toContain(`${outlet.origin}/a/rain`);
    expect(nearLines(found, 'UTC').join('\n')).toMatch(
      /\(ruled out\)[^]*1 hard rule not met \(\u2068where\u2069\); without it it would have/u,
    );
  });
});
