import { existsSync, readFileSync } from 'node:fs';
import { realClock } from '../../shared/worlds/local/clock.ts';
import { processPool } from '../../shared/worlds/sandbox/pool.ts';
import { sourceProgram } from '../../shared/worlds/sandbox/program.ts';
import type { BenchTasks } from './child.ts';

const warmRounds = 3;

/** Processor time that a page costs on its way into a sandbox and back, both processes together: the median. */
export async function cpuMsAPage(pages: readonly { readonly bytes: Uint8Array }[]): Promise<number> {
  const pool = processPool<BenchTasks>({
    program: sourceProgram(new URL('./child.ts', import.meta.url)),
    workersMax: 1,
    isWarm: true,
    clock: realClock(),
    log: () => undefined,
  });
  const take = async (bytes: Uint8Array) => {
    const outcome = await pool.run('take', { bytes }, { group: 'bench', shared: {} });
    if (outcome.kind !== 'done') throw new Error(`the sandbox did not take a page: ${outcome.kind}`);
    return outcome.value.cpuMs;
  };
  try {
    const times: number[] = [];
    for (let round = 0; round <= warmRounds; round += 1) {
      for (const { bytes } of pages) {
        // Both counters stand at the end of a round trip: what lies between two of them is one.
        const [childBefore, before] = [await take(bytes), process.cpuUsage()];
        const childMs = (await take(bytes)) - childBefore;
        const { user, system } = process.cpuUsage(before);
        if (round === warmRounds) times.push(childMs + (user + system) / 1_000);
      }
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
  } finally {
    pool.close();
  }
}

/** Peak memory of this process's children, summed; undefined where the system does not tell. */
export function childrenPeakMb(): number | undefined {
  const list = `/proc/self/task/${process.pid}/children`;
  if (!existsSync(list)) return undefined;
  const pids = readFileSync(list, 'utf8').split(' ').filter(Boolean);
  const kbs = pids.map((pid) => Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)); // prettier-ignore
  return kbs.reduce((sum, kb) => sum + kb, 0) / 1_024;
}
