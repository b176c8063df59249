import { expect, test } from 'vitest';
import { newFloor } from '../../cli/floor.ts';

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
  const floor = newFloor(60_000);
  const { events, piece, end } = pieces();
  const all = [floor.together(piece('a')), floor.together(piece('b'))];
  await turn();
  all.push(floor.alone(piece('x')), floor.alone(piece('y')), floor.together(piece('c')));
  let isOpen = false;
  const open = floor.open().then(() => (isOpen = true));
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
  const floor = newFloor(20);
  const { events, piece } = pieces();
  const stuck = floor.together(piece('a'));
  const alone = floor.alone(piece('x'));
  const failed = floor.alone(() => Promise.reject(new Error('no')));
  await expect(failed).rejects.toThrow('no');
  expect(await Promise.all([stuck, alone])).toEqual([undefined, undefined]);
  expect(await floor.together(async () => 'c')).toBe('c');
  expect(events).toEqual(['begin a', 'begin x']);
});
