import type { Action, Table } from '../ports/table.ts';

/** When the topics are looked at again, and since when that has been done without a break. */
export interface SilenceLook {
  readonly nextLookAtMs: number;
  readonly watchingSinceMs: number;
}

/** One topic, as far as its silence goes. */
export interface TopicSilence {
  readonly topic: string;
  /** First looked at. */
  readonly sinceMs: number;
  /** The owner has been told that it is silent. */
  readonly toldAtMs?: number | undefined;
}

export interface SilenceRow {
  readonly silence: TopicSilence;
  readonly revision: number;
}

const pk = 'silence';
const lookKey = { pk, sk: 'look' };
const keyOf = (topic: string) => ({ pk, sk: `topic#${topic}` });

export async function getLook(table: Table): Promise<SilenceLook | undefined> {
  return (await table.get<SilenceLook>(lookKey))?.body;
}

export async function saveLook(table: Table, look: SilenceLook): Promise<void> {
  await table.put({ ...lookKey, body: look }, 'always');
}

export async function getSilences(
  table: Table,
  topics: readonly string[],
): Promise<ReadonlyMap<string, SilenceRow>> {
  const items = await table.getMany<TopicSilence>(topics.map(keyOf));
  return new Map(items.map(({ body, revision }) => [body.topic, { silence: body, revision }]));
}

/** `absent` for a topic that is looked at for the first time. */
export function silenceAction(silence: TopicSilence, revision: number | undefined): Action {
  const when = revision === undefined ? 'absent' : { revision };
  return { put: { ...keyOf(silence.topic), body: silence }, when };
}
