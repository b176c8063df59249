import { isOwnWord, type Article, type Edit } from '../domain/article.ts';
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
  type Version,
} from '../store/articles.ts';
import type { CurrentConfig } from '../store/config.ts';
import { entryReadAction, type EntryRow } from '../store/entries.ts';
import { articleIdOf } from './article-of.ts';

import { limits } from './limits.ts';
import { isNearMiss, nearestOf } from './nearness.ts';
import { place } from './place.ts';
import type { Ports } from './ports.ts';

export type KeepPorts = Pick<Ports, 'table' | 'blobs' | 'queues' | 'clock' | 'random' | 'log' | 'sandbox'>;

export interface Kept {
  readonly row: EntryRow;
  readonly article: Article;
  readonly matches: readonly Match[];
  /** It is another version of an article, of the one that this row tells. */
  readonly edit: (Edit & { readonly row: ArticleRow }) | undefined;
}

export type KeepOutcome =
  | { kind: 'kept'; alertCount: number }
  | { kind: 'known'; articleId: string }
  /** Known, by a feed that does not speak for the page; this one does, and what it has is another version. */
  | { kind: 'brought'; articleId: string }
  /** Somebody else keeps the same article or entry right now. */
  | { kind: 'raced' };

/**
 * Object first, then one transaction: the article, its keyword rows, its entry (now read) and an outbox row
 * that stays open until every hit is placed. From the transaction on the tick finishes what is left undone.
 */
export async function keep(ports: KeepPorts, current: CurrentConfig, kept: Kept): Promise<KeepOutcome> {
  // The version before is placed first: the outbox has room for one.
  if (kept.edit !== undefined) await placeOpen(ports, current, kept.article.id);
  for (let race = 0; race < limits.keepRacesMax; race += 1) {
    const existing = kept.edit?.row ?? (await getArticle(ports.table, kept.article.id));
    if (existing && !isReplaced(existing, kept)) {
      if (isOwnWord(existing.record, kept.article)) return { kind: 'brought', articleId: existing.record.id };
      return addToKnown(ports, current, kept.row, existing.record.id);
    }

    const record = await recordOf(ports, current, kept, existing?.record);
    const actions = [
      entryReadAction(kept.row, kept.article.id),
      ...articleActions(record, aliasOf(kept), existing),
    ];
    const outcome = await ports.table.transact(actions);
    if (outcome.kind === 'done') {
      return { kind: 'kept', alertCount: await placeOpen(ports, current, kept.article.id) };
    }
    // The entry's own row has moved: another reader was quicker with it. Of an edit, the article's as well: what is
    // new in it has to be found again.
    if (outcome.kind === 'refused' && (outcome.at === 0 || kept.edit !== undefined)) return { kind: 'raced' };
  }
  return { kind: 'raced' };
}

/** By another version, or because what was only baseline is news when an established feed shows it. */
const isReplaced = ({ record }: ArticleRow, { edit, row }: Kept) =>
  edit !== undefined || (record.isBaseline && !row.state.isBaseline);

/** The feed's link, where the page calls itself by another URL. */
function aliasOf({ row, article }: Kept): string | undefined {
  const { link } = row.state;
  return link !== undefined && articleIdOf(link) !== article.id ? link : undefined;
}

/** The entry is an article that is stored already. */
export async function addToKnown(
  ports: KeepPorts,
  current: CurrentConfig,
  row: EntryRow,
  articleId: string,
): Promise<Extract<KeepOutcome, { kind: 'known' | 'raced' }>> {
  const outcome = await ports.table.transact([entryReadAction(row, articleId)]);
  if (outcome.kind !== 'done') return { kind: 'raced' };
  await placeOpen(ports, current, articleId);
  return { kind: 'known', articleId };
}

async function placeOpen(ports: KeepPorts, current: CurrentConfig, articleId: string): Promise<number> {
  const outbox = await openOutbox(ports.table, articleId);
  return outbox === undefined ? 0 : placeHits(ports, current, outbox);
}

async function recordOf(
  ports: KeepPorts,
  current: CurrentConfig,
  kept: Kept,
  existing: ArticleRecord | undefined,
): Promise<ArticleRecord> {
  const { article, row } = kept;
  const matches = kept.matches.filter((match) => match.isHit || isNearMiss(match));
  const edit = kept.edit && { changed: kept.edit.changed, newHits: kept.edit.newHits };
  // As an edit it is what it was, and what it was told for stays told.
  const before = edit && existing;
  const hits = [...new Set([...(before?.hits ?? []), ...matches.filter((one) => one.isHit).map((one) => one.topic)])];
  const object = { article, matches, configHash: current.hash, edit };
  const objectKey = await putArticleObject(ports.blobs, object, hits.length > 0);
  return {
    id: article.id,
    url: article.url,
    title: article.title,
    lang: article.lang,
    outlet: article.outlet,
    via: article.via,
    feedId: article.feedId,
    publishedAtMs: article.publishedAtMs,
    readAtMs: before?.readAtMs ?? article.readAtMs,
    isBaseline: before?.isBaseline ?? row.state.isBaseline,
    textFromFeed: article.source.kind === 'feed' ? article.source.reason : undefined,
    keywords: article.keywords.map((keyword) => keyword.term),
    hits,
    nearMisses: matches.map((one) => one.topic).filter((topic) => !hits.includes(topic)),
    nearest: nearestOf(kept.matches),
    objectKey,
    versions: existing && versionsWith(existing, { readAtMs: article.readAtMs, objectKey, edit }),
  };
} // prettier-ignore

/** The first and the latest of them. */
function versionsWith({ versions, readAtMs, objectKey }: ArticleRecord, latest: Version): Version[] {
  const all = [...(versions ?? [{ readAtMs, objectKey }]), latest];
  return all.length <= limits.versionsMax ? all : [all[0]!, ...all.slice(1 - limits.versionsMax)];
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
    const { article, edit } = object;
    const isKnown = edit === undefined ? isBaseline : !edit.newHits.includes(topic.name);
    const hit = { topic, match, article, objectKey, isBaseline: isKnown, edit };
    const placed = await place(ports, hit, current.config);
    if (placed.isAlerted) alertCount += 1;
  }
  await closeOutbox(ports.table, outbox);
  return alertCount;
}
