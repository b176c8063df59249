import type { Channel, SendOutcome } from '../channels/channel.ts';
import type { Showing } from '../channels/message.ts';
import { getMessage, moveDelivery, type Delivery, type DeliveryRow } from '../store/deliveries.ts';
import { claimPaceSoon } from '../store/pace.ts';
import { feedbackUrlOf } from './feedback-link.ts';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';

export type SendPorts = Pick<Ports, 'table' | 'clock' | 'random' | 'log' | 'door'>;

export type RowOutcome =
  | { kind: 'sent' | 'later' | 'dead' }
  /** The row moved on under somebody else's hands. */
  | { kind: 'taken' }
  | { kind: 'busy'; untilMs: number };

/**
 * Claims the target, then the row, then sends, then writes what became of it. A row found in `sending` with
 * its lease over was sent by somebody who did not live to say so: it is sent again, marked as a repeat, and so is
 * every try after one that may have arrived.
 */
export async function send(
  ports: SendPorts,
  channel: Channel,
  row: DeliveryRow,
  timeZone: string,
): Promise<RowOutcome> {
  const { clock, table } = ports;
  if (clock.leftMs() < 2 * limits.sendMs) return { kind: 'busy', untilMs: clock.nowMs() };
  const claim = await claimPaceSoon(ports, `channel#${channel.target}`, {
    leaseMs: limits.sendLeaseMs,
    waitMsMax: limits.paceWaitMsMax,
  });
  if (claim.kind === 'busy') return claim;

  const isRepeat = row.delivery.state === 'sending' || row.delivery.mayHaveArrived === true;
  const sending: Delivery = {
    ...row.delivery,
    state: 'sending',
    dueAtMs: clock.nowMs() + limits.sendLeaseMs,
    tryCount: row.delivery.tryCount + 1,
  };
  const claimed = await moveDelivery(table, sending, row.revision);
  if (claimed.kind === 'refused') {
    await claim.release({ gapMs: 0 });
    return { kind: 'taken' };
  }
  const held = { delivery: sending, revision: claimed.revision };
  const outcome = await sendTwice(ports, channel, sending, { isRepeat, isSample: false, timeZone });
  const retryAfterMs = outcome.kind === 'retry' ? outcome.retryAfterMs : undefined;
  const pauseMs = outcome.kind === 'sent' ? (outcome.pauseMs ?? 0) : 0;
  await claim.release({ gapMs: Math.max(channel.gapMs, pauseMs), retryAfterMs });

  if (outcome.kind === 'sent') return end(ports, held, 'sent');
  if (outcome.kind === 'dead') return end(ports, held, 'dead', outcome.reason);
  return retry(ports, held, outcome, isRepeat);
}

/** One retry in the same call, where time remains and the receiver has not asked for a longer pause. */
async function sendTwice(
  ports: SendPorts,
  channel: Channel,
  delivery: Delivery,
  shown: Showing,
): Promise<SendOutcome> {
  const message = await getMessage(ports.table, delivery);
  if (message === undefined) return { kind: 'dead', reason: 'its alert is missing from the store' };
  const feedbackUrl = message.kind === 'alert' ? await feedbackUrlOf(ports.door, message.alert) : undefined;
  const how: Showing = { ...shown, feedbackUrl };
  const first = await channel.send({ message, id: delivery.id, ...how });
  if (first.kind !== 'retry' || (first.retryAfterMs ?? 0) > limits.retryNowMs) return first;
  if (ports.clock.leftMs() < 2 * limits.sendMs) return first;
  await ports.clock.sleep(first.retryAfterMs ?? limits.retryNowMs);
  const isRepeat = how.isRepeat || first.mayHaveArrived === true;
  const second = await channel.send({ message, id: delivery.id, ...how, isRepeat });
  return second.kind === 'retry' ? { ...second, mayHaveArrived: isRepeat || second.mayHaveArrived } : second;
}

async function retry(
  ports: SendPorts,
  row: DeliveryRow,
  { reason, retryAfterMs = 0, mayHaveArrived }: Extract<SendOutcome, { kind: 'retry' }>,
  isRepeat: boolean,
): Promise<RowOutcome> {
  const pauseMs = limits.deliveryRetryMs[row.delivery.tryCount - 1];
  if (pauseMs === undefined) {
    return end(ports, row, 'dead', `${row.delivery.tryCount} tries failed; the last: ${reason}`);
  }
  const jitter = 1 + ports.random.fraction() * 0.1;
  const dueAtMs = ports.clock.nowMs() + Math.max(pauseMs * jitter, retryAfterMs);
  const isUnknown = isRepeat || mayHaveArrived === true;
  return move(
    ports,
    row,
    { state: 'pending', dueAtMs, reason, ...(isUnknown && { mayHaveArrived: true }) },
    'later',
  );
}

export function hold(
  ports: SendPorts,
  row: DeliveryRow,
  dueAtMs: number,
  reason: string,
): Promise<RowOutcome> {
  return move(ports, row, { state: 'held', dueAtMs, reason }, 'later');
}

export function end(
  ports: SendPorts,
  row: DeliveryRow,
  state: 'sent' | 'dead',
  reason?: string,
): Promise<RowOutcome> {
  return move(ports, row, { state, reason, endedAtMs: ports.clock.nowMs() }, state);
}

async function move(
  ports: SendPorts,
  row: DeliveryRow,
  change: Partial<Delivery>,
  kind: 'sent' | 'later' | 'dead',
): Promise<RowOutcome> {
  const delivery = { ...row.delivery, ...change };
  const outcome = await moveDelivery(ports.table, delivery, row.revision);
  if (outcome.kind === 'refused') return { kind: 'taken' };
  const { id, topic, channel, state, reason } = delivery;
  const level = state === 'dead' ? 'error' : state === 'pending' ? 'warn' : 'info';
  ports.log(level, 'delivery', { id, topic, channel, state, reason });
  return { kind };
}
