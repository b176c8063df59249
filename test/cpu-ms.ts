/** Neighbours on one core share its caches: other looks tell a slow moment from slow code. */
const looksMax = 3;
const quickMs = 200;

/** Milliseconds of the processor that something takes at best: others on the machine are not what is measured. */
export function cpuMsOf(run: () => unknown): number {
  let best = Infinity;
  for (let looks = 0; looks < looksMax && best > quickMs; looks += 1) {
    const before = process.cpuUsage();
    run();
    best = Math.min(best, msSince(before));
  }
  return best;
}

/** The same of what is awaited. */
export async function cpuMsOfAwaited(run: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let looks = 0; looks < looksMax && best > quickMs; looks += 1) {
    const before = process.cpuUsage();
    await run();
    best = Math.min(best, msSince(before));
  }
  return best;
}

function msSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
