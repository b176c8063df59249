import { Worker } from 'node:worker_threads';
import { sandboxLimits } from '../../ports/sandbox.ts';

/** Ends a process whose processor time is over: the system's own signal for that, which leaves no core file. */
export const overtimeSignal = 'SIGVTALRM';
/** Ends a process that takes too much memory; the kernel uses it too. */
export const memorySignal = 'SIGKILL';

const lookMs = 50;

/**
 * A thread beside the main one, whatever that does: parsers cannot reach it, and it sleeps while there is no task. As
 * text, since a thread would otherwise load a file of its own from every bundle.
 */
const source = `
const { workerData: { state, memoryMbMax, lookMs } } = require('node:worker_threads');
const cpuMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1_000; };
const memoryMb = () => process.memoryUsage.rss() / 1_048_576;
let task = 0;
let before;
for (;;) {
  const current = Atomics.load(state, 0);
  if (current === 0) { Atomics.wait(state, 0, 0); continue; }
  if (current !== task) { task = current; before = { cpuMs: cpuMs(), memoryMb: memoryMb() }; }
  if (memoryMb() - before.memoryMb > memoryMbMax) process.kill(process.pid, '${memorySignal}');
  if (cpuMs() - before.cpuMs > Atomics.load(state, 1)) process.kill(process.pid, '${overtimeSignal}');
  Atomics.wait(state, 0, current, lookMs);
}`;

export interface Watch {
  /** From here on the process may use so much processor time. */
  begin(cpuMsMax: number): void;
  end(): void;
}

/** Ends this very process when a task takes more than it may: all its threads count, and all its memory. */
export function watch(): Watch {
  const state = new Int32Array(new SharedArrayBuffer(8));
  let taskCount = 0;
  const { memoryMbMax } = sandboxLimits;
  new Worker(source, { eval: true, workerData: { state, memoryMbMax, lookMs }, execArgv: [] }).unref();
  const set = (task: number) => {
    Atomics.store(state, 0, task);
    Atomics.notify(state, 0);
  };
  return {
    begin(cpuMsMax) {
      taskCount += 1;
      Atomics.store(state, 1, cpuMsMax);
      set(taskCount);
    },
    end: () => set(0),
  };
}
