import { expect, it } from 'vitest';
import { newMeter } from '../../cli/estimate/meter.ts';
import type { AlertPolicy } from '../../shared/domain/topic.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { hourMs, openDesk, topic, wordsOf } from './desk-of.ts';
import { topicOf } from './test-world.ts';

const alertCount = 40;

/** Write units of everything from the feed to the channel, for so many alerts under a policy. */
async function writeUnits(policy: Partial<AlertPolicy>): Promise<{ units: number; told: number }> {
  const meter = newMeter();
  const wrap = (ports: Ports): Ports => ({ ...ports, table: meter.table(ports.table) });
  const alert = { channels: ['console'], backfill: false, ...policy };
  const { printed, publish, wait } = await openDesk(
    { topics: [topicOf(topic, { any: ['معتقل'], alert })] },
    { wrap },
  );
  meter.take();
  await publish(...Array.from({ length: alertCount }, (_, nth) => `معتقل ${wordsOf(9_000 + nth, 5)}`));
  await wait(11 * hourMs, hourMs);
  const told = printed.reduce((sum, { digest }) => sum + (digest?.itemCount ?? 1), 0);
  return { units: meter.take().writeUnits ?? 0, told };
}

it('costs less to fold an alert into a digest than to send it by itself', async () => {
  const alone = await writeUnits({});
  const together = await writeUnits({ digest: { kind: 'daily', minute: 18 * 60 } });
  expect([alone.told, together.told]).toEqual([alertCount, alertCount]);
  expect(together.units).toBeLessThan(alone.units);
  // A cap writes each row once more, when it finds that there is no room.
  const capped = await writeUnits({ perHourMax: 1 });
  expect(capped.told).toBe(alertCount);
  expect(capped.units).toBeLessThan(1.1 * alone.units);
}, 30_000);
