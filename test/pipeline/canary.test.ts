import { describe, expect, it } from 'vitest';
import { feedLines, feeds } from '../../cli/commands/feeds.ts';
import { rasidFromYaml } from '../../shared/config/rasid-yaml.ts';
import { topicFromYaml } from '../../shared/config/topic.ts';
import type { Notice } from '../../shared/domain/notice.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { canaryTimes, percentile, withCanaryInside, withSingingCanary } from '../../shared/pipeline/canary-schedule.ts'; // prettier-ignore
import { canaryAnswer, canaryFeedPath, withCanary } from '../../shared/pipeline/canary.ts';
import { itemOf, minuteMs, outletWith, startMs, worldWith } from './outlet.ts';
import { configOf } from './test-world.ts';

const hourMs = 60 * minuteMs;

async function singing(wrap?: Parameters<typeof worldWith>[1]) {
  const outlet = await outletWith([itemOf('old', 'خبر قديم', startMs - minuteMs)]);
  const world = await worldWith(startMs, wrap);
  const config = configOf([outlet.url], { canaryMs: hourMs });
  await apply(world.ports, config);
  const live = async (hours: number) => {
    for (let minute = 0; minute < hours * 60; minute += 2) {
      await world.tick();
      world.advance(2 * minuteMs);
    }
  };
  return { world, config, live };
}

describe('the canary that sings for good', () => {
  it('goes every stage, without a socket, and is measured in the ledger', async () => {
    const { world, config, live } = await singing();
    expect(await canaryTimes(world.ports, config)).toBeUndefined();
    await live(24);
    const times = await canaryTimes(world.ports, config);
    expect(times).toMatchObject({ days: 7, missingCount: 0 });
    expect(times?.arrivedCount).toBeGreaterThan(20);
    expect(times?.p50Ms).toBeLessThan(10 * minuteMs);
    expect(times?.p95Ms).toBeLessThan(15 * minuteMs);
    // Nobody is told of it.
    expect(world.alerts).toEqual([]);
    const current = await world.ports.config();
    const reports = await feeds(world.ports, current!.config);
    expect(feedLines(reports, 'UTC').join('\n')).toMatch(/Rasid canary[^]*from publishing to alert: p50 \d\.\d min, p95 \d+\.\d min \(2\d articles in 7 days\)/u);
  }, 60_000);

  it('that falls silent is told, as any silent topic', async () => {
    const notices: Notice[] = [];
    let isBroken = false;
    const { live } = await singing({
      wrap: (ports) => ({
        ...ports,
        print: (_, record) => void notices.push((record as { notice: Notice }).notice),
        web: { fetch: async (request) => isBroken && request.url.includes('rasid-canary') ? { kind: 'failed', reason: 'broken', detail: '' } : ports.web.fetch(request) },
      }),
    });
    await live(12);
    expect(notices).toEqual([]);
    isBroken = true;
    await live(6);
    expect(notices.map(({ title }) => title).join()).toMatch(/Rasid canary: no alert for [34] h/u);
  }, 60_000);

  it('stands beside the owner’s config, and beside a canary of a deploy', () => {
    const config = configOf(['https://example.org/feed']);
    expect(withSingingCanary(config)).toBe(config);
    const both = withSingingCanary(withCanary({ ...config, canaryMs: hourMs }, { name: 'canary-1', feedUrl: 'https://example.org/c', everyMs: 1_000, silence: 'off' }));
    expect(both.topics.map(({ name }) => name)).toEqual(['detainees', 'canary-1', 'rasid-canary']);
    expect(both.channels.map(({ name }) => name)).toEqual(['console', 'rasid-canary']);
  });

  it('answers its own paths only, and conditionally', async () => {
    const web = withCanaryInside({ fetch: async () => ({ kind: 'failed', reason: 'dns', detail: 'asked the web' }) }, { nowMs: () => startMs });
    const get = (url: string, headers = {}) => web.fetch({ url, headers });
    expect(await get('https://rasid-canary.invalid.example.org/every-3600000')).toMatchObject({ reason: 'dns' });
    for (const path of ['robots.txt', 'every-1', 'every-3600000/x', '../every-3600000?x', 'every-3600000/1/2'])
      expect(await get(`https://rasid-canary.invalid/${path}`), path).toMatchObject({ status: path.includes('?x') ? 200 : 404 });
    const answer = await get('https://rasid-canary.invalid/every-3600000');
    expect(answer).toMatchObject({ status: 200 });
    const etag = answer.kind === 'response' ? answer.headers['etag'] : '';
    expect(await get('https://rasid-canary.invalid/every-3600000', { 'if-none-match': etag })).toMatchObject({ status: 304 });
  });
}); // prettier-ignore

describe('the canary of a deploy', () => {
  it('shows an empty perch at the first look, and sings at the second', () => {
    const ask = (ifNoneMatch?: string) =>
      canaryAnswer({ path: canaryFeedPath('canary-1'), ifNoneMatch }, { nowMs: startMs, urlOf: (path) => `https://door.example${path}?s=a&b` }); // prettier-ignore
    const first = ask();
    expect(first?.body).not.toContain('canary-1 sings');
    const second = ask(first?.etag);
    expect(second?.body).toContain('canary-1 sings');
    expect(second?.body).toContain('s=a&amp;b');
    expect(ask(second?.etag)).toMatchObject({ status: 304 });
  });
});

describe('percentiles by nearest rank', () => {
  it.each([
    [[], 0.5, 0],
    [[7], 0.95, 7],
    [[1, 2, 3, 4], 0.5, 2],
    [Array.from({ length: 100 }, (_, at) => at + 1), 0.95, 95],
  ])('%j', (times, share, wanted) => {
    expect(percentile(times, share)).toBe(wanted);
  });
});

describe('canary and silence in the config', () => {
  it.each([
    ['canary: 6h', 6 * hourMs],
    ['canary: off', undefined],
    ['', undefined],
  ])('%s', (line, wanted) => {
    const parsed = rasidFromYaml(`topics: topics\n${line}\n`, 'rasid.yaml');
    expect('value' in parsed && parsed.value.canaryMs).toBe(wanted);
  });

  it.each([
    ['silence: 3d', 72 * hourMs],
    ['silence: off', 'off'],
    ['backfill: false', undefined],
  ])('alert: { %s }', (line, wanted) => {
    const parsed = topicFromYaml(`topic: t\nany: [a]\nalert: { channels: [c], ${line} }\n`, 't.yaml');
    expect('topic' in parsed && parsed.topic.alert.silence).toBe(wanted);
  });

  it('name their line where they are none', () => {
    expect(rasidFromYaml('topics: topics\ncanary: 5m\n', 'rasid.yaml')).toMatchObject({ errors: [{ line: 2, key: 'canary' }] }); // prettier-ignore
    expect(topicFromYaml('topic: t\nany: [a]\nalert: { channels: [c], silence: never }\n', 't.yaml')).toMatchObject({ errors: [{ line: 3, key: 'alert.silence' }] }); // prettier-ignore
  });
});
