import { expect, test } from 'vitest';
import { sharedLock } from '../../cli/shared-lock.ts';

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Pieces of work that end when the test says, and the order of what happened. */
function pieces() {
  const events: string[] = [];
  const ends = new Map<string, () => void>();
  const piece = (name: string) => async () => {
    events.push(`begin ${name}`);
    await new Promise<void>((resolve) => ends.set(name, resolve));
    events.push(`end ${name}`);
    return name;
  };
  return { events, piece, end: (name: string) => ends.get(name)?.() };
}

test('alone waits for all that is under way, and lets nothing begin before it has ended', async () => {
  const lock = sharedLock(60_000);
  const { events, piece, end } = pieces();
  const all = [lock.shared(piece('a')), lock.shared(piece('b'))];
  await turn();
  all.push(lock.exclusive(piece('x')), lock.exclusive(piece('y')), lock.shared(piece('c')));
  let isOpen = false;
  const open = lock.free().then(() => (isOpen = true));
  for (const name of ['a', 'b', 'x', 'y']) {
    await turn();
    expect(isOpen).toBe(false);
    end(name);
  }
  await open;
  await turn();
  end('c');
  expect(await Promise.all(all)).toEqual(['a', 'b', 'x', 'y', 'c']);
  expect(events).toEqual([
    'begin a',
    'begin b',
    'end a',
    'end b',
    'begin x',
    'end x',
    'begin y',
    'end y',
    'begin c',
    'end c',
  ]);
});

test('a piece that never ends, or fails, keeps nobody waiting', async () => {
  const lock = sharedLock(20);
  const { events, piece } = pieces();
  const stuck = lock.shared(piece('a'));
  const alone = lock.exclusive(piece('x'));
  const failed = lock.exclusive(() => Promise.reject(new Error('no')));
  await expect(failed).rejects.toThrow('no');
  expect(await Promise.all([stuck, alone])).toEqual([undefined, undefined]);
  expect(await lock.shared(async () => 'c')).toBe('c');
  expect(events).toEqual(['begin a', 'begin x']);
});
