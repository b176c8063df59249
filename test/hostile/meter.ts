import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cpuMsOf, grownMbOf, heldMbOf, resetPeaks, treeOf } from '../../bench/process-meter.ts';

export interface Measured {
  /** Of the processor, for the worker and whatever it has started. */
  readonly cpuMs: number;
  /** The most that one of them has grown by meanwhile. */
  readonly grownMb: number;
  readonly kind: 'done' | 'threw' | 'hang' | 'died';
  readonly answer: string;
}

export interface Meter {
  measure(asked: { number: number } | { stage: string; text: string }): Promise<Measured>;
  close(): Promise<void>;
}

/** One long-lived process works on one input after another; after a hang or a death the next one gets a new process. */
export async function openMeter(how: { heapMbMax: number; hangCpuMs: number }): Promise<Meter> {
  let worker: Worker | undefined;
  return {
    async measure(asked) {
      worker ??= startWorker(how.heapMbMax);
      const measured = await measureOnce(worker, asked, how.hangCpuMs);
      if (measured.kind === 'hang' || measured.kind === 'died') {
        await worker.end();
        worker = undefined;
      }
      return measured;
    },
    async close() {
      await worker?.end();
    },
  };
} // prettier-ignore

const program = fileURLToPath(new URL('worker.ts', import.meta.url));
const lastWordsMax = 600;

interface Worker {
  readonly pid: number;
  /** The end of what it has written to its standard error. */
  lastWords(): string;
  ask(line: object): Promise<{ kind: string; answer?: string } | undefined>;
  end(): Promise<void>;
}

function startWorker(heapMbMax: number): Worker {
  const flags = ['--expose-gc', `--max-old-space-size=${heapMbMax}`, '--max-semi-space-size=8'];
  const child: ChildProcess = spawn(process.execPath, [...flags, '--import', 'tsx', program], { stdio: ['pipe', 'pipe', 'pipe'] });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (lastWords = (lastWords + text).slice(-lastWordsMax)));
  child.stdin?.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid!,
    lastWords: () => lastWords,
    async ask(line) {
      child.stdin?.write(`${JSON.stringify(line)}\n`);
      const next = await lines.next();
      return next.done === true ? undefined : (JSON.parse(next.value) as { kind: string; answer?: string });
    },
    async end() {
      for (const pid of treeOf(child.pid!).reverse()) end(pid);
      await ended;
    },
  };
} // prettier-ignore

const pollMs = 50;

async function measureOnce(worker: Worker, asked: object, hangCpuMs: number): Promise<Measured> {
  const made = await worker.ask(asked);
  if (made === undefined)
    return { cpuMs: 0, grownMb: 0, kind: 'died', answer: `late: ${worker.lastWords()}` };
  resetPeaks(worker.pid);
  const held = heldMbOf(worker.pid);
  const before = cpuMsOf(worker.pid);
  let last = before;
  let grownMb = 0;
  const look = () => {
    last = Math.max(last, cpuMsOf(worker.pid));
    grownMb = Math.max(grownMb, grownMbOf(worker.pid, held));
    return last - before;
  };
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<'hang'>((resolve) => {
    timer = setInterval(() => {
      if (look() > hangCpuMs) resolve('hang');
    }, pollMs);
  });
  const answer = await Promise.race([worker.ask({}), hang]);
  clearInterval(timer);
  const cpuMs = look();
  if (answer === 'hang') return { cpuMs, grownMb, kind: 'hang', answer: '' };
  if (answer === undefined) return { cpuMs, grownMb, kind: 'died', answer: worker.lastWords() };
  return { cpuMs, grownMb, kind: answer.kind === 'threw' ? 'threw' : 'done', answer: answer.answer ?? '' };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
