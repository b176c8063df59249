import { sandboxLimits, type Sandbox, type SandboxOutcome, type Tasks } from '../../ports/sandbox.ts';
import type { Clock, Log } from '../../ports/world.ts';
import { startWorker, type Program, type Task, type Worker } from './worker.ts';

export interface Pool<T extends Tasks> extends Sandbox<T> {
  /** Ends its processes; what they have under way is rejected. */
  close(): void;
}

export interface PoolOptions {
  readonly program: Program;
  /** Each takes some 100 MB; more than cores bring nothing. */
  readonly workersMax: number;
  /** Starts the first one at once, where there is work for certain. */
  readonly isWarm: boolean;
  readonly clock: Pick<Clock, 'nowMs' | 'leftMs'>;
  readonly log: Log;
}

type Outcome = SandboxOutcome<unknown>;
interface Waiting {
  readonly group: string;
  readonly start: (worker: Worker) => void;
  readonly refuse: (error: Error) => void;
}

const wallMsOf = (cpuMsMax: number) => sandboxLimits.wallPerCpuMax * cpuMsMax;
/** A call keeps this time for itself, to write what became of a task before its runtime ends it. */
const callReserveMs = 2_000;

/**
 * Child processes that run one task each. Not threads: a thread whose heap is full may take the whole process with it
 * (docs/decisions/0001). A task that overruns its limits ends its process, and another takes its place.
 */
export function processPool<T extends Tasks>(options: PoolOptions): Pool<T> {
  const { clock, log } = options;
  const idle: Worker[] = options.isWarm ? [startWorker(options.program)] : [];
  const busy = new Set<Worker>();
  const busyGroups = new Set<string>();
  const waiting: Waiting[] = [];
  const rest = resting(clock);
  const ids = numbers();
  let isClosed = false;

  const workerFor = (): Worker | undefined => {
    for (let worker = idle.pop(); worker !== undefined; worker = idle.pop())
      if (worker.isFit()) return worker;
    return busy.size < options.workersMax ? startWorker(options.program) : undefined;
  };

  /** The longest waiting task of a group that has none under way: so no group takes more than one process. */
  const next = () => {
    for (;;) {
      const at = waiting.findIndex(({ group }) => !busyGroups.has(group));
      const worker = at < 0 ? undefined : workerFor();
      if (worker === undefined) return;
      const [one] = waiting.splice(at, 1);
      busyGroups.add(one!.group);
      busy.add(worker);
      one!.start(worker);
    }
  };

  const runOn = async (worker: Worker, group: string, task: Task): Promise<Outcome> => {
    try {
      const answer = await worker.run(task);
      if ('value' in answer) return { kind: 'done', value: answer.value };
      if ('error' in answer) {
        log('error', 'task-failed', { task: task.name, group, error: answer.error });
        return { kind: 'ended', reason: 'broke its reader' };
      }
      // Cut short by the end of the call, which says nothing about the bytes.
      if (answer.ended === 'too late' && task.wallMsMax < wallMsOf(task.cpuMsMax)) throw outOfTime();
      const reason = answer.ended === 'too late' ? 'took too long' : answer.ended;
      rest.overrun(group);
      log('warn', 'task-ended', { task: task.name, group, reason });
      return { kind: 'ended', reason };
    } catch (error) {
      throw isClosed ? closed() : error;
    } finally {
      busyGroups.delete(group);
      busy.delete(worker);
      if (worker.isFit() && !isClosed) idle.push(worker);
      next();
    }
  };

  return {
    async run(name, input, { group, shared, cpuMsMax = sandboxLimits.cpuMsMax }) {
      if (isClosed) throw closed();
      const untilMs = rest.until(group);
      if (untilMs !== undefined) return { kind: 'busy', untilMs };
      const worker = await new Promise<Worker>((start, refuse) => {
        waiting.push({ group, start, refuse });
        next();
      });
      const wallMsMax = Math.min(wallMsOf(cpuMsMax), clock.leftMs() - callReserveMs);
      const task = { name, input, cpuMsMax, wallMsMax, shared: ids.of(shared) };
      return (await runOn(worker, group, task)) as never;
    },
    close() {
      isClosed = true;
      for (const worker of [...idle, ...busy]) worker.end();
      for (const { refuse } of waiting.splice(0)) refuse(closed());
    },
  };
}

const outOfTime = () => new Error('no time left');
const closed = () => new Error('the sandbox is closed');

/** Which groups have overrun so often of late that they are left alone. */
function resting(clock: Pick<Clock, 'nowMs'>) {
  const overruns = new Map<string, number[]>();
  const recent = (group: string) =>
    (overruns.get(group) ?? []).filter((atMs) => clock.nowMs() - atMs < sandboxLimits.restMs);
  return {
    until(group: string): number | undefined {
      const atMs = recent(group);
      return atMs.length < sandboxLimits.overrunsMax ? undefined : atMs[0]! + sandboxLimits.restMs;
    },
    overrun(group: string) {
      for (const known of overruns.keys()) if (recent(known).length === 0) overruns.delete(known);
      overruns.set(group, [...recent(group), clock.nowMs()]);
    },
  };
}

/** Numbers for shared objects, by identity. */
function numbers() {
  const known = new WeakMap<object, number>();
  let count = 0;
  const idOf = (value: object) => {
    const id = known.get(value) ?? (count += 1);
    known.set(value, id);
    return id;
  };
  return {
    of: (shared: unknown): Task['shared'] =>
      new Map(
        Object.entries(shared as Record<string, object | undefined>).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, { id: idOf(value), value }]],
        ),
      ),
  };
}
