import type { FeedConfig } from '../domain/feed.ts';
import { overdueOutboxes } from '../store/articles.ts';
import { hasDueDelivery } from '../store/deliveries.ts';
import { unreadEntries } from '../store/entries.ts';
import { daysToLearn, getLearned } from '../store/frequencies.ts';
import { canaryTimes, type CanaryTimes } from './canary-schedule.ts';
import { limits } from './limits.ts';
import { watchSilence } from './silence.ts';
import type { Ports } from './ports.ts';
import { inTurns, turnOf } from './turns.ts';

export type SweepPorts = Pick<Ports, 'table' | 'queues' | 'clock' | 'config'>;

export interface SweepOutcome {
  readonly entryCount: number;
  readonly outboxCount: number;
  readonly channelCount: number;
  /** Once an hour, where there is a canary: how fast its articles of the last day have alerted. */
  readonly canary?: CanaryTimes | undefined;
}

/**
 * Sends again whatever a row says is not done: unread entries, open outboxes, overdue deliveries (those whose
 * sender's lease is over among them), and a day that nobody has learned from. So a message that was lost changes nothing but the time.
 */
export async function sweep(ports: SweepPorts): Promise<SweepOutcome> {
  const current = await ports.config();
  if (current === undefined) return { entryCount: 0, outboxCount: 0, channelCount: 0 };
  const nowMs = ports.clock.nowMs();
  // The same row is sent again at most once in each of these spans, however many ticks find it.
  const span = Math.floor(nowMs / limits.resendMs);

  const unread = await unreadEntries(ports.table, limits.sweptRowsOfFeedMax);
  const overdue = [...unread.values()].map((rows) =>
    rows.filter(({ nextReadAtMs }) => nextReadAtMs <= nowMs),
  );
  const entries = inTurns(overdue, ({ nextReadAtMs }) => nextReadAtMs, limits.sweptRowsMax);
  const feeds = new Map(current.config.feeds.map((feed) => [feed.id, feed]));
  const groupOf = (feed: FeedConfig | undefined, link: string | undefined) =>
    feed && turnOf(feed, link ?? feed.url).group;
  await ports.queues.read.send(
    entries.map(({ feedId, entryId, link, failureCount }) => ({
      group: groupOf(feeds.get(feedId), link) ?? feedId,
      dedupeId: `${feedId}/${entryId}@${failureCount}/${span}`,
      body: JSON.stringify({ feedId, entryId }),
    })),
  );

  const outboxes = await overdueOutboxes(ports.table, nowMs - limits.outboxGraceMs, limits.sweptRowsMax);
  await ports.queues.read.send(
    outboxes.map(({ body: { articleId } }) => ({
      group: articleId,
      dedupeId: `outbox/${articleId}/${span}`,
      body: JSON.stringify({ openOutbox: articleId }),
    })),
  );

  const channels = [...current.config.channels.map((channel) => channel.name), ...current.formerChannels];
  let channelCount = 0;
  for (const channel of channels) {
    if (!(await hasDueDelivery(ports.table, channel, nowMs))) continue;
    channelCount += 1;
    const dedupeId = `${channel}@${nowMs}`;
    await ports.queues.deliver.send([{ group: channel, dedupeId, body: JSON.stringify({ channel }) }]);
  }
  // Last: whatever should go wrong here, the news is on its way.
  if (daysToLearn((await getLearned(ports.table))?.body, nowMs).length > 0) {
    const dedupeId = `learn/${span}`;
    await ports.queues.read.send([{ group: 'learn', dedupeId, body: JSON.stringify({ learn: true }) }]);
  }
  const hasLooked = (await watchSilence(ports, current.config)) === 'looked';
  const canary = hasLooked ? await canaryTimes(ports, current.config, 1) : undefined;
  return { entryCount: entries.length, outboxCount: outboxes.length, channelCount, canary };
}
