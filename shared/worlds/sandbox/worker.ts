import { fork, type ChildProcess } from 'node:child_process';
import { sandboxLimits, type EndReason } from '../../ports/sandbox.ts';
import { hold } from './held.ts';
import type { Answer, AnswerMessage, TaskMessage } from './messages.ts';
import { memorySignal, overtimeSignal } from './watch.ts';

/** The module that a process runs, which calls `serve`, and what Node needs to load it. */
export interface Program {
  readonly file: string;
  readonly execArgv: readonly string[];
}

export interface Task {
  readonly name: string;
  readonly input: unknown;
  readonly cpuMsMax: number;
  readonly wallMsMax: number;
  readonly shared: ReadonlyMap<string, { readonly id: number; readonly value: object }>;
}

export interface Worker {
  /** One at a time. Rejects when the process does not even start. */
  run(task: Task): Promise<Answer | { readonly ended: EndReason | 'too late' }>;
  /** It can take another task; one that has died or grown too large cannot. */
  isFit(): boolean;
  end(): void;
}

const stderrCharsMax = 2_000;
/** A heap that is full ends the process by one of these. */
const memorySignals: readonly (NodeJS.Signals | null)[] = [memorySignal, 'SIGABRT', 'SIGTRAP', 'SIGILL'];

/** A process of the pool, started at once. */
export function startWorker({ file, execArgv }: Program): Worker {
  const child = fork(file, [], {
    execArgv: [...execArgv, `--max-old-space-size=${sandboxLimits.memoryMbMax}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const held = new Map<number, unknown>();
  let said = '';
  let isOver = false;
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (text: string) => (said = `${said}${text}`.slice(-stderrCharsMax)));
  const start = started(child, () => said);
  // `run` rejects with it; before that nobody listens.
  start.catch(() => undefined);
  child.once('exit', () => (isOver = true));
  keepAlive(child, false);

  return {
    async run(task) {
      keepAlive(child, true);
      try {
        await start;
        const answered = answerOf(child, task.wallMsMax);
        child.send(messageOf(task, held), () => undefined);
        const answer = await answered;
        if ('memoryMb' in answer && answer.memoryMb > sandboxLimits.idleMbMax) end();
        return answer;
      } finally {
        keepAlive(child, false);
      }
    },
    isFit: () => !isOver,
    end,
  };

  function end(): void {
    isOver = true;
    child.kill('SIGKILL');
  }
}

/** A process without a task lets its owner's end. */
function keepAlive(child: ChildProcess, isNeeded: boolean): void {
  const act = isNeeded ? 'ref' : 'unref';
  child[act]();
  child.channel?.[act]();
  (child.stderr as { ref?(): void; unref?(): void } | null)?.[act]?.();
}

function started(child: ChildProcess, said: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`a process for strangers’ bytes does not start: ${said()}`)));
  });
}

/** The answer of the process, or why it has ended. */
function answerOf(child: ChildProcess, wallMsMax: number) {
  return new Promise<(Answer & { readonly memoryMb: number }) | { readonly ended: EndReason | 'too late' }>(
    (resolve) => {
      let isLate = false;
      const onMessage = (message: AnswerMessage) => {
        if (!('isReady' in message)) settle(message);
      };
      const onExit = (_: number | null, signal: NodeJS.Signals | null) => {
        settle({ ended: isLate ? 'too late' : reasonOf(signal) });
      };
      const timer = setTimeout(() => {
        isLate = true;
        child.kill('SIGKILL');
      }, wallMsMax);
      const settle = (answer: Parameters<typeof resolve>[0]) => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit);
        resolve(answer);
      };
      child.on('message', onMessage).once('exit', onExit);
      // It may have died between two tasks.
      if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode);
    },
  );
}

function reasonOf(signal: NodeJS.Signals | null): EndReason {
  if (signal === overtimeSignal) return 'took too long';
  return memorySignals.includes(signal) ? 'too much memory' : 'broke its reader';
}

/** Each shared object goes to a process once, as long as the process holds it. */
function messageOf({ name, input, cpuMsMax, shared }: Task, held: Map<number, unknown>): TaskMessage {
  const given: Record<string, TaskMessage['shared'][string]> = {};
  for (const [key, { id, value }] of shared) {
    given[key] = held.has(id) ? { id } : { id, value };
    hold(held, id, true);
  }
  return { task: name, input, cpuMsMax, shared: given };
}
