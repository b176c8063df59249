import { describe, expect, it } from 'vitest';
import { apply } from '../../shared/pipeline/apply.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { getDeliveries } from '../../shared/store/deliveries.ts';
import { idOf } from '../../shared/store/ids.ts';
import { getHead } from '../../shared/store/stories.ts';
import { closers, itemOf, minuteMs, outletWith, startMs, worldWith } from './outlet.ts';
import { configOf, serve, topicOf, type Item } from './test-world.ts';

describe('deliveries', () => {
  async function withHit(fields: Parameters<typeof configOf>[1], wrap?: (ports: Ports) => Ports) {
    const items: Item[] = [];
    const outlet = await outletWith(items);
    const world = await worldWith(startMs, wrap === undefined ? {} : { wrap });
    await apply(world.ports, configOf([outlet.url], fields));
    await world.tick();
    const publish = async (...sentences: string[]) => {
      items.push(
        ...sentences.map((sentence, index) =>
          itemOf(`${idOf(sentence)}-${index}`, sentence, world.nowMs() + minuteMs),
        ),
      );
      world.advance(11 * minuteMs);
      await world.tick();
    };
    return { world, publish };
  }

  it('tries a webhook again with the same id until it answers, then never more', async () => {
    const received: string[] = [];
    const hook = await serve((request, response) => {
      received.push(String(request.headers['webhook-id']));
      request.resume();
      response.writeHead(received.length < 4 ? 503 : 200).end();
    });
    closers.push(() => hook.close());
    const { world, publish } = await withHit({
      channels: [{ name: 'hook', type: 'webhook', url: `${hook.origin}/x` }],
      topics: [topicOf('detainees', { any: ['معتقل'], alert: { channels: ['hook'], backfill: false } })],
    });
    await publish('نقل معتقل');
    for (let round = 0; round < 5; round += 1) {
      world.advance(20 * minuteMs);
      await world.tick();
    }
    expect(received).toHaveLength(4);
    expect(new Set(received).size).toBe(1);
  });

  it('leaves a target alone for its gap, and for as long as it says that it has had enough', async () => {
    const times: number[] = [];
    const hook = await serve((request, response) => {
      times.push(world.nowMs());
      request.resume();
      const isFull = times.length === 2;
      response.writeHead(
        204,
        isFull ? { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '41.2' } : {},
      );
      response.end();
    });
    closers.push(() => hook.close());
    const { world, publish } = await withHit(
      {
        channels: [{ name: 'desk', type: 'discord', url: 'DESK_URL' }],
        topics: [topicOf('detainees', { any: ['معتقل'], alert: { channels: ['desk'], backfill: false } })],
      },
      (ports) => ({ ...ports, secrets: { get: async () => `${hook.origin}/hook` } }),
    );
    await publish(
      'محاكمة معتقل في الموصل اليوم',
      'وفاة معتقل بمستشفى البصرة أمس',
      'إضراب معتقل عن الطعام في طرابلس',
    );
    for (let round = 0; round < 3; round += 1) {
      world.advance(20_000);
      await world.tick();
    }
    expect(times).toHaveLength(3);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(2_000);
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(42_000);
  });

  it('ends in the dead list with its reason when the receiver refuses', async () => {
    const hook = await serve((request, response) => {
      request.resume();
      response.writeHead(410).end();
    });
    closers.push(() => hook.close());
    const { world, publish } = await withHit({
      channels: [{ name: 'hook', type: 'webhook', url: hook.origin }],
      topics: [topicOf('detainees', { any: ['معتقل'], alert: { channels: ['hook'], backfill: false } })],
    });
    await publish('نقل معتقل');
    const { head } = await getHead(world.ports.table, 'detainees');
    const deliveries = await getDeliveries(world.ports.table, 'detainees', head.recent[0]!.story);
    expect(deliveries).toMatchObject([{ state: 'dead', reason: 'the receiver answered HTTP 410' }]);
  });

  it('holds alerts in quiet hours and sends them after', async () => {
    const quiet = { fromMinute: 8 * 60, toMinute: 10 * 60, timeZone: 'UTC' };
    const { world, publish } = await withHit({
      topics: [
        topicOf('detainees', { any: ['معتقل'], alert: { channels: ['console'], backfill: false, quiet } }),
      ],
    });
    await publish('نقل معتقل');
    expect(world.alerts).toEqual([]);
    world.advance(2 * 60 * minuteMs);
    await world.tick();
    expect(world.alerts).toHaveLength(1);
  });

  it('keeps to the cap per hour and sends the rest later', async () => {
    const { world, publish } = await withHit({
      topics: [
        topicOf('detainees', {
          any: ['معتقل'],
          alert: { channels: ['console'], backfill: false, perHourMax: 2 },
        }),
      ],
    });
    await publish(
      'محاكمة معتقل في الموصل اليوم',
      'وفاة معتقل بمستشفى البصرة أمس',
      'إضراب معتقل عن الطعام في طرابلس',
    );
    expect(world.alerts).toHaveLength(2);
    world.advance(61 * minuteMs);
    await world.tick();
    expect(world.alerts).toHaveLength(3);
  });

  it('marks as a repeat what may have been sent by somebody who did not live to say so', async () => {
    let isDying = true;
    const printed: boolean[] = [];
    const { world, publish } = await withHit({}, (ports) => ({
      ...ports,
      print: (_, record) => {
        printed.push((record as { isRepeat: boolean }).isRepeat);
        if (isDying) throw new Error('killed right after sending');
      },
    }));
    await publish('نقل معتقل');
    isDying = false;
    world.advance(6 * minuteMs);
    await world.tick();
    expect(printed).toEqual([false, true]);
  });

  it.each([
    ['a server error, which may come after the work is done', 500, [false, true, true]],
    ['a request to slow down, which comes before it', 429, [false, false, false]],
  ])('marks every try after %s', async (_, status, wanted) => {
    const repeats: boolean[] = [];
    const hook = await serve((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        repeats.push((JSON.parse(body) as { isRepeat: boolean }).isRepeat);
        response.writeHead(repeats.length < 3 ? status : 204).end();
      });
    });
    closers.push(() => hook.close());
    const { world, publish } = await withHit({
      channels: [{ name: 'hook', type: 'webhook', url: hook.origin }],
      topics: [topicOf('detainees', { any: ['معتقل'], alert: { channels: ['hook'], backfill: false } })],
    });
    await publish('نقل معتقل');
    for (let round = 0; round < 3; round += 1) {
      world.advance(6 * minuteMs);
      await world.tick();
    }
    expect(repeats).toEqual(wanted);
  });
});
