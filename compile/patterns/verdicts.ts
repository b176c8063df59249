import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { check } from 'recheck';

const file = fileURLToPath(new URL('verdicts.json', import.meta.url));
const { version } = createRequire(import.meta.url)('recheck/package.json') as { version: string };

/** Counted steps decide, not the time of a busy machine: only a pattern that is never decided meets `timeout`. */
const effort = { timeout: 120_000, incubationTimeout: null, attackTimeout: null, seedingTimeout: null };

export interface Pattern {
  readonly source: string;
  readonly flags: string;
}

/** The text that takes long: each pump is repeated between what stands before it and the end. */
export interface Attack {
  readonly pumps: readonly { readonly prefix: string; readonly pump: string }[];
  readonly suffix: string;
}

export type Verdict =
  | 'safe'
  | { readonly status: 'vulnerable'; readonly complexity: string; readonly attack: Attack }
  | { readonly status: 'unknown'; readonly reason: string };

export type Verdicts = Readonly<Record<string, Verdict>>;

export const written = ({ source, flags }: Pattern) => `/${source}/${flags}`;

/** A verdict is of one pattern by one version of the checker. */
export function keyOf(pattern: Pattern): string {
  return createHash('sha256')
    .update(`${version} ${written(pattern)}`)
    .digest('hex')
    .slice(0, 20);
}

export const readVerdicts = () => JSON.parse(readFileSync(file, 'utf8')) as Verdicts;

export function writeVerdicts(verdicts: Verdicts): void {
  const sorted = Object.entries(verdicts).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

export async function judge({ source, flags }: Pattern, timeoutMs = effort.timeout): Promise<Verdict> {
  const found = await check(source, flags, { ...effort, timeout: timeoutMs });
  if (found.status === 'safe') return 'safe';
  if (found.status === 'unknown') return { status: 'unknown', reason: found.error.kind };
  const pumps = found.attack.pumps.map(({ prefix, pump }) => ({ prefix, pump }));
  const { summary } = found.complexity;
  return { status: 'vulnerable', complexity: summary, attack: { pumps, suffix: found.attack.suffix } };
}
