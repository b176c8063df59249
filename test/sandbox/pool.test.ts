import { afterAll, describe, expect, it } from 'vitest';
import { sandboxLimits } from '../../shared/ports/sandbox.ts';
import { inlineSandbox } from '../../shared/worlds/sandbox/inline.ts';
import { processPool, type Pool } from '../../shared/worlds/sandbox/pool.ts';
import { sourceProgram } from '../../shared/worlds/sandbox/program.ts';
import { sandboxContract } from '../contract/sandbox.contract.ts';
import { tasks } from './tasks.ts';

type TestPool = Pool<typeof tasks>;
const pools: TestPool[] = [];
let nowMs = 0;
const lines: { event: string; fields: unknown }[] = [];

function open(how: { workersMax?: number; leftMs?: number; file?: string } = {}): TestPool {
  const pool = processPool<typeof tasks>({
    program: sourceProgram(new URL(how.file ?? './child.ts', import.meta.url)),
    workersMax: how.workersMax ?? 1,
    isWarm: false,
    clock: { nowMs: () => nowMs, leftMs: () => how.leftMs ?? Infinity },
    log: (_, event, fields) => lines.push({ event, fields }),
  });
  pools.push(pool);
  return pool;
}
afterAll(() => pools.forEach((pool) => pool.close()));

const groupOf = (group: string) => ({ group, shared: {} });

const shared = open();
sandboxContract('of processes', () => shared);
sandboxContract('in this process', () => inlineSandbox(tasks));

describe('the pool of processes', () => {
  it.each([
    ['neverReturns', 'took too long'],
    ['backtracks', 'took too long'],
    ['fillsHeap', 'too much memory'],
    ['growsMap', 'too much memory'],
    ['fillsBuffers', 'too much memory'],
    ['exits', 'broke its reader'],
  ] as const)('ends %s (%s), and another process goes on', async (task, reason) => {
    const pool = open();
    expect(await pool.run(task, undefined, { ...groupOf('hostile'), cpuMsMax: 2_000 })).toEqual({
      kind: 'ended',
      reason,
    });
    expect(await pool.run('echo', { value: 1 }, groupOf('good'))).toEqual({ kind: 'done', value: 1 });
    expect(lines.at(-1)).toEqual({ event: 'task-ended', fields: { task, group: 'hostile', reason } });
  });

  it('counts processor time, not time on the clock', async () => {
    const pool = open();
    const spend = (cpuMs: number) => pool.run('spends', { cpuMs }, { ...groupOf(`${cpuMs}`), cpuMsMax: 600 });
    expect((await spend(300)).kind).toBe('done');
    expect((await spend(300)).kind).toBe('done');
    expect(await spend(3_000)).toEqual({ kind: 'ended', reason: 'took too long' });
  });

  it('ends a task that waits for what never comes, though it takes no processor time', async () => {
    const waits = (pool: TestPool) =>
      pool.run('neverResolves', undefined, { ...groupOf('a'), cpuMsMax: 1_000 });
    expect(await waits(open())).toEqual({ kind: 'ended', reason: 'took too long' });
    // The call is over before that: nothing is known of the bytes, and the message comes again.
    const pool = open({ leftMs: 5_000 });
    await expect(waits(pool)).rejects.toThrow('no time left');
    expect(await pool.run('echo', { value: 1 }, groupOf('a'))).toEqual({ kind: 'done', value: 1 });
  });

  it('keeps a process warm from one task to the next', async () => {
    const pool = open();
    const counts = [];
    for (let at = 0; at < 3; at += 1) counts.push(await pool.run('count', undefined, groupOf('a')));
    expect(counts.map((one) => one.kind === 'done' && one.value)).toEqual([1, 2, 3]);
  });

  it('lets a group that overruns take one process, and others go on beside it', async () => {
    const pool = open({ workersMax: 2 });
    let isHostileDone = false;
    const how = { ...groupOf('hostile'), cpuMsMax: 4_000 };
    const hostile = Promise.all([
      pool.run('neverReturns', undefined, how),
      pool.run('neverReturns', undefined, how),
    ]);
    void hostile.then(() => (isHostileDone = true));
    for (let at = 0; at < 20; at += 1)
      expect((await pool.run('echo', { value: at }, groupOf('good'))).kind).toBe('done');
    expect(isHostileDone).toBe(false);
    expect((await hostile).map(({ kind }) => kind)).toEqual(['ended', 'ended']);
  });

  it('lets a group rest that overruns again and again, until its time is over', async () => {
    const pool = open();
    const run = () => pool.run('neverReturns', undefined, { ...groupOf('hostile'), cpuMsMax: 100 });
    nowMs = 1_000_000;
    for (let at = 0; at < sandboxLimits.overrunsMax; at += 1) expect((await run()).kind).toBe('ended');
    expect(await run()).toEqual({ kind: 'busy', untilMs: nowMs + sandboxLimits.restMs });
    expect((await pool.run('echo', { value: 1 }, groupOf('good'))).kind).toBe('done');
    nowMs += sandboxLimits.restMs;
    expect((await run()).kind).toBe('ended');
  });

  it('says what a process says that does not start', async () => {
    await expect(open({ file: './missing.ts' }).run('echo', { value: 1 }, groupOf('a'))).rejects.toThrow(/does not start:[^]*missing/u); // prettier-ignore
  });

  it('rejects what is under way and what waits when it is closed', async () => {
    const pool = open();
    const both = ['a', 'b'].map((group) => pool.run('neverReturns', undefined, groupOf(group)));
    pool.close();
    for (const one of await Promise.allSettled(both))
      expect(one).toMatchObject({ status: 'rejected', reason: { message: 'the sandbox is closed' } });
  });
});
