import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cpuMsOf, meterMissing, peakMbOf } from './process-meter.ts';

export const candidates = ['rasid', 'rss-parser', 'feedsmith'] as const;
export type Candidate = (typeof candidates)[number];

export interface Measured {
  /** From the line in to the line out, in a process that has parsed one small feed before. */
  readonly ms: number;
  /** The same of the processor, which is what a busy machine does not change; 0 where the system does not tell. */
  readonly cpuMs: number;
  /** Of the whole process, Node and code included; undefined where the system does not tell. */
  readonly peakMb: number | undefined;
  readonly answer: 'feed' | 'error' | 'hang' | 'died';
}

export interface FeedMeter {
  /** A shell command that answers JSON Lines, as `rasid feed --jsonl` does. */
  readonly command: (candidate: Candidate) => string;
  /** One document in a process of its own, which dies of more heap than it may have. */
  readonly measure: (candidate: Candidate, document: string, how: Bounds) => Promise<Measured>;
  readonly close: () => void;
}

interface Bounds {
  readonly heapMbMax: number;
  /** Of the processor where the system tells it, else of the clock: what takes longer hangs. */
  readonly msMax: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const small = '<rss version="2.0"><channel><item><title>x</title></item></channel></rss>';

/** Bundles the workers, as the functions are bundled: what is measured is parsing, not the loading of TypeScript. */
export async function openFeedMeter(): Promise<FeedMeter> {
  const folder = mkdtempSync(join(tmpdir(), 'rasid-feeds-'));
  await build({
    entryPoints: candidates.map((candidate) => join(root, `bench/peers/feeds-${candidate}.ts`)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  }); // prettier-ignore
  const worker = (candidate: Candidate) => join(folder, `feeds-${candidate}.mjs`);
  writeFileSync(join(folder, 'small.xml'), small);
  let count = 0;
  return {
    command: (candidate) => `${process.execPath} ${worker(candidate)}`,
    measure: async (candidate, document, bounds) => {
      const path = join(folder, `${(count += 1)}.xml`);
      writeFileSync(path, document);
      return measureOnce(worker(candidate), [join(folder, 'small.xml'), path], bounds).finally(() => rmSync(path));
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
} // prettier-ignore

const lookMs = 50;

async function measureOnce(worker: string, paths: readonly [string, string], bounds: Bounds): Promise<Measured> {
  const child = spawn(process.execPath, [`--max-old-space-size=${bounds.heapMbMax}`, worker], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (path: string) => {
    child.stdin.write(`${JSON.stringify({ xml: path, url: 'http://a/', ctype: 'application/xml; charset=utf-8' })}\n`);
    return lines.next();
  };
  let timer: NodeJS.Timeout | undefined;
  const { pid = 0 } = child;
  try {
    await ask(paths[0]);
    const [startMs, startCpuMs] = [performance.now(), cpuMsOf(pid)];
    const taken = () => ({ ms: performance.now() - startMs, cpuMs: cpuMsOf(pid) - startCpuMs, peakMb: peakMbOf(pid) });
    const isOver = () => (meterMissing() === undefined ? taken().cpuMs : taken().ms) > bounds.msMax;
    const hang = new Promise<'hang'>((resolve) => (timer = setInterval(() => isOver() && resolve('hang'), lookMs)));
    const line = await Promise.race([ask(paths[1]), hang]);
    if (line === 'hang') return { ...taken(), answer: 'hang' };
    if (line.done === true) return { ...taken(), answer: 'died' };
    return { ...taken(), answer: 'error' in (JSON.parse(line.value) as object) ? 'error' : 'feed' };
  } finally {
    clearInterval(timer);
    child.kill('SIGKILL');
  }
} // prettier-ignore
