import type { Alert } from '../domain/alert.ts';
import { tableLimits, type Table } from '../ports/table.ts';
import { sentPk, type Delivery } from './deliveries.ts';
import { sortable } from './ids.ts';
import { getAlert, getAlerts, type MessageKey } from './messages.ts';
import { pagesOf } from './pages.ts';

const pagesMax = 50;

/** Deliveries of a topic that a channel has sent, ever or within a time, the latest first. */
export async function latestSent(
  table: Table,
  topic: string,
  channel: string,
  rowsMax: number,
  within?: { readonly fromMs: number; readonly toMs: number },
): Promise<Delivery[]> {
  const range = within && { from: sortable(within.fromMs), to: `${sortable(within.toMs)}~` };
  const itemsMax = Math.min(rowsMax, tableLimits.pageItemsMax);
  const query = { pk: sentPk(topic, channel), ...range, on: 'index', order: 'descending', itemsMax } as const;
  const sent: Delivery[] = [];
  for await (const page of pagesOf<Delivery>(table, query, pagesMax)) {
    sent.push(...page.map(({ body }) => body));
    if (sent.length >= rowsMax) break;
  }
  return sent.slice(0, rowsMax);
}

/** Deliveries of a topic that a channel has sent since a time, oldest first. */
async function sentSince(table: Table, topic: string, channel: string, sinceMs: number, rowsMax: number) {
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
  const nameOf = ({ topic, story, chapter }: MessageKey) => `${topic}#${story}#${chapter}`;
  const alerts = new Map((await getAlerts(table, deliveries)).map((alert) => [nameOf(alert), alert]));
  return deliveries.flatMap((one) => {
    const alert = alerts.get(nameOf(one));
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
  const alerts: Alert[] = [];
  for (const sent of await latestSent(table, topic, channel, rowsMax)) {
    const alert = sent.digest === undefined ? await getAlert(table, sent) : undefined;
    if (alert) alerts.push(alert);
  }
  return alerts;
}
