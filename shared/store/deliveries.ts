import type { Digest } from '../domain/digest.ts';
import type { Notice } from '../domain/notice.ts';
import { tableLimits, type Action, type PutOutcome, type Query, type Table } from '../ports/table.ts';
import { sortable } from './ids.ts';
import { chapterText, noticeAction, noticeKeepMs, ownerTopic, type MessageKey } from './messages.ts';
import { pagesOf } from './pages.ts';

/** The ledger: one alert to one channel, and how far it has come. */
export interface Delivery extends MessageKey {
  readonly channel: string;
  /** The same for every try; receivers drop what they have seen. */
  readonly id: string;
  readonly state: 'held' | 'pending' | 'sending' | 'sent' | 'folded' | 'dead';
  /** For `held` and `pending`: not before this time. For `sending`: when whoever sends it is certainly gone. */
  readonly dueAtMs: number;
  readonly tryCount: number;
  /** A try has ended without anybody knowing whether it arrived. */
  readonly mayHaveArrived?: true | undefined;
  /** It has been tried under its own id, be it before it was dead once: it is never folded with others. */
  readonly wasTried?: true | undefined;
  readonly createdAtMs: number;
  readonly endedAtMs?: number | undefined;
  readonly reason?: string | undefined;
  /** Of an alert that waits for a digest: which one, and what for. */
  readonly slot?: { readonly atMs: number; readonly why: Digest['why'] } | undefined;
  /** The digest that a `folded` one went into: its id, and the slot that it stands under. */
  readonly digestId?: string | undefined;
  readonly digestSlotMs?: number | undefined;
  /** It is a digest, whose contents stand beside it: not yet all of them, or all and for good. */
  readonly digest?: 'gathering' | 'frozen' | undefined;
  /** It passes quiet hours. */
  readonly isBreaking?: true | undefined;
}

export interface DeliveryRow {
  readonly delivery: Delivery;
  readonly revision: number;
}

type DeliveryKey = Pick<Delivery, keyof MessageKey | 'channel'>;
const keyOf = (d: DeliveryKey) => ({
  pk: `topic#${d.topic}`,
  sk: `delivery#${d.story}#${chapterText(d.chapter)}#${d.channel}`,
});

/** Open deliveries stand in the index of their channel, ended ones in that of what became of them. */
function itemOf(d: Delivery) {
  const sortKey = (timeMs: number) => `${sortable(timeMs)}#${d.topic}#${d.story}#${chapterText(d.chapter)}`;
  const ended = d.endedAtMs ?? d.dueAtMs;
  const index =
    d.state === 'sent'
      ? { pk: sentPk(d.topic, d.channel), sk: sortKey(ended) }
      : d.state === 'dead'
        ? { pk: 'dead', sk: `${sortKey(ended)}#${d.channel}` }
        : d.state === 'folded'
          ? undefined
          : { pk: openPk(d.channel), sk: sortKey(d.dueAtMs) };
  const expiresAtMs = d.topic === ownerTopic ? d.createdAtMs + noticeKeepMs : undefined;
  return { ...keyOf(d), body: d, expiresAtMs, index };
}
const indexPagesMax = 50;
const openPk = (channel: string) => `deliver#${channel}`;
/** Where what a channel has sent for a topic stands in the index, by when it was sent. */
export const sentPk = (topic: string, channel: string) => `sent#${topic}#${channel}`;

export function newDeliveryAction(delivery: Delivery): Action {
  return { put: itemOf(delivery), when: 'absent' };
}

/** A notice and its delivery to one channel, due at once. */
export function noticeActions(notice: Notice, channel: string): Action[] {
  const delivery: Delivery = {
    topic: ownerTopic,
    story: notice.id,
    chapter: 0,
    channel,
    id: notice.id,
    state: 'pending',
    dueAtMs: notice.atMs,
    tryCount: 0,
    createdAtMs: notice.atMs,
  };
  return [noticeAction(notice), newDeliveryAction(delivery)];
}

export async function getDelivery(table: Table, d: DeliveryKey): Promise<DeliveryRow | undefined> {
  const item = await table.get<Delivery>(keyOf(d));
  return item && { delivery: item.body, revision: item.revision };
}

export function deliveryAction({ delivery, revision }: DeliveryRow): Action {
  return { put: itemOf(delivery), when: { revision } };
}

export function checkDeliveryAction({ delivery, revision }: DeliveryRow): Action {
  return { check: keyOf(delivery), when: { revision } };
}

