import type { Table } from '../ports/table.ts';
import { dayMs } from './ids.ts';

interface Robots {
  /** Empty where the host has none, which allows everything. */
  readonly text: string;
}

/** RFC 9309 lets nobody go by a copy that is older than a day. */
const keepMs = dayMs;
const keyOf = (host: string) => ({ pk: `robots#${host}`, sk: 'robots' });

/** A host's robots.txt as it was within the last day; undefined where it has to be asked for. */
export async function getRobots(table: Table, host: string): Promise<string | undefined> {
  return (await table.get<Robots>(keyOf(host)))?.body.text;
}

export async function saveRobots(table: Table, host: string, text: string, nowMs: number): Promise<void> {
  const body: Robots = { text };
  await table.put({ ...keyOf(host), body, expiresAtMs: nowMs + keepMs }, 'always');
}
