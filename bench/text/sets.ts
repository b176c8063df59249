import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The public test sets and their scorers are no part of the project: their licences differ. */
export const bench = join(root, '../shared/bench');
export const hasBench = () => existsSync(bench);

/** The values of a file of JSON Lines; a relative path is one of the public sets. */
export function linesOf<Line>(path: string): Line[] {
  const text = readFileSync(resolve(bench, path), 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line) as Line);
}

/** A table, columns as wide as they need to be. */
export function print(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  for (const row of all)
    process.stdout.write(`${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ')}\n`); // prettier-ignore
}
