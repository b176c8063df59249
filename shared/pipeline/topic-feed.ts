import { renderFeed } from '../channels/feed.ts';
import { newestSent } from '../store/sent-deliveries.ts';
import type { Ports } from './ports.ts';

const feedAlertsMax = 50;
const path = /^\/topics\/([^/]+)\.(xml|json)$/;

/** The path of a topic's own feed. */
export const topicFeedPath = (topic: string, format: 'xml' | 'json') =>
  `/topics/${encodeURIComponent(topic)}.${format}`;

/** A topic's own alerts, as RSS or JSON Feed; undefined where the path names no topic with a feed channel. */
export async function topicFeed(
  ports: Pick<Ports, 'table' | 'clock' | 'config'>,
  target: string,
  selfUrl: string,
): Promise<{ status: 200; type: string; body: string } | undefined> {
  const [, name = '', format] = path.exec(target.split('?')[0] ?? '') ?? [];
  const config = (await ports.config())?.config;
  const topic = config?.topics.find((candidate) => candidate.name === decode(name));
  const channels = config?.channels.filter(({ type }) => type === 'feed').map(({ name: one }) => one) ?? [];
  const channel = channels.find((candidate) => topic?.alert.channels.includes(candidate));
  if (topic === undefined || channel === undefined || format === undefined) return undefined;
  const body = renderFeed(format === 'xml' ? 'rss' : 'json', {
    topic: topic.name,
    title: topic.title,
    selfUrl,
    alerts: await newestSent(ports.table, topic.name, channel, feedAlertsMax),
    nowMs: ports.clock.nowMs(),
  });
  const type = format === 'xml' ? 'application/rss+xml; charset=utf-8' : 'application/feed+json';
  return { status: 200, type, body };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
