import type { Config } from '../domain/config.ts';
import { effectiveConfig, type Feedback } from '../domain/feedback.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Table } from '../ports/table.ts';
import { feedbackRevision, getFeedback } from './feedback.ts';
import { hashOf } from './ids.ts';
import { getJson, putJson } from './json-blobs.ts';

/** One immutable snapshot of the configuration. */
export interface Snapshot {
  readonly config: Config;
  /** Channels that earlier snapshots had: what they still owe has to be ended. */
  readonly formerChannels: readonly string[];
}

/** The snapshot in force; its topics with what readers have said of their alerts. */
export interface CurrentConfig extends Snapshot {
  readonly hash: string;
}

interface Pointer {
  readonly hash: string;
  readonly appliedAtMs: number;
}

/** The config in force, or undefined before the first apply. */
export type ConfigSource = () => Promise<CurrentConfig | undefined>;

const pointerKey = { pk: 'config', sk: 'pointer' };
const snapshotKeyOf = (hash: string) => `config/${hash}.json`;

/**
 * Reads the pointer and the head of the feedback once a moment, each time where there is no `moment`; the snapshot and
 * the feedback only when they are others than last time. A job is sent after the config that it comes from was saved, so that what is read once its moment
 * has begun is new enough for it.
 */
export function configSource(ports: { table: Table; blobs: Blobs }, moment?: () => number): ConfigSource {
  let snapshot: (Snapshot & { hash: string }) | undefined;
  let feedback: { revision: number | undefined; said: ReadonlyMap<string, readonly Feedback[]> } | undefined;
  let latest: CurrentConfig | undefined;
  let reading: { at: number; config: Promise<CurrentConfig | undefined> } | undefined;
  const read = async () => {
    const [pointer, revision] = await Promise.all([
      ports.table.get<Pointer>(pointerKey),
      feedbackRevision(ports.table),
    ]);
    if (pointer === undefined) return undefined;
    const { hash } = pointer.body;
    const isKnown = snapshot?.hash === hash && feedback !== undefined && feedback.revision === revision;
    if (latest !== undefined && isKnown) return latest;
    if (snapshot?.hash !== hash) snapshot = { ...(await readSnapshot(ports.blobs, hash)), hash };
    if (feedback === undefined || feedback.revision !== revision) {
      const said =
        revision === undefined ? new Map<string, readonly Feedback[]>() : await getFeedback(ports.table);
      feedback = { revision, said };
    }
    // Made once: plans are compiled for this very object.
    latest = { ...snapshot, config: effectiveConfig(snapshot.config, feedback.said) };
    return latest;
  };
  return () => {
    const at = moment?.();
    if (at === undefined) return read();
    if (reading?.at !== at) reading = { at, config: read() };
    return reading.config;
  };
}

async function readSnapshot(blobs: Blobs, hash: string): Promise<Snapshot> {
  const snapshot = (await getJson(blobs, snapshotKeyOf(hash))) as Snapshot | undefined;
  if (snapshot === undefined) throw new Error(`the config snapshot ${hash} is missing`);
  return snapshot;
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
