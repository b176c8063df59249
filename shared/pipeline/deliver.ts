import type { Channel } from '../channels/channel.ts';
import { makeChannel } from '../channels/list.ts';
import type { Config } from '../domain/config.ts';
import { isPaused } from '../domain/feedback.ts';
import type { Topic } from '../domain/topic.ts';
import type { CurrentConfig } from '../store/config.ts';
import { dueDeliveries, type Delivery, type DeliveryRow } from '../store/deliveries.ts';
import { ownerTopic } from '../store/messages.ts';
import { latestSent } from '../store/sent-deliveries.ts';
import { endOfQuietMs, heldForDigest, waitsForReaders } from './due.ts';
import { fold } from './fold.ts';
import { limits } from './limits.ts';
import type { DeliverJob } from './jobs.ts';
import type { Ports } from './ports.ts';
import { die, giveUp, hold, isTriedOut, send, type RowOutcome, type SendPorts } from './send.ts';
import { ownerChannelOf } from './tell-owner.ts';
import { topicFeedPath } from './topic-feed.ts';

export type DeliverPorts = SendPorts &
  Pick<Ports, 'web' | 'mail' | 'broadcast' | 'secrets' | 'print' | 'config' | 'door'>;

export type DeliverOutcome =
  | { kind: 'delivered'; sentCount: number; laterCount: number; deadCount: number }
  /** Somebody else sends to the target, or it has asked for a pause, or this call is out of time. */
  | { kind: 'busy'; untilMs: number };

/** What this call has sent: the index may not list it yet. */
interface SentNow {
  readonly topic: string;
  readonly id: string;
  readonly atMs: number;
}

const hourMs = 3_600_000;

/** Sends what the rows say that a channel is due, one at a time, the longest overdue first. */
export async function deliver(ports: DeliverPorts, job: DeliverJob): Promise<DeliverOutcome> {
  const current = await ports.config();
  if (current === undefined) return { kind: 'delivered', sentCount: 0, laterCount: 0, deadCount: 0 };
  const config = current.config.channels.find((channel) => channel.name === job.channel);
  const channel = config && makeChannel(config, ports);
  const count = { sent: 0, later: 0, dead: 0 };
  const sentNow: SentNow[] = [];
  const nowMs = ports.clock.nowMs();
  for await (const row of dueDeliveries(ports.table, job.channel, nowMs, limits.deliveriesPerCallMax)) {
    const outcome = await deliverOne(ports, current, channel, row, sentNow);
    if (outcome.kind === 'busy') return outcome;
    if (outcome.kind === 'taken') continue;
    count[outcome.kind] += 1;
    const { topic } = row.delivery;
    if (outcome.kind === 'sent') sentNow.push({ topic, id: outcome.id, atMs: ports.clock.nowMs() });
  }
  return { kind: 'delivered', sentCount: count.sent, laterCount: count.later, deadCount: count.dead };
}

async function deliverOne(
  ports: DeliverPorts,
  current: CurrentConfig,
  channel: Channel | undefined,
  found: DeliveryRow,
  sentNow: readonly SentNow[],
): Promise<RowOutcome> {
  const { config } = current;
  const row = { ...found, delivery: asFound(found.delivery) };
  const { delivery } = row;
  const noticeTo = ownerChannelOf(config, delivery.channel);
  if (channel === undefined) return die(ports, row, 'the channel is no longer in the config', noticeTo);
  if (found.delivery.state === 'sending' && isTriedOut(delivery)) return giveUp(ports, row, 'its sender did not live to say what became of it', noticeTo);
  const how = { timeZone: config.timeZone, noticeTo };
  if (delivery.topic === ownerTopic) return send(ports, channel, row, how);
  const topic = config.topics.find((candidate) => candidate.name === delivery.topic);
  if (topic === undefined) return die(ports, row, 'the topic is no longer in the config', noticeTo);
  if (waitsForReaders(config, delivery.channel)) return send(ports, channel, row, how);

  const nowMs = ports.clock.nowMs();
  if (isPaused(topic, nowMs)) return hold(ports, row, { dueAtMs: nowMs + limits.pausedLookMs, reason: 'the topic is paused' });
  const quietMs = delivery.isBreaking === true ? nowMs : endOfQuietMs(topic, nowMs);
  if (quietMs > nowMs) return hold(ports, row, { dueAtMs: quietMs, reason: 'quiet hours' });
  const freeAtMs = delivery.digest === undefined && delivery.slot?.why !== 'schedule' ? await capFreeAtMs(ports, topic, row, sentNow) : nowMs;
  if (freeAtMs > nowMs) return hold(ports, row, { ...capped(delivery, freeAtMs), dueAtMs: freeAtMs, reason: 'the cap per hour is reached' });

  const ready = await readyToSend(ports, topic, row, config.timeZone);
  if (ready.kind !== 'ready') return ready;
  const feedUrl = ready.row.delivery.digest && (await feedUrlOf(ports, config, topic));
  return send(ports, channel, ready.row, { ...how, feedUrl });
} // prettier-ignore

/** Found in `sending` with its lease over: somebody sent it, or was about to, who did not live to say so. */
const asFound = (delivery: Delivery): Delivery =>
  delivery.state === 'sending' ? { ...delivery, mayHaveArrived: true } : delivery;

/** What has been tried goes on under its own id; only what has never left is folded with others. */
const capped = ({ wasTried }: Delivery, atMs: number) =>
  wasTried === true ? {} : { slot: { atMs, why: 'cap' as const } };

/** The row itself, or the digest that it and others have gone into. */
async function readyToSend(
  ports: DeliverPorts,
  topic: Topic,
  row: DeliveryRow,
  timeZone: string,
): Promise<RowOutcome | { kind: 'ready'; row: DeliveryRow }> {
  const { slot, digest } = row.delivery;
  if (slot === undefined || digest === 'frozen' || row.delivery.state !== 'held') return { kind: 'ready', row };
  const folded = await fold(ports, topic, row);
  switch (folded.kind) {
    case 'frozen':
    case 'alone':
      return { kind: 'ready', row: folded.row };
    case 'late':
      if (slot.why === 'cap') return { kind: 'ready', row };
      return hold(ports, row, heldForDigest(row.delivery, topic, ports.clock.nowMs(), timeZone));
    case 'left':
      return { kind: 'taken' };
  }
} // prettier-ignore

async function feedUrlOf(ports: DeliverPorts, { channels }: Config, topic: Topic) {
  const hasFeed = channels.some(({ name, type }) => type === 'feed' && topic.alert.channels.includes(name));
  return hasFeed ? ports.door?.link(topicFeedPath(topic.name, 'xml')) : undefined;
}

/** When the topic's cap per hour lets this delivery through; counted from rows, so it holds over restarts. */
async function capFreeAtMs(
  ports: DeliverPorts,
  topic: Topic,
  { delivery: { channel } }: DeliveryRow,
  sentNow: readonly SentNow[],
): Promise<number> {
  const nowMs = ports.clock.nowMs();
  const { perHourMax } = topic.alert;
  if (perHourMax === undefined) return nowMs;
  const lastHour = { fromMs: nowMs - hourMs, toMs: nowMs };
  const listed = await latestSent(ports.table, topic.name, channel, perHourMax, lastHour);
  const timeOf = new Map(listed.map(({ id, endedAtMs = nowMs }) => [id, endedAtMs]));
  for (const { id, atMs, topic: name } of sentNow) if (name === topic.name) timeOf.set(id, atMs);
  const firstMs = [...timeOf.values()].sort((a, b) => b - a)[perHourMax - 1];
  return firstMs === undefined ? nowMs : firstMs + hourMs + 1;
}
