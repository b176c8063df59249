import { timeText } from '../channels/message.ts';
import type { Config } from '../domain/config.ts';
import { overlayLines } from '../domain/feedback.ts';
import { saveConfig } from '../store/config.ts';
import { getFeedback } from '../store/feedback.ts';
import { getFeeds, saveFeed, type FeedState } from '../store/feeds.ts';
import { withSingingCanary } from './canary-schedule.ts';
import type { Ports } from './ports.ts';

export interface ApplyOutcome {
  /** `moved`: somebody else applied another config at the same time, and theirs stands. */
  readonly kind: 'saved' | 'unchanged' | 'moved';
  readonly hash: string;
  readonly feeds: Change;
  readonly topics: Change;
  readonly channels: Change;
  /** What readers' feedback changes of the topics: it outlives every apply. */
  readonly overlays: readonly { readonly topic: string; readonly lines: readonly string[] }[];
}

export interface Change {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Freezes a config as the current one and gives every feed its row. Feeds that are gone from it stop at their
 * next poll; channels that are gone are remembered, so that what they still owe is ended and seen.
 */
export async function apply(
  ports: Pick<Ports, 'table' | 'blobs' | 'clock' | 'config'>,
  owned: Config,
): Promise<ApplyOutcome> {
  const config = withSingingCanary(owned);
  const earlier = await ports.config();
  const names = config.channels.map((channel) => channel.name);
  const earlierNames = earlier?.config.channels.map((channel) => channel.name) ?? [];
  const formerChannels = [...new Set([...(earlier?.formerChannels ?? []), ...earlierNames])]
    .filter((name) => !names.includes(name))
    .sort();
  const saved = await saveConfig(ports, { config, formerChannels }, ports.clock.nowMs());
  if (saved.kind !== 'moved') await giveRows(ports, config);
  return {
    ...saved,
    feeds: change(
      earlier?.config.feeds.map((feed) => feed.url),
      config.feeds.map((feed) => feed.url),
    ),
    topics: change(
      earlier?.config.topics.map((topic) => topic.name),
      config.topics.map((topic) => topic.name),
    ),
    channels: change(earlierNames, names),
    overlays: await overlaysOf(ports, config),
  };
}

async function overlaysOf({ table, clock }: Pick<Ports, 'table' | 'clock'>, { topics, timeZone }: Config) {
  const said = await getFeedback(table);
  const how = { nowMs: clock.nowMs(), timeText: (ms: number) => timeText(ms, timeZone) };
  return topics
    .map((topic) => ({ topic: topic.name, lines: overlayLines(topic, said.get(topic.name) ?? [], how) }))
    .filter(({ lines }) => lines.length > 0);
}

async function giveRows(ports: Pick<Ports, 'table' | 'clock'>, config: Config): Promise<void> {
  const nowMs = ports.clock.nowMs();
  const rows = await getFeeds(
    ports.table,
    config.feeds.map((feed) => feed.id),
  );
  for (const { id } of config.feeds) {
    const row = rows.get(id);
    if (row === undefined) {
      const health = { health: 'new', healthSinceMs: nowMs, failureCount: 0 } as const;
      await saveFeed(ports.table, { id, addedAtMs: nowMs, dueAtMs: nowMs, ...health }, 'absent');
    } else if (row.state.dueAtMs === undefined) {
      await saveFeed(ports.table, askedAgain(row.state, nowMs), { revision: row.revision });
    }
  }
}

/** A feed that is gone is asked once more. One that was removed comes back: what it showed meanwhile is baseline again. */
function askedAgain(state: FeedState, nowMs: number): FeedState {
  if (state.health === 'gone') return { ...state, dueAtMs: nowMs };
  const forgotten = {
    baselineAtMs: undefined,
    bodyHash: undefined,
    etag: undefined,
    lastModified: undefined,
  };
  return { ...state, ...forgotten, dueAtMs: nowMs, addedAtMs: nowMs };
}

function change(before: readonly string[] = [], after: readonly string[]): Change {
  return {
    added: after.filter((name) => !before.includes(name)),
    removed: before.filter((name) => !after.includes(name)),
  };
}
