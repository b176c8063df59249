import type { Config } from '../domain/config.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Table } from '../ports/table.ts';
import { hashOf } from './ids.ts';
import { getJson, putJson } from './json-blobs.ts';

/** One immutable snapshot of the configuration. */
export interface Snapshot {
  readonly config: Config;
  /** Channels that earlier snapshots had: what they still owe has to be ended. */
  readonly formerChannels: readonly string[];
}

export interface CurrentConfig extends Snapshot {
  readonly hash: string;
}

interface Pointer {
  readonly hash: string;
  readonly appliedAtMs: number;
}

/** Reads the pointer, and the snapshot only when it is another one than last time. */
export type ConfigSource = () => Promise<CurrentConfig | undefined>;

const pointerKey = { pk: 'config', sk: 'pointer' };
const snapshotKeyOf = (hash: string) => `config/${hash}.json`;

export function configSource(ports: { table: Table; blobs: Blobs }): ConfigSource {
  let latest: CurrentConfig | undefined;
  return async () => {
    const pointer = await ports.table.get<Pointer>(pointerKey);
    if (pointer === undefined) return undefined;
    const { hash } = pointer.body;
    if (latest?.hash === hash) return latest;
    const snapshot = (await getJson(ports.blobs, snapshotKeyOf(hash))) as Snapshot | undefined;
    if (snapshot === undefined) throw new Error(`the config snapshot ${hash} is missing`);
    latest = { ...snapshot, hash };
    return latest;
  };
}

/** Object first, then the pointer, if nobody else has moved it meanwhile. */
export async function saveConfig(
  ports: { table: Table; blobs: Blobs },
  snapshot: Snapshot,
  nowMs: number,
): Promise<{ kind: 'saved' | 'unchanged' | 'moved'; hash: string }> {
  const hash = hashOf(JSON.stringify(snapshot)).slice(0, 24);
  const pointer = await ports.table.get<Pointer>(pointerKey);
  if (pointer?.body.hash === hash) return { kind: 'unchanged', hash };
  await putJson(ports.blobs, snapshotKeyOf(hash), snapshot);
  const body: Pointer = { hash, appliedAtMs: nowMs };
  const when = pointer === undefined ? 'absent' : { revision: pointer.revision };
  const outcome = await ports.table.put({ ...pointerKey, body }, when);
  return { kind: outcome.kind === 'done' ? 'saved' : 'moved', hash };
}
