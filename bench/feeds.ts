import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { candidates, openFeedMeter, type FeedMeter, type Measured } from './feed-meter.ts';
import { hostileFeeds, largeFeeds } from './hostile-feeds.ts';

/** Conformance, speed and memory of reading feeds, beside two packages that one would take instead. */
const bench = fileURLToPath(new URL('../../shared/bench', import.meta.url));
const rounds = 3;
/** What a peer does not end in this time or heap it does not end at all, as far as polling goes. */
const bounds = { heapMbMax: 256, msMax: 10_000 };
const targets = {
  clauseShare: 0.96,
  ms: 250,
  peakMb: 128,
  bytes: 1_000_000,
  hostileMs: 1_000,
  hostileMb: 256,
};
/** The scorer's group in which a strict sanitiser is right to keep less. */
const uncounted = 'sanitize-keep';

interface Scored {
  readonly files: number;
  readonly parsed: number;
  readonly groups: Readonly<Record<string, { readonly clauses: number; readonly right: number }>>;
  readonly ms: { readonly median: number; readonly max?: number; readonly p99: number };
  readonly peakMB: number;
}

const meter = await openFeedMeter();
try {
  conformance(meter);
  await speed(meter, 'Large feeds', largeFeeds);
  await speed(meter, 'Hostile feeds', hostileFeeds);
} finally {
  meter.close();
}

/** The public scorer on the public set, for each candidate the same. */
function conformance({ command }: FeedMeter): void {
  const set = join(bench, 'feeds/feedparser');
  if (!existsSync(set)) {
    console.log(`The public test set is not at ${set}: no conformance (kurtmckee/feedparser, BSD-2).\n`);
    return;
  }
  console.log('Conformance: kurtmckee/feedparser, BSD-2');
  console.log(`${'candidate'.padEnd(12)}${'parsed'.padStart(12)}${'clauses right'.padStart(22)}${'median ms'.padStart(11)}${'p99 ms'.padStart(9)}${'peak MB'.padStart(9)}`);
  for (const candidate of candidates) {
    const output = execFileSync(process.execPath, [join(bench, 'tools/feed_conformance.mjs'), '--data', set, '--worker', command(candidate)], { encoding: 'utf8' });
    const { files, parsed, groups, ms, peakMB } = JSON.parse(output) as Scored;
    const counted = Object.entries(groups).flatMap(([name, group]) => (name === uncounted ? [] : [group]));
    const [right, clauses] = [sum(counted, ({ right }) => right), sum(counted, ({ clauses }) => clauses)];
    const share = `${right} of ${clauses} ${((100 * right) / clauses).toFixed(1)} %`;
    const verdict = candidate === 'rasid' ? (right / clauses >= targets.clauseShare && parsed === files ? '  within' : '  below') : '';
    console.log(`${candidate.padEnd(12)}${`${parsed}/${files}`.padStart(12)}${share.padStart(22)}${ms.median.toFixed(2).padStart(11)}${ms.p99.toFixed(1).padStart(9)}${String(peakMB).padStart(9)}${verdict}`);
  }
  console.log(`Without the group ${uncounted}. Target: every file, ${100 * targets.clauseShare} %.\n`);
} // prettier-ignore

/** Each document in a process of its own, the best of some rounds for Rasid, once for the peers. */
async function speed({ measure }: FeedMeter, title: string, feeds: typeof largeFeeds): Promise<void> {
  console.log(`${title}: ms and peak MB of the process`);
  console.log(`${''.padEnd(40)}${'kB'.padStart(6)}${candidates.map((name) => name.padStart(18)).join('')}`);
  const over: string[] = [];
  for (const [name, documentOf] of Object.entries(feeds)) {
    const document = documentOf();
    const bytes = Buffer.byteLength(document);
    const results: string[] = [];
    for (const candidate of candidates) {
      const best = await bestOf(candidate === 'rasid' ? rounds : 1, () => measure(candidate, document, bounds));
      results.push(shown(best).padStart(18));
      const isSmall = bytes <= targets.bytes * 1.1;
      const [msMax, mbMax] = isSmall ? [targets.ms, targets.peakMb] : [targets.hostileMs, targets.hostileMb];
      if (candidate === 'rasid' && (best.ms > msMax || (best.peakMb ?? 0) > mbMax)) over.push(name);
    }
    console.log(`${name.padEnd(40)}${(bytes / 1_000).toFixed(0).padStart(6)}${results.join('')}`);
  }
  console.log(`Target for 1 MB or less: ${targets.ms} ms, ${targets.peakMb} MB. Over it: ${over.join(', ') || 'none'}.\n`);
} // prettier-ignore

async function bestOf(count: number, measureOnce: () => Promise<Measured>): Promise<Measured> {
  const all: Measured[] = [];
  for (let round = 0; round < count; round += 1) all.push(await measureOnce());
  return all.reduce((best, one) => (one.ms < best.ms ? one : best));
}

function shown({ ms, peakMb, answer }: Measured): string {
  const memory = peakMb === undefined ? '-' : peakMb.toFixed(0);
  return answer === 'hang' || answer === 'died' ? answer : `${ms.toFixed(0)} / ${memory}${answer === 'error' ? ' !' : ''}`;
} // prettier-ignore

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
