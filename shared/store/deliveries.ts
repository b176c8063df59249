import type { Alert } from '../domain/alert.ts';
import type { Message, Notice } from '../domain/notice.ts';
import type { Action, PutOutcome, Table } from '../ports/table.ts';
import { sortable } from './ids.ts';

/** The ledger: one alert to one channel, and how far it has come. */
export interface Delivery {
  readonly topic: string;
  readonly story: string;
  readonly chapter: number;
  readonly channel: string;
  /** The same for every try; receivers drop what they have seen. */
  readonly id: string;
  readonly state: 'held' | 'pending' | 'sending' | 'sent' | 'dead';
  /** For `held` and `pending`: not before this time. For `sending`: when the lease ends. */
  readonly dueAtMs: number;
  readonly tryCount: number;
  /** A try has ended without anybody knowing whether it arrived. */
  readonly mayHaveArrived?: true | undefined;
  readonly createdAtMs: number;
  readonly endedAtMs?: number | undefined;
  readonly reason?: string | undefined;
}

/** What is told about Rasid itself stands in the ledger under this name, which no topic can have. */
export const ownerTopic = '@owner';

export interface DeliveryRow {
  readonly delivery: Delivery;
  readonly revision: number;
}

const keyOf = (d: Pick<Delivery, 'topic' | 'story' | 'chapter' | 'channel'>) => ({
  pk: `topic#${d.topic}`,
  sk: `delivery#${d.story}#${chapterText(d.chapter)}#${d.channel}`,
});
const alertKeyOf = (topic: string, story: string, chapter: number) => ({
  pk: `topic#${topic}`,
  sk: `alert#${story}#${chapterText(chapter)}`,
});
const chapterText = (chapter: number) => chapter.toString().padStart(5, '0');

/** Open deliveries stand in the index of their channel, ended ones in that of what became of them. */
function itemOf(d: Delivery) {
  const sortKey = (timeMs: number) => `${sortable(timeMs)}#${d.topic}#${d.story}#${chapterText(d.chapter)}`;
  const ended = d.endedAtMs ?? d.dueAtMs;
  const index =
    d.state === 'sent'
      ? { pk: sentPk(d.topic, d.channel), sk: sortKey(ended) }
      : d.state === 'dead'
        ? { pk: 'dead', sk: `${sortKey(ended)}#${d.channel}` }
        : { pk: openPk(d.channel), sk: sortKey(d.dueAtMs) };
  return { ...keyOf(d), body: d, index };
}
const openPk = (channel: string) => `deliver#${channel}`;
const sentPk = (topic: string, channel: string) => `sent#${topic}#${channel}`;

export function alertAction(alert: Alert): Action {
  return {
    put: { ...alertKeyOf(alert.topic, alert.story, alert.chapter), body: alert },
    when: 'absent',
  };
}

export function newDeliveryAction(delivery: Delivery): Action {
  return { put: itemOf(delivery), when: 'absent' };
}

export async function getAlert(table: Table, d: Pick<Delivery, 'topic' | 'story' | 'chapter'>) {
  return (await table.get<Alert>(alertKeyOf(d.topic, d.story, d.chapter)))?.body;
}

/** What a delivery brings; undefined where it is missing from the store. */
export async function getMessage(table: Table, d: Delivery): Promise<Message | undefined> {
  if (d.topic !== ownerTopic) {
    const alert = await getAlert(table, d);
    return alert && { kind: 'alert', alert };
  }
  const notice = (await table.get<Notice>(alertKeyOf(d.topic, d.story, d.chapter)))?.body;
  return notice && { kind: 'notice', notice };
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
  return [
    { put: { ...alertKeyOf(ownerTopic, notice.id, 0), body: notice }, when: 'absent' },
    newDeliveryAction(delivery),
  ];
}

/** Moves a row on, if it is still as it was read: the ledger's only kind of write after the first. */
export function moveDelivery(table: Table, delivery: Delivery, revision: number): Promise<PutOutcome> {
  return table.put(itemOf(delivery), { revision });
}

export async function getDeliveries(table: Table, topic: string, story: string): Promise<Delivery[]> {
  const page = await table.query<Delivery>({
    pk: `topic#${topic}`,
    prefix: `delivery#${story}#`,
    itemsMax: 1_000,
  });
  return page.items.map((item) => item.body);
}

/**
 * What a channel is due, the longest overdue first. Read from the table again, since the index may lag behind
 * and only the row's own revision can be moved.
 */
export async function dueDeliveries(
  table: Table,
  channel: string,
  nowMs: number,
  rowsMax: number,
): Promise<DeliveryRow[]> {
  const due = await table.query<Delivery>({
    pk: openPk(channel),
    on: 'index',
    to: `${sortable(nowMs)}~`,
    itemsMax: rowsMax,
  });
  const rows: DeliveryRow[] = [];
  for (const { body } of due.items) {
    const item = await table.get<Delivery>(keyOf(body));
    if (item && isOpen(item.body) && item.body.dueAtMs <= nowMs) {
      rows.push({ delivery: item.body, revision: item.revision });
    }
  }
  return rows;
}

export async function hasDueDelivery(table: Table, channel: string, nowMs: number): Promise<boolean> {
  const page = await table.query({
    pk: openPk(channel),
    on: 'index',
    to: `${sortable(nowMs)}~`,
    itemsMax: 1,
  });
  return page.items.length > 0;
}

/** Deliveries of a topic that a channel has sent since a time, oldest first. */
export async function sentSince(
  table: Table,
  topic: string,
  channel: string,
  sinceMs: number,
  rowsMax: number,
) {
  const page = await table.query<Delivery>({
    pk: sentPk(topic, channel),
    on: 'index',
    from: sortable(sinceMs),
    itemsMax: rowsMax,
  });
  return page.items.map((item) => item.body);
}

/** What a channel has sent for a topic since a time, and when, oldest first. */
export async function sentAlerts(
  table: Table,
  topic: string,
  channel: string,
  sinceMs: number,
  rowsMax: number,
): Promise<{ alert: Alert; sentAtMs: number }[]> {
  const deliveries = await sentSince(table, topic, channel, sinceMs, rowsMax);
  const keys = deliveries.map((one) => alertKeyOf(one.topic, one.story, one.chapter));
  const alerts = new Map((await table.getMany<Alert>(keys)).map(({ sk, body }) => [sk, body]));
  return deliveries.flatMap((one) => {
    const alert = alerts.get(alertKeyOf(one.topic, one.story, one.chapter).sk);
    return alert === undefined || one.endedAtMs === undefined ? [] : [{ alert, sentAtMs: one.endedAtMs }];
  });
}

/** The newest alerts that a channel has sent for a topic, newest first: what its feed shows. */
export async function newestSent(
  table: Table,
  topic: string,
  channel: string,
  rowsMax: number,
): Promise<Alert[]> {
  const page = await table.query<Delivery>({
    pk: sentPk(topic, channel),
    on: 'index',
    order: 'descending',
    itemsMax: rowsMax,
  });
  const alerts: Alert[] = [];
  for (const { body } of page.items) {
    const alert = await getAlert(table, body);
    if (alert) alerts.push(alert);
  }
  return alerts;
}

export async function deadDeliveries(table: Table, rowsMax: number): Promise<Delivery[]> {
  const page = await table.query<Delivery>({
    pk: 'dead',
    on: 'index',
    order: 'descending',
    itemsMax: rowsMax,
  });
  return page.items.map((item) => item.body);
}

function isOpen(delivery: Delivery): boolean {
  return delivery.state === 'held' || delivery.state === 'pending' || delivery.state === 'sending';
}
