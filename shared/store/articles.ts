import type { Article, Edit } from '../domain/article.ts';
import type { Match } from '../domain/topic.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Action, Item, Table } from '../ports/table.ts';
import { dayMs, dayOf, hashOf, idOf, sortable } from './ids.ts';
import { getJson, putJson } from './json-blobs.ts';
import { pagesOf } from './pages.ts';

/** What DynamoDB knows of an article; its text lies in the object. */
export interface ArticleRecord {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly lang: string;
  readonly outlet: string;
  /** The feed that showed it, where that does not speak for the page. */
  readonly via?: string | undefined;
  readonly feedId: string;
  readonly publishedAtMs?: number | undefined;
  /** The first time. */
  readonly readAtMs: number;
  readonly isBaseline: boolean;
  /** Why the text is the feed's own, when it is not the page's. */
  readonly textFromFeed?: string | undefined;
  readonly keywords: readonly string[];
  /** Of every version: what was told stays told. */
  readonly hits: readonly string[];
  readonly nearMisses: readonly string[];
  /** The topics that it came nearest to without a hit, as a share of their threshold. */
  readonly nearest?: readonly { readonly topic: string; readonly share: number }[] | undefined;
  /** Of the latest version, like all the rest. */
  readonly objectKey: string;
  /** Every version, the latest included, oldest first; undefined where there is only one. */
  readonly versions?: readonly Version[] | undefined;
}

export interface Version {
  readonly readAtMs: number;
  /** Of a version that no topic wanted, the object goes after 37 days. */
  readonly objectKey: string;
  /** Undefined for the first, and for one that was read anew because it became news. */
  readonly edit?: Edit | undefined;
}

export interface ArticleRow {
  readonly record: ArticleRecord;
  readonly revision: number;
}

/** The object: the article as it was read, with every judgement that was made of it. */
export interface ArticleObject {
  readonly article: Article;
  readonly matches: readonly Match[];
  readonly configHash: string;
  /** What made it of the version before. */
  readonly edit?: Edit | undefined;
}

export interface Outbox {
  readonly articleId: string;
  readonly objectKey: string;
  readonly isBaseline: boolean;
  readonly openedAtMs: number;
}

/** Rows expire a week before their objects (30 and 37 days); those of hits stay until the owner removes them. */
export const retention = { restRowMs: 30 * dayMs, restObjectMs: 37 * dayMs } as const;
export const keywordRowsMax = 20;

const keyOf = (id: string) => ({ pk: `article#${id}`, sk: 'article' });
const outboxKeyOf = (id: string) => ({ pk: `article#${id}`, sk: 'outbox' });
/** `claim`: a feed that does not speak for the address shows an article of its own there. */
type AliasKind = 'url' | 'claim';
const aliasKeyOf = (url: string, kind: AliasKind) => ({ pk: `url#${idOf(url)}`, sk: kind });

/** `articles/` is kept; `texts/` is what the store's own lifetime rule removes. */
function objectKeyOf(object: ArticleObject, isKept: boolean): string {
  const { article } = object;
  const version = hashOf(JSON.stringify(object)).slice(0, 16);
  return isKept
    ? `articles/${article.id}/${version}.json`
    : `texts/${dayOf(article.readAtMs)}/${article.id}-${version}.json`;
}

/** `isKept`: a topic has wanted the article, in this version or an earlier one. */
export async function putArticleObject(
  blobs: Blobs,
  object: ArticleObject,
  isKept: boolean,
): Promise<string> {
  const key = objectKeyOf(object, isKept);
  await putJson(blobs, key, object);
  return key;
}

export async function getArticleObject(blobs: Blobs, key: string): Promise<ArticleObject | undefined> {
  return (await getJson(blobs, key)) as ArticleObject | undefined;
}

export async function getArticle(table: Table, id: string): Promise<ArticleRow | undefined> {
  const item = await table.get<ArticleRecord>(keyOf(id));
  return item && { record: item.body, revision: item.revision };
}

/** The article that a feed's link led to, when the page called itself by another URL. */
export async function articleIdOfUrl(
  table: Table,
  canonicalUrl: string,
  kind: AliasKind = 'url',
): Promise<string | undefined> {
  const item = await table.get<{ articleId: string }>(aliasKeyOf(canonicalUrl, kind));
  return item?.body.articleId;
}

