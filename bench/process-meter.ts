import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What a process and all that it has started take, as Linux's /proc tells it. */

/** Why nothing can be measured here, or undefined where it can. */
export const meterMissing = (): string | undefined =>
  existsSync('/proc/self/stat') ? undefined : 'the processor time of a process is read from /proc of Linux';

const tickMs = 10;

/** utime, stime and those of children that have ended: fields 14 to 17 of proc(5), counted behind the name. */
export function cpuMsOf(pid: number): number {
  let ticks = 0;
  for (const one of treeOf(pid)) {
    const stat = read(`/proc/${one}/stat`);
    // A name may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    for (const at of [11, 12, 13, 14]) ticks += Number(fields[at] ?? 0);
  }
  return ticks * tickMs;
}

/** The largest resident set that any process of the tree has had; undefined where the system does not tell. */
export function peakMbOf(pid: number): number | undefined {
  const peaks = treeOf(pid).flatMap((one) => {
    const kb = /VmHWM:\s+(\d+)/u.exec(read(`/proc/${one}/status`))?.[1];
    return kb === undefined ? [] : [Number(kb) / 1_024];
  });
  return peaks.length === 0 ? undefined : Math.max(...peaks);
}

/** What each process of the tree holds now. */
export function heldMbOf(pid: number): ReadonlyMap<number, number> {
  return new Map(treeOf(pid).map((one) => [one, mbIn(one, 'VmRSS')]));
}

/** The most that any process of the tree that was there before has grown by; one that came later has held nothing. */
export function grownMbOf(pid: number, held: ReadonlyMap<number, number>): number {
  return Math.max(0, ...treeOf(pid).map((one) => mbIn(one, 'VmHWM') - (held.get(one) ?? Infinity)));
}

const mbIn = (pid: number, name: string) =>
  Number(new RegExp(`${name}:\\s+(\\d+)`, 'u').exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1_024;

/** Counts the peaks anew from here on (clear_refs of proc(5)). */
export function resetPeaks(pid: number): void {
  for (const one of treeOf(pid)) safely(() => writeFileSync(`/proc/${one}/clear_refs`, '5'));
}

/** A process and all below it, parents first. */
export function treeOf(pid: number): number[] {
  const tree = [pid];
  for (const one of tree) {
    for (const thread of safely(() => readdirSync(`/proc/${one}/task`)) ?? []) {
      const children = read(`/proc/${one}/task/${thread}/children`).trim();
      if (children !== '') tree.push(...children.split(' ').map(Number));
    }
  }
  return tree;
}

const read = (path: string) => safely(() => readFileSync(path, 'utf8')) ?? '';

/** A process may end while it is looked at. */
function safely<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
