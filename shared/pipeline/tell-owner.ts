import type { Config } from '../domain/config.ts';
import type { FeedConfig } from '../domain/feed.ts';
import type { Notice } from '../domain/notice.ts';
import { noticeActions, type Delivery } from '../store/deliveries.ts';
import { feedAction, getFeed, saveFeed, type FeedRow } from '../store/feeds.ts';
import { dayOf, idOf } from '../store/ids.ts';
import { ownerTopic } from '../store/messages.ts';
import { noticeOf } from './feed-health.ts';
import type { Ports } from './ports.ts';

/**
 * Where the owner is told about Rasid itself: the channel that the config names, or its first that reaches somebody.
 * `except`: one that is broken.
 */
export function ownerChannelOf({ notices, channels }: Config, except?: string): string | undefined {
  if (notices !== undefined && notices !== except) return notices;
  return channels.find(({ name, type }) => type !== 'feed' && name !== except)?.name;
}

/** What the owner is told when a delivery is given up. It has one id a channel and day, so that it is told once. */
export function deliveryNotice({ topic, channel, reason }: Delivery, nowMs: number): Notice {
  const what = topic === ownerTopic ? 'A notice' : `An alert of ${topic}`;
  return {
    id: idOf('notice', 'delivery-died', channel, dayOf(nowMs)),
    kind: 'delivery-died',
    title: `${channel} does not get its alerts`,
    text: `${what} was given up: ${reason}. Nothing is lost: mend the channel, then \`rasid redrive --channel ${channel}\` sends it again, with whatever else fails there today.`,
    atMs: nowMs,
  };
} // prettier-ignore

/**
 * Saves a feed's row, and with it, in one transaction, the notice that the owner is due: so it is told once, however
 * often the poll is done again. The tick finds the delivery. Undefined: the row has moved meanwhile.
 */
export async function saveFeedTelling(
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
  config: FeedConfig,
  row: FeedRow,
  channel: string | undefined,
): Promise<FeedRow | undefined> {
  const { state, notice } = noticeOf(config, row.state, clock.nowMs());
  const when = { revision: row.revision };
  if (notice === undefined || channel === undefined) {
    const saved = await saveFeed(table, state, when);
    return saved.kind === 'refused' ? undefined : { state, revision: saved.revision };
  }
  const told = await table.transact([feedAction(state, when), ...noticeActions(notice, channel)]);
  return told.kind === 'done' ? getFeed(table, state.id) : undefined;
}