/**
 * For one transaction: the article, its keyword rows (hits and near misses only), its open outbox, and
 * `alias`, the canonical URL of a link that led to it under another one. `earlier` is the row that it replaces.
 */
export function articleActions(
  record: ArticleRecord,
  alias: string | undefined,
  earlier: ArticleRow | undefined,
): Action[] {
  const isKept = record.hits.length > 0;
  const expiresAtMs = isKept ? undefined : record.readAtMs + retention.restRowMs;
  const when = earlier === undefined ? 'absent' : { revision: earlier.revision };
  const index = { pk: `articles#${dayOf(record.readAtMs)}`, sk: `${sortable(record.readAtMs)}#${record.id}` };
  const actions: Action[] = [{ put: { ...keyOf(record.id), body: record, expiresAtMs, index }, when }];
  if (alias !== undefined) {
    actions.push({
      put: {
        ...aliasKeyOf(alias, isClaim(record) ? 'claim' : 'url'),
        body: { articleId: record.id },
        expiresAtMs,
      },
      when: 'always',
    });
  }
  const keywordPks = keywordPksOf(record);
  for (const pk of keywordPks) {
    const body = { url: record.url, title: record.title, hits: record.hits };
    actions.push({ put: { pk, sk: record.id, body, expiresAtMs }, when: 'always' });
  }
  for (const pk of earlier === undefined ? [] : keywordPksOf(earlier.record))
    if (!keywordPks.includes(pk)) actions.push({ delete: { pk, sk: record.id }, when: 'always' });
  if (isKept) actions.push(outboxAction(record));
  return actions;
}

/** Its words are those of a feed that does not speak for its address. */
const isClaim = ({ via, textFromFeed }: ArticleRecord) => via !== undefined && textFromFeed !== undefined;

function keywordPksOf({ hits, nearMisses, keywords, lang, readAtMs }: ArticleRecord): string[] {
  if (hits.length + nearMisses.length === 0) return [];
  return keywords.slice(0, keywordRowsMax).map((term) => `keyword#${lang}#${term}#${dayOf(readAtMs)}`);
}

function outboxAction(record: ArticleRecord): Action {
  const openedAtMs = record.versions?.at(-1)?.readAtMs ?? record.readAtMs;
  const body: Outbox = {
    articleId: record.id,
    objectKey: record.objectKey,
    isBaseline: record.isBaseline,
    openedAtMs,
  };
  const index = { pk: 'outbox', sk: `${sortable(openedAtMs)}#${record.id}` };
  return { put: { ...outboxKeyOf(record.id), body, index }, when: 'always' };
}

export async function openOutbox(table: Table, articleId: string): Promise<Item<Outbox> | undefined> {
  return table.get<Outbox>(outboxKeyOf(articleId));
}

/** Every hit of the article is placed. Refused: the article was kept again meanwhile, and stays open. */
export function closeOutbox(table: Table, outbox: Item<Outbox>): Promise<'done' | 'refused'> {
  return table.delete(outbox, { revision: outbox.revision });
}

export async function overdueOutboxes(table: Table, openedBeforeMs: number, itemsMax: number) {
  const page = await table.query<Outbox>({
    pk: 'outbox',
    on: 'index',
    to: `${sortable(openedBeforeMs)}~`,
    itemsMax,
  });
  return page.items;
}

/** Articles read since a time, newest first. */
export async function* articlesSince(table: Table, sinceMs: number, nowMs: number) {
  for (let day = nowMs; dayOf(day) >= dayOf(sinceMs); day -= dayMs)
    yield* articlesOfDay(table, dayOf(day), sinceMs);
}

/** Articles read on a UTC day, newest first. */
export async function* articlesOfDay(table: Table, day: string, sinceMs = 0) {
  const within = { pk: `articles#${day}`, on: 'index', from: sortable(sinceMs) } as const;
  for await (const page of pagesOf<ArticleRecord>(table, { ...within, order: 'descending', itemsMax: 200 }))
    for (const { body } of page) yield body;
}
