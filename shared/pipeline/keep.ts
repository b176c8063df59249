import type { Article } from '../domain/article.ts';
import type { Match } from '../domain/topic.ts';
import type { Item } from '../ports/table.ts';
import {
  articleActions,
  closeOutbox,
  getArticle,
  getArticleObject,
  openOutbox,
  putArticleObject,
  type ArticleRecord,
  type ArticleRow,
  type Outbox,
} from '../store/articles.ts';
import type { CurrentConfig } from '../store/config.ts';
import { entryReadAction, type EntryRow } from '../store/entries.ts';
import { articleIdOf } from './article-of.ts';
import { limits } from './limits.ts';
import { isNearMiss, nearestOf } from './match.ts';
import { place } from './place.ts';
import type { Ports } from './ports.ts';

export type KeepPorts = Pick<Ports, 'table' | 'blobs' | 'queues' | 'clock' | 'random' | 'log'>;

export interface Kept {
  readonly row: EntryRow;
  readonly article: Article;
  readonly matches: readonly Match[];
}

export type KeepOutcome =
  | { kind: 'kept'; alertCount: number }
  | { kind: 'known'; articleId: string }
  /** Somebody else keeps the same article or entry right now. */
  | { kind: 'raced' };

/**
 * Object first, then one transaction: the article, its keyword rows, its entry (now read) and an outbox row
 * that stays open until every hit is placed. From the transaction on the tick finishes what is left undone.
 */
export async function keep(ports: KeepPorts, current: CurrentConfig, kept: Kept): Promise<KeepOutcome> {
  for (let race = 0; race < limits.keepRacesMax; race += 1) {
    const existing = await getArticle(ports.table, kept.article.id);
    const isNews = !kept.row.state.isBaseline;
    // What was only baseline is news when an established feed shows it.
    if (existing && !(existing.record.isBaseline && isNews))
      return addToKnown(ports, current, kept, existing);

    const record = await recordOf(ports, current, kept);
    const actions = [
      entryReadAction(kept.row, kept.article.id),
      ...articleActions(record, aliasOf(kept), existing?.revision),
    ];
    const outcome = await ports.table.transact(actions);
    if (outcome.kind === 'done') {
      const outbox = await openOutbox(ports.table, kept.article.id);
      const alertCount = outbox === undefined ? 0 : await placeHits(ports, current, outbox);
      return { kind: 'kept', alertCount };
    }
    // The entry's own row has moved: another reader was quicker with it.
    if (outcome.kind === 'refused' && outcome.at === 0) return { kind: 'raced' };
  }
  return { kind: 'raced' };
}

/** The feed's link, where the page calls itself by another URL. */
function aliasOf({ row, article }: Kept): string | undefined {
  const { link } = row.state;
  return link !== undefined && articleIdOf(link) !== article.id ? link : undefined;
}

async function addToKnown(
  ports: KeepPorts,
  current: CurrentConfig,
  kept: Kept,
  existing: ArticleRow,
): Promise<KeepOutcome> {
  const outcome = await ports.table.transact([entryReadAction(kept.row, existing.record.id)]);
  if (outcome.kind !== 'done') return { kind: 'raced' };
  const outbox = await openOutbox(ports.table, existing.record.id);
  if (outbox) await placeHits(ports, current, outbox);
  return { kind: 'known', articleId: existing.record.id };
}

async function recordOf(ports: KeepPorts, current: CurrentConfig, kept: Kept): Promise<ArticleRecord> {
  const { article, row } = kept;
  const matches = kept.matches.filter((match) => match.isHit || isNearMiss(match));
  const objectKey = await putArticleObject(ports.blobs, { article, matches, configHash: current.hash });
  return {
    id: article.id,
    url: article.url,
    title: article.title,
    lang: article.lang,
    outlet: article.outlet,
    feedId: article.feedId,
    publishedAtMs: article.publishedAtMs,
    readAtMs: article.readAtMs,
    isBaseline: row.state.isBaseline,
    textFromFeed: article.source.kind === 'feed' ? article.source.reason : undefined,
    keywords: article.keywords.map((keyword) => keyword.term),
    hits: matches.filter((one) => one.isHit).map((one) => one.topic),
    nearMisses: matches.filter(isNearMiss).map((one) => one.topic),
    nearest: nearestOf(kept.matches),
    objectKey,
  };
}

/** Places every hit that an open outbox lists, then closes it. Returns how many alerts that made. */
export async function placeHits(
  ports: KeepPorts,
  current: CurrentConfig,
  outbox: Item<Outbox>,
): Promise<number> {
  const { objectKey, isBaseline } = outbox.body;
  const object = await getArticleObject(ports.blobs, objectKey);
  if (object === undefined) throw new Error(`the object ${objectKey} of an open outbox is missing`);
  let alertCount = 0;
  for (const match of object.matches) {
    const topic = current.config.topics.find((candidate) => candidate.name === match.topic);
    if (!match.isHit || topic === undefined) continue;
    const placed = await place(
      ports,
      { topic, match, article: object.article, objectKey, isBaseline },
      current.config,
    );
    if (placed.isAlerted) alertCount += 1;
  }
  await closeOutbox(ports.table, outbox);
  return alertCount;
}
