import { afterEach, describe, it } from 'vitest';
import { meterMissing } from '../../bench/process-meter.ts';
import type { Flood } from './outlets.ts';
import { motoMissing } from '../cloud/moto.ts';
import { expectGoodUnharmed, openPress, type Press, type World } from './unharmed.ts';
import { openCloud, openLocal } from './worlds.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const worlds: readonly {
  name: string;
  open: (press: Press) => Promise<World>;
  flood: Flood;
  missing: string | undefined;
}[] = [
  {
    name: 'on this machine',
    open: openLocal,
    flood: { linkCount: 2_000, roundsMax: Infinity },
    missing: undefined,
  },
  // It copies all rows for each transaction: with more of them nothing there is in time.
  { name: 'in an account', open: openCloud, flood: { linkCount: 400, roundsMax: 1 }, missing: motoMissing() },
];
/** A test that hangs is ended; what it measures is progress. */
const timeout = 1_800_000;

describe.each(worlds)('a good outlet among hostile ones, $name', ({ open, flood, missing }) => {
  const reason = missing ?? meterMissing();
  it.skipIf(reason !== undefined)(`loses no alert, and none is false${reason === undefined ? '' : ` (left out: ${reason})`}`, { timeout }, async () => {
    const press = await openPress(flood);
    closers.push(() => press.close());
    const world = await open(press);
    closers.push(() => world.close());
    await expectGoodUnharmed(press, world);
  });
}); // prettier-ignore
