import { afterEach, describe, it } from 'vitest';
import { meterMissing } from '../../bench/process-meter.ts';
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
  missing: string | undefined;
}[] = [
  { name: 'on this machine', open: openLocal, missing: undefined },
  { name: 'in an account', open: openCloud, missing: motoMissing() },
];
/** A test that hangs is ended; what it measures is progress. */
const timeout = 1_800_000;

describe.each(worlds)('a good outlet among hostile ones, $name', ({ open, missing }) => {
  const reason = missing ?? meterMissing();
  it.skipIf(reason !== undefined)(`loses no alert, and none is false${reason === undefined ? '' : ` (left out: ${reason})`}`, { timeout }, async () => {
    const press = await openPress();
    closers.push(() => press.close());
    const world = await open(press);
    closers.push(() => world.close());
    await expectGoodUnharmed(press, world);
  });
}); // prettier-ignore
