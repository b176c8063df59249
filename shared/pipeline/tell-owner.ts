import type { Config } from '../domain/config.ts';
import type { FeedConfig } from '../domain/feed.ts';
import { noticeActions } from '../store/deliveries.ts';
import { feedAction, saveFeed, type FeedRow } from '../store/feeds.ts';
import { noticeOf } from './feed-health.ts';
import type { Ports } from './ports.ts';

/** Where the owner is told about Rasid itself: the channel that the config names, or its first that reaches somebody. */
export function ownerChannelOf({ notices, channels }: Config): string | undefined {
  return notices ?? channels.find(({ type }) => type !== 'feed')?.name;
}

/**
 * Saves a feed's row, and with it, in one transaction, the notice that the owner is due: so it is told once, however
 * often the poll is done again. The tick finds the delivery.
 */
export async function saveFeedTelling(
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
  config: FeedConfig,
  row: FeedRow,
  channel: string | undefined,
): Promise<void> {
  const { state, notice } = noticeOf(config, row.state, clock.nowMs());
  const when = { revision: row.revision };
  if (notice === undefined || channel === undefined) await saveFeed(table, state, when);
  else await table.transact([feedAction(state, when), ...noticeActions(notice, channel)]);
}
