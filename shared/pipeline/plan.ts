import { hostOf } from '../net/host-of.ts';
import { dueFeeds } from '../store/feeds.ts';
import { limits } from './limits.ts';
import type { PollJob } from './jobs.ts';
import type { Ports } from './ports.ts';

/** Sends a poll job for every feed that is due. Writes nothing: the poll itself moves the feed's row on. */
export async function plan(
  ports: Pick<Ports, 'table' | 'queues' | 'clock' | 'config'>,
): Promise<{ sentCount: number }> {
  const current = await ports.config();
  const due = await dueFeeds(ports.table, ports.clock.nowMs(), limits.plannedFeedsMax);
  const hosts = new Map(current?.config.feeds.map((feed) => [feed.id, hostOf(feed.url)]));
  await ports.queues.poll.send(
    due.map(({ feedId, dueAtMs }) => {
      const job: PollJob = { feedId, dueAtMs };
      return {
        group: hosts.get(feedId) ?? feedId,
        dedupeId: `${feedId}@${dueAtMs}`,
        body: JSON.stringify(job),
      };
    }),
  );
  return { sentCount: due.length };
}
