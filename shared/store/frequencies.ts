import { noCounts, type TermCounts } from '../domain/frequencies.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Table } from '../ports/table.ts';
import { dayMs, dayOf, hashOf } from './ids.ts';
import { getJson, putJson } from './json-blobs.ts';

/** The table of what is counted over all languages; every other table has a language for its name. */
export const conceptTable = 'concepts';

/** What has been learned, and up to which UTC day. */
export interface Learned {
  readonly throughDay: string;
  /** By name of the table: its object, which is never written again. */
  readonly tables: Readonly<Record<string, LearnedTable>>;
}

interface LearnedTable {
  readonly key: string;
  /** The last day that had articles for it. */
  readonly throughDay: string;
  readonly articles: number;
}

/** A table's counts, and the object that they come from: with it a score can be made again. */
export interface LearnedFrequencies {
  readonly key: string;
  readonly counts: TermCounts;
}

/** Undefined before anything was learned of the language. */
export type FrequencySource = (table: string) => Promise<LearnedFrequencies | undefined>;

const rowKey = { pk: 'frequencies', sk: 'learned' };
/** They change once a day. */
const freshMs = 3_600_000;
/** Tables that one process holds: the languages of a reader's feeds, and the concepts. */
const heldMax = 12;
/** A day is over when the last row of it can be read in the index. */
const graceMs = 10 * 60_000;
/** As far back as texts of no topic are kept. */
const daysBackMax = 30;

interface StoredCounts {
  readonly articles: number;
  readonly terms: readonly (readonly [string, number])[];
}

export async function getLearned(table: Table) {
  return table.get<Learned>(rowKey);
}

/** The UTC days that are over and not learned from, oldest first. */
export function daysToLearn(learned: Learned | undefined, nowMs: number): string[] {
  const lastMs = Date.parse(dayOf(nowMs - graceMs)) - dayMs;
  const firstMs = lastMs - (daysBackMax - 1) * dayMs;
  const nextMs = learned === undefined ? firstMs : Date.parse(learned.throughDay) + dayMs;
  const days: string[] = [];
  for (let ms = Math.max(firstMs, nextMs); ms <= lastMs; ms += dayMs) days.push(dayOf(ms));
  return days;
}

/** Moves the row on, once its objects are there, if nobody else has moved it meanwhile. */
export async function saveLearned(
  table: Table,
  learned: Learned,
  revision: number | undefined,
): Promise<'saved' | 'moved'> {
  const when = revision === undefined ? 'absent' : { revision };
  const outcome = await table.put({ ...rowKey, body: learned }, when);
  return outcome.kind === 'done' ? 'saved' : 'moved';
}

/** Returns the object's key, which names the table, the day and what is in it. */
export async function putCounts(
  blobs: Blobs,
  name: string,
  day: string,
  { articles, terms }: TermCounts,
): Promise<string> {
  const stored: StoredCounts = { articles, terms: [...terms] };
  const key = `frequencies/${name}/${day}-${hashOf(JSON.stringify(stored)).slice(0, 8)}.json`;
  await putJson(blobs, key, stored);
  return key;
}

export async function getCounts(blobs: Blobs, key: string | undefined): Promise<TermCounts> {
  const stored = key === undefined ? undefined : ((await getJson(blobs, key)) as StoredCounts | undefined);
  return stored === undefined ? noCounts : { articles: stored.articles, terms: new Map(stored.terms) };
}

/** Looks for something newer once an hour, and reads a table only when somebody asks for it. */
export function frequencySource(
  ports: { table: Table; blobs: Blobs },
  clock: { nowMs(): number },
): FrequencySource {
  let looked: { readonly atMs: number; readonly learned: Promise<Learned | undefined> } | undefined;
  const held = new Map<string, Promise<LearnedFrequencies>>();
  const look = async () => (await getLearned(ports.table))?.body;
  const read = async (key: string) => ({ key, counts: await getCounts(ports.blobs, key) });
  return async (name) => {
    if (looked === undefined || clock.nowMs() - looked.atMs >= freshMs) {
      looked = { atMs: clock.nowMs(), learned: look() };
      // An outage is no answer to go by for an hour.
      looked.learned.catch(() => (looked = undefined));
    }
    const { tables = {} } = (await looked.learned) ?? {};
    const key = Object.hasOwn(tables, name) ? tables[name]!.key : undefined;
    if (key === undefined) return undefined;
    const known = held.get(key);
    if (known !== undefined) return known;
    if (held.size >= heldMax) held.clear();
    const reading = read(key);
    reading.catch(() => held.delete(key));
    held.set(key, reading);
    return reading;
  };
}
