import type { FeedConfig } from '../domain/feed.ts';
import { saveFeed, type FeedRow } from '../store/feeds.ts';
import { stateDuring } from './feed-state.ts';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';
import { saveFeedTelling } from './tell-owner.ts';

/**
 * Counts a poll by one conditional write, and puts the next one off as far as a failed poll would. Returns the row as it
 * was, with the revision that it has now, since the poll's end says what becomes of it; undefined: another was quicker.
 */
export async function startPoll(
  ports: Pick<Ports, 'table' | 'clock' | 'random'>,
  config: FeedConfig,
  { state, revision }: FeedRow,
  ownerChannel: string | undefined,
): Promise<FeedRow | undefined> {
  const { table, clock, random } = ports;
  const during = stateDuring(config, state, { nowMs: clock.nowMs(), random });
  if ((state.unendedCount ?? 0) < limits.unendedPollsMax) {
    const claimed = await saveFeed(table, during, { revision });
    return claimed.kind === 'refused' ? undefined : { state, revision: claimed.revision };
  }
  // No poll of it may ever end and tell the owner that it fails.
  const claimed = await saveFeedTelling(ports, config, { state: during, revision }, ownerChannel);
  return claimed && { state: { ...state, told: claimed.state.told }, revision: claimed.revision };
}
