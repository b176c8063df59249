import type { Alert } from '../domain/alert.ts';
import type { Digest } from '../domain/digest.ts';
import type { Message, Notice } from '../domain/notice.ts';
import type { Action, Condition, Table } from '../ports/table.ts';
import { dayMs, sortable } from './ids.ts';

/** What is told about Rasid itself stands in the ledger under this name, which no topic can have. */
export const ownerTopic = '@owner';

/** What was told about Rasid itself is of no use for longer. */
export const noticeKeepMs = 90 * dayMs;

/** What a message stands under: an alert, a notice or the contents of a digest, each told by deliveries of the same. */
export interface MessageKey {
  readonly topic: string;
  readonly story: string;
  readonly chapter: number;
}

/** A chapter as it sorts. */
export const chapterText = (chapter: number) => chapter.toString().padStart(5, '0');

/** The story under which a digest stands: one a topic, channel and slot. */
export const digestStory = (channel: string, slotMs: number) => `digest@${sortable(slotMs)}@${channel}`;

const keyOf = ({ topic, story, chapter }: MessageKey) => ({
  pk: `topic#${topic}`,
  sk: `alert#${story}#${chapterText(chapter)}`,
});

export function alertAction(alert: Alert): Action {
  return { put: { ...keyOf(alert), body: alert }, when: 'absent' };
}

export function noticeAction(notice: Notice): Action {
  const key = keyOf({ topic: ownerTopic, story: notice.id, chapter: 0 });
  return { put: { ...key, body: notice, expiresAtMs: notice.atMs + noticeKeepMs }, when: 'absent' };
}

export function digestAction(key: MessageKey, digest: Digest, when: Condition): Action {
  return { put: { ...keyOf(key), body: digest }, when };
}

export async function getAlert(table: Table, key: MessageKey): Promise<Alert | undefined> {
  return (await table.get<Alert>(keyOf(key)))?.body;
}

/** In no promised order; those that are missing are left out. */
export async function getAlerts(table: Table, keys: readonly MessageKey[]): Promise<Alert[]> {
  return (await table.getMany<Alert>(keys.map(keyOf))).map(({ body }) => body);
}

export async function getDigest(table: Table, key: MessageKey) {
  const item = await table.get<Digest>(keyOf(key));
  return item && { digest: item.body, revision: item.revision };
}

/** What a delivery brings; undefined where it is missing from the store. */
export async function getMessage(
  table: Table,
  key: MessageKey & { readonly digest?: string | undefined },
): Promise<Message | undefined> {
  if (key.digest !== undefined) {
    const digest = (await getDigest(table, key))?.digest;
    return digest && { kind: 'digest', digest };
  }
  if (key.topic === ownerTopic) {
    const notice = (await table.get<Notice>(keyOf(key)))?.body;
    return notice && { kind: 'notice', notice };
  }
  const alert = await getAlert(table, key);
  return alert && { kind: 'alert', alert };
}