/** Moves a row on, if it is still as it was read: the ledger's only kind of write after the first. */
export function moveDelivery(table: Table, delivery: Delivery, revision: number): Promise<PutOutcome> {
  return table.put(itemOf(delivery), { revision });
}

export async function getDeliveries(table: Table, topic: string, story: string): Promise<Delivery[]> {
  return (await getDeliveryRows(table, topic, story)).map(({ delivery }) => delivery);
}

/** Of all chapters of a story, to all channels. */
export async function getDeliveryRows(table: Table, topic: string, story: string): Promise<DeliveryRow[]> {
  const page = await table.query<Delivery>({
    pk: `topic#${topic}`,
    prefix: `delivery#${story}#`,
    itemsMax: 1_000,
  });
  return page.items.map(({ body, revision }) => ({ delivery: body, revision }));
}

/**
 * What a channel is due, the longest overdue first. Each row is read from the table again when its turn comes: the
 * index may lag behind, one row may have changed another, and only the row's own revision can be moved.
 */
export async function* dueDeliveries(
  table: Table,
  channel: string,
  nowMs: number,
  rowsMax: number,
): AsyncGenerator<DeliveryRow> {
  const due = await table.query<Delivery>({
    pk: openPk(channel),
    on: 'index',
    to: `${sortable(nowMs)}~`,
    itemsMax: rowsMax,
  });
  for (const { body } of due.items) {
    const row = await getDelivery(table, body);
    if (row && isOpen(row.delivery) && row.delivery.dueAtMs <= nowMs) yield row;
  }
}

/**
 * Deliveries of a topic to a channel that are due for a digest. Whatever of them the index lists is read from the table
 * again, until there are enough: it may list for a while what was folded a moment ago.
 */
export async function waitingDeliveries(
  table: Table,
  { topic, channel }: Pick<Delivery, 'topic' | 'channel'>,
  nowMs: number,
  rowsMax: number,
): Promise<DeliveryRow[]> {
  const waiting: DeliveryRow[] = [];
  for await (const page of indexPages(table, { pk: openPk(channel), to: `${sortable(nowMs)}~` })) {
    const found = page.filter((one) => one.topic === topic && isWaiting(one, nowMs));
    for (let at = 0; at < found.length && waiting.length < rowsMax; at += rowsMax) {
      const items = await table.getMany<Delivery>(found.slice(at, at + rowsMax).map(keyOf));
      const rows = items.map(({ body, revision }) => ({ delivery: body, revision }));
      waiting.push(...rows.filter(({ delivery }) => isWaiting(delivery, nowMs)));
    }
    if (waiting.length >= rowsMax) break;
  }
  return waiting.slice(0, rowsMax);
}

const isWaiting = ({ state, slot, digest, dueAtMs }: Delivery, nowMs: number) =>
  state === 'held' && slot !== undefined && digest === undefined && dueAtMs <= nowMs;

export async function hasDueDelivery(table: Table, channel: string, nowMs: number): Promise<boolean> {
  const page = await table.query({
    pk: openPk(channel),
    on: 'index',
    to: `${sortable(nowMs)}~`,
    itemsMax: 1,
  });
  return page.items.length > 0;
}

interface Which {
  readonly topic?: string | undefined;
  readonly channel?: string | undefined;
}

/** What could not be delivered, the latest first. */
export async function deadDeliveries(table: Table, which: Which, rowsMax: number): Promise<Delivery[]> {
  const dead: Delivery[] = [];
  for await (const one of eachDead(table, which)) {
    if (dead.push(one) === rowsMax) break;
  }
  return dead;
}

/** As `deadDeliveries`, as far as the caller goes on. */
export async function* eachDead(table: Table, { topic, channel }: Which): AsyncGenerator<Delivery> {
  for await (const page of indexPages(table, { pk: 'dead', order: 'descending' })) {
    for (const one of page) {
      if ((topic ?? one.topic) === one.topic && (channel ?? one.channel) === one.channel) yield one;
    }
  }
}

/** A part of the index. What lies beyond the last page is found when the first ones are gone. */
async function* indexPages(
  table: Table,
  query: Pick<Query, 'pk' | 'to' | 'order'>,
): AsyncGenerator<Delivery[]> {
  const { pageItemsMax: itemsMax } = tableLimits;
  for await (const page of pagesOf<Delivery>(table, { ...query, on: 'index', itemsMax }, indexPagesMax))
    yield page.map(({ body }) => body);
}

function isOpen(delivery: Delivery): boolean {
  return delivery.state === 'held' || delivery.state === 'pending' || delivery.state === 'sending';
}
