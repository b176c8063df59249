import { expect, it } from 'vitest';
import { newMeter } from '../../cli/estimate/meter.ts';
import { cost } from '../../cli/estimate/prices.ts';
import { itemBytes } from '../../shared/worlds/aws/item-size.ts';
import { detainees, told, watched } from './edited.ts';
import { startMs } from './outlet.ts';

it('costs about as much to read an edited article as a new one, and less when its page says the same', async () => {
  const meter = newMeter();
  const { publish, edit, outlet } = await watched([detainees], [], (ports) => ({
    ...ports,
    table: meter.table(ports.table),
    blobs: meter.blobs(ports.blobs),
  }));
  const used = async (look: Promise<void>) => {
    meter.take();
    await look;
    return cost(meter.take(), { net: false });
  };
  // The first one comes with the host's robots.txt.
  await publish('first', told('اجتماع في طرابلس'));
  const fresh = await used(publish('one', told('اجتماع أمني في العاصمة', 3)));
  const edited = await used(edit('one', told('اجتماع أمني ثان في العاصمة', 4)));
  outlet.missing.add('one');
  const same = await used(edit('one', { text: 'موجز.' }));
  expect(edited / fresh).toBeLessThan(1.1);
  expect(same).toBeLessThan(0.7 * edited);
});

it('writes the window of a usual feed, marks included, for one unit', async () => {
  const windows: number[] = [];
  const items = Array.from({ length: 30 }, (_, index) => ({ id: `n${index}`, ...told(`خبر ${index}`, index), atMs: startMs })); // prettier-ignore
  await watched([detainees], items, (ports) => ({
    ...ports,
    table: {
      ...ports.table,
      put: (item, when) => {
        if (item.sk === 'window') windows.push(itemBytes({ ...item, revision: 1_000_000_000_000 }));
        return ports.table.put(item, when);
      },
    },
  }));
  expect(windows).toHaveLength(1);
  expect(windows[0]).toBeLessThanOrEqual(1_024);
});
