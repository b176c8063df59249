import type { Channel } from '../channels/channel.ts';
import { makeChannel } from '../channels/list.ts';
import { isPaused } from '../domain/feedback.ts';
import type { Topic } from '../domain/topic.ts';
import type { CurrentConfig } from '../store/config.ts';
import { dueDeliveries, ownerTopic, sentSince, type DeliveryRow } from '../store/deliveries.ts';
import { limits } from './limits.ts';
import type { DeliverJob } from './jobs.ts';
import type { Ports } from './ports.ts';
import { end, hold, send, type SendPorts } from './send.ts';

export type DeliverPorts = SendPorts &
  Pick<Ports, 'web' | 'mail' | 'broadcast' | 'secrets' | 'print' | 'config'>;

export type DeliverOutcome =
  | { kind: 'delivered'; sentCount: number; laterCount: number; deadCount: number }
  /** Somebody else sends to the target, or it has asked for a pause, or this call is out of time. */
  | { kind: 'busy'; untilMs: number };

const hourMs = 3_600_000;

/** Sends what the rows say that a channel is due, one at a time, the longest overdue first. */
export async function deliver(ports: DeliverPorts, job: DeliverJob): Promise<DeliverOutcome> {
  const current = await ports.config();
  if (current === undefined) return { kind: 'delivered', sentCount: 0, laterCount: 0, deadCount: 0 };
  const config = current.config.channels.find((channel) => channel.name === job.channel);
  const channel = config && makeChannel(config, ports);
  const count = { sent: 0, later: 0, dead: 0 };
  const nowMs = ports.clock.nowMs();
  for (const row of await dueDeliveries(ports.table, job.channel, nowMs, limits.deliveriesPerCallMax)) {
    const outcome = await deliverOne(ports, current, channel, row);
    if (outcome.kind === 'busy') return outcome;
    if (outcome.kind !== 'taken') count[outcome.kind] += 1;
  }
  return { kind: 'delivered', sentCount: count.sent, laterCount: count.later, deadCount: count.dead };
}

async function deliverOne(
  ports: DeliverPorts,
  current: CurrentConfig,
  channel: Channel | undefined,
  row: DeliveryRow,
) {
  if (channel === undefined) return end(ports, row, 'dead', 'the channel is no longer in the config');
  if (row.delivery.topic === ownerTopic) return send(ports, channel, row, current.config.timeZone);
  const topic = current.config.topics.find((candidate) => candidate.name === row.delivery.topic);
  if (topic === undefined) return end(ports, row, 'dead', 'the topic is no longer in the config');
  if (isPaused(topic, ports.clock.nowMs()))
    return hold(ports, row, ports.clock.nowMs() + limits.pausedLookMs, 'the topic is paused');
  const freeAtMs = await capFreeAtMs(ports, topic, row);
  if (freeAtMs > ports.clock.nowMs()) return hold(ports, row, freeAtMs, 'the cap per hour is reached');
  return send(ports, channel, row, current.config.timeZone);
}

/** When the topic's cap per hour lets this delivery through; counted from rows, so it holds over restarts. */
async function capFreeAtMs(ports: DeliverPorts, topic: Topic, row: DeliveryRow): Promise<number> {
  const nowMs = ports.clock.nowMs();
  const { perHourMax } = topic.alert;
  if (perHourMax === undefined) return nowMs;
  const sent = await sentSince(ports.table, topic.name, row.delivery.channel, nowMs - hourMs, perHourMax + 1);
  const oldest = sent.length < perHourMax ? undefined : sent[0];
  return oldest === undefined ? nowMs : (oldest.endedAtMs ?? nowMs) + hourMs + 1;
}
