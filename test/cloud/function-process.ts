import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface DeployedFunction {
  readonly name: string;
  /** The deployed one, and nothing else but what Lambda itself adds. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** The bundle that was deployed. */
  readonly file: string;
}

export interface FunctionProcess {
  /** One event at a time, as a Lambda instance works. Rejects when the function throws, ends or takes too long. */
  invoke(event: unknown): Promise<unknown>;
  /** Ends the process now, or so long after the next event was given to it; the event after that starts another. */
  kill(inNextMs?: number): void;
  readonly invocationCount: () => number;
  /** What it has printed. */
  readonly output: () => string;
  close(): Promise<void>;
}

interface Answer {
  readonly requestId: string;
  readonly result?: unknown;
  readonly error?: string;
}

const host = fileURLToPath(new URL('host.mjs', import.meta.url));

export function functionProcess({ name, environment, timeoutMs, file }: DeployedFunction): FunctionProcess {
  let child: ChildProcess | undefined;
  let output = '';
  let count = 0;
  let killNextMs: number | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const started = async () => {
    if (child !== undefined && child.exitCode === null && child.signalCode === null) return child;
    const env = { ...environment, AWS_LAMBDA_FUNCTION_NAME: name, PATH: process.env['PATH'] ?? '' };
    const fresh = fork(host, [pathToFileURL(file).href], { env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    for (const stream of [fresh.stdout, fresh.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child = fresh;
    const outcome = await Promise.race([once(fresh, 'message'), once(fresh, 'exit').then(() => 'ended')]);
    if (outcome === 'ended') throw new Error(`${name} does not start:\n${output}`);
    return fresh;
  };

  const run = async (event: unknown) => {
    const one = await started();
    count += 1;
    const requestId = randomUUID();
    const timer = setTimeout(() => one.kill('SIGKILL'), timeoutMs);
    if (killNextMs !== undefined) setTimeout(() => one.kill('SIGKILL'), killNextMs);
    killNextMs = undefined;
    const ended = new AbortController();
    try {
      one.send({ event, requestId, deadlineMs: Date.now() + timeoutMs, functionName: name });
      const { signal } = ended;
      const answered = once(one, 'message', { signal }).then(([answer]) => answer as Answer);
      const died = once(one, 'exit', { signal }).then((): Answer => ({ requestId, error: `${name} ended in the middle` }));
      const { result, error } = await Promise.race([answered, died]);
      if (error !== undefined) throw new Error(error);
      return result;
    } finally {
      clearTimeout(timer);
      ended.abort();
    }
  };

  return {
    invoke(event) {
      const mine = turn.then(() => run(event));
      turn = mine.catch(() => undefined);
      return mine;
    },
    kill(inNextMs) {
      if (inNextMs === undefined) child?.kill('SIGKILL');
      else killNextMs = inNextMs;
    },
    invocationCount: () => count,
    output: () => output,
    async close() {
      await turn;
      child?.kill('SIGKILL');
    },
  };
} // prettier-ignore
