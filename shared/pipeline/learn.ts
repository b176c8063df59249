import type { Config } from '../domain/config.ts';
import { tally, withDay, type Tally, type TermCounts } from '../domain/frequencies.ts';
import { articlesOfDay, getArticleObject, type ArticleRecord } from '../store/articles.ts';
import { conceptTable, daysToLearn, getCounts, getLearned, putCounts, saveLearned, type Learned } from '../store/frequencies.ts'; // prettier-ignore
import { dayMs } from '../store/ids.ts';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';

export type LearnPorts = Pick<Ports, 'table' | 'blobs' | 'clock' | 'config' | 'log' | 'sandbox'>;

export type LearnOutcome =
  | { kind: 'learned'; day: string; articleCount: number; countedCount: number }
  /** Another call learns the same day. */
  | { kind: 'moved' }
  | { kind: 'skipped' };

/**
 * Counts how many articles of the oldest day that is not learned from have each term, and each concept over all
 * languages, and adds them to the counts so far. Days without articles are passed over. A day with many is sampled
 * by the hash in their ids, evenly and the same every time.
 */
export async function learn(ports: LearnPorts): Promise<LearnOutcome> {
  const current = await ports.config();
  const row = await getLearned(ports.table);
  const days = daysToLearn(row?.body, ports.clock.nowMs());
  if (current === undefined || days.length === 0) return { kind: 'skipped' };

  const { day, records } = await firstWithArticles(ports, days);
  const sample = sampleOf(records);
  const counts = await countsOf(ports, sample, current.config);
  const learned = await learnedWith(ports, row?.body, day, counts);
  if ((await saveLearned(ports.table, learned, row?.revision)) === 'moved') return { kind: 'moved' };
  const counted = { day, articleCount: records.length, countedCount: sample.length };
  ports.log('info', 'frequencies-learned', counted);
  return { kind: 'learned', ...counted };
}

/** The last of the days when none has any. */
async function firstWithArticles(ports: LearnPorts, days: readonly string[]) {
  for (const day of days) {
    const records = await recordsOf(ports, day);
    if (records.length > 0) return { day, records };
  }
  return { day: days.at(-1)!, records: [] };
}

async function recordsOf(ports: LearnPorts, day: string): Promise<ArticleRecord[]> {
  const records: ArticleRecord[] = [];
  for await (const record of articlesOfDay(ports.table, day)) {
    records.push(record);
    if (records.length >= limits.learnedRecordsMax) break;
  }
  return records;
}

function sampleOf(records: readonly ArticleRecord[]): ArticleRecord[] {
  const ofLang = new Map<string, number>();
  return [...records]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .filter(({ lang }) => {
      const count = (ofLang.get(lang) ?? 0) + 1;
      ofLang.set(lang, count);
      return lang !== 'und' && count <= limits.learnedTextsOfLanguageMax;
    })
    .slice(0, limits.learnedTextsMax);
}

/** By language, and for the concepts that any language has names for. Few texts are held at once. */
async function countsOf(
  ports: LearnPorts,
  records: readonly ArticleRecord[],
  config: Config,
): Promise<Map<string, TermCounts>> {
  const tallies = new Map<string, Tally>();
  const add = (table: string, terms: ReadonlySet<string>) => {
    if (terms.size === 0) return;
    const known = tallies.get(table) ?? tally();
    tallies.set(table, known);
    known.add(terms);
  };
  for (let at = 0; at < records.length; at += limits.learnedReadsAtOnce) {
    const some = records.slice(at, at + limits.learnedReadsAtOnce);
    const objects = await Promise.all(some.map(({ objectKey }) => getArticleObject(ports.blobs, objectKey)));
    for (const { title, text, lang, feedId } of objects.flatMap((object) => object?.article ?? [])) {
      const how = { group: `stored ${feedId}`, shared: { config } };
      const found = await ports.sandbox.run('termsOf', { title, text, lang }, how);
      if (found.kind !== 'done') continue;
      add(lang, found.value.terms);
      add(conceptTable, found.value.concepts);
    }
  }
  return new Map([...tallies].map(([table, { counts }]) => [table, counts()]));
}

/** Objects first. A table that the day says nothing of stays as it is, and ages when a day does. */
async function learnedWith(
  ports: LearnPorts,
  soFar: Learned | undefined,
  day: string,
  counts: ReadonlyMap<string, TermCounts>,
): Promise<Learned> {
  const tables = new Map(Object.entries(soFar?.tables ?? {}));
  for (const [name, ofDay] of counts) {
    const known = tables.get(name);
    if (known === undefined && tables.size >= limits.learnedTablesMax) continue;
    const daysSince = known === undefined ? 0 : (Date.parse(day) - Date.parse(known.throughDay)) / dayMs;
    const merged = withDay(await getCounts(ports.blobs, known?.key), daysSince, ofDay);
    const key = await putCounts(ports.blobs, name, day, merged);
    tables.set(name, { key, throughDay: day, articles: merged.articles });
  }
  return { throughDay: day, tables: Object.fromEntries(tables) };
}
