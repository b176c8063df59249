import { withFeedback, type Feedback } from '../domain/feedback.ts';
import { tableLimits, type Table } from '../ports/table.ts';
import { dayMs } from './ids.ts';
import { pagesOf } from './pages.ts';

/** One topic's feedback that is in force, oldest first. */
interface OverlayRow {
  readonly topic: string;
  readonly said: readonly Feedback[];
}

/** That a link has been used for this, once and for all, whether it still is in force or not. */
interface SaidRow {
  readonly atMs: number;
}

const pk = 'feedback';
/** Its revision says whether anything has changed: what every invocation reads. */
const headKey = { pk, sk: 'head' };
const overlayKeyOf = (topic: string) => ({ pk, sk: `overlay#${topic}` });
const saidKeyOf = (id: string) => ({ pk, sk: `said#${id}` });
const pagesMax = 1_000;
const racesMax = 10;
/** Longer than a link is good for. */
const saidKeepMs = 60 * dayMs;

/** Moves with every feedback and every undo; undefined before the first. */
export async function feedbackRevision(table: Table): Promise<number | undefined> {
  return (await table.get(headKey))?.revision;
}

/** The feedback in force, by topic. */
export async function getFeedback(table: Table): Promise<Map<string, readonly Feedback[]>> {
  const said = new Map<string, readonly Feedback[]>();
  const query = { pk, prefix: 'overlay#', itemsMax: tableLimits.pageItemsMax };
  for await (const page of pagesOf<OverlayRow>(table, query, pagesMax))
    for (const { body } of page) said.set(body.topic, body.said);
  return said;
}

/** The feedback in force for one topic. */
export async function getTopicFeedback(table: Table, topic: string): Promise<readonly Feedback[]> {
  return (await table.get<OverlayRow>(overlayKeyOf(topic)))?.body.said ?? [];
}

/** One transaction: that it was said, which can be done once, and the overlay with it. */
export async function addFeedback(table: Table, one: Feedback): Promise<'added' | 'said before'> {
  const said: SaidRow = { atMs: one.atMs };
  for (let race = 0; race < racesMax; race += 1) {
    const row = await table.get<OverlayRow>(overlayKeyOf(one.topic));
    const body: OverlayRow = { topic: one.topic, said: withFeedback(row?.body.said ?? [], one) };
    const outcome = await table.transact([
      { put: { ...saidKeyOf(one.id), body: said, expiresAtMs: one.atMs + saidKeepMs }, when: 'absent' },
      { put: { ...overlayKeyOf(one.topic), body }, when: whenOf(row) },
      { put: { ...headKey, body: said }, when: 'always' },
    ]);
    if (outcome.kind === 'done') return 'added';
    if (outcome.kind === 'refused' && outcome.at === 0) return 'said before';
  }
  throw new Error(`the feedback on ${one.topic} changed ${racesMax} times in a row`);
}

/** Takes feedback of a topic out of force, by its id or all of a kind; returns what was taken. */
export async function removeFeedback(
  table: Table,
  topic: string,
  isMeant: (one: Feedback) => boolean,
  nowMs: number,
): Promise<readonly Feedback[]> {
  for (let race = 0; race < racesMax; race += 1) {
    const row = await table.get<OverlayRow>(overlayKeyOf(topic));
    const removed = row?.body.said.filter(isMeant) ?? [];
    if (row === undefined || removed.length === 0) return [];
    const body: OverlayRow = { topic, said: row.body.said.filter((one) => !isMeant(one)) };
    const outcome = await table.transact([
      { put: { ...overlayKeyOf(topic), body }, when: whenOf(row) },
      { put: { ...headKey, body: { atMs: nowMs } }, when: 'always' },
    ]);
    if (outcome.kind === 'done') return removed;
  }
  throw new Error(`the feedback on ${topic} changed ${racesMax} times in a row`);
}

const whenOf = (row: { revision: number } | undefined) => row === undefined ? 'absent' as const : { revision: row.revision }; // prettier-ignore
