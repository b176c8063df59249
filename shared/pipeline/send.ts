import type { Channel, SendOutcome } from '../channels/channel.ts';
import type { Showing } from '../channels/message.ts';
import {
  deliveryAction,
  moveDelivery,
  noticeActions,
  type Delivery,
  type DeliveryRow,
} from '../store/deliveries.ts';
import { getMessage } from '../store/messages.ts';
import { claimPaceSoon } from '../store/pace.ts';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';
import { deliveryNotice } from './tell-owner.ts';

export type SendPorts = Pick<Ports, 'table' | 'clock' | 'random' | 'log'>;

export type RowOutcome =
  | { kind: 'sent' | 'later' | 'dead' }
  /** The row moved on under somebody else's hands. */
  | { kind: 'taken' }
  | { kind: 'busy'; untilMs: number };

export interface SendHow extends Pick<Showing, 'timeZone' | 'feedUrl'> {
  /** The channel that is told when a delivery dies. */
  readonly noticeTo: string | undefined;
}

/**
 * Claims the target, then the row, then sends, then writes what became of it. A row found in `sending` with
 * its lease over was sent by somebody who did not live to say so: it is sent again, marked as a repeat, and so is
 * every try after one that may have arrived.
 */
export async function send(
  ports: SendPorts,
  channel: Channel,
  row: DeliveryRow,
  how: SendHow,
): Promise<RowOutcome> {
  const { clock, table } = ports;
  if (clock.leftMs() < 2 * limits.sendMs) return { kind: 'busy', untilMs: clock.nowMs() };
  const claim = await claimPaceSoon(ports, `channel#${channel.target}`, {
    leaseMs: limits.sendLeaseMs,
    waitMsMax: limits.paceWaitMsMax,
  });
  if (claim.kind === 'busy') return claim;

  const isRepeat = mayHaveArrived(row.delivery);
  const sending: Delivery = {
    ...row.delivery,
    state: 'sending',
    ...(isRepeat && { mayHaveArrived: true }),
    dueAtMs: clock.nowMs() + limits.sendLeaseMs,
    tryCount: row.delivery.tryCount + 1,
  };
  const claimed = await moveDelivery(table, sending, row.revision);
  if (claimed.kind === 'refused') {
    await claim.release({ gapMs: 0 });
    return { kind: 'taken' };
  }
  const held = { delivery: sending, revision: claimed.revision };
  const { timeZone, feedUrl } = how;
  const outcome = await sendTwice(ports, channel, sending, { isRepeat, isSample: false, timeZone, feedUrl });
  const retryAfterMs = outcome.kind === 'retry' ? outcome.retryAfterMs : undefined;
  const pauseMs = outcome.kind === 'sent' ? (outcome.pauseMs ?? 0) : 0;
  await claim.release({ gapMs: Math.max(channel.gapMs, pauseMs), retryAfterMs });

  if (outcome.kind === 'sent') return move(ports, held, { state: 'sent', endedAtMs: clock.nowMs() }, 'sent');
  if (outcome.kind === 'dead') return die(ports, held, outcome.reason, how.noticeTo);
  return retry(ports, held, outcome, how.noticeTo);
}

/** Its sender's lease is over, or an earlier try ended without anybody knowing whether it arrived. */
export const mayHaveArrived = ({ state, ...delivery }: Delivery) =>
  state === 'sending' || delivery.mayHaveArrived === true;

/** One retry in the same call, where time remains and the receiver has not asked for a longer pause. */
async function sendTwice(
  ports: SendPorts,
  channel: Channel,
  delivery: Delivery,
  how: Showing,
): Promise<SendOutcome> {
  const message = await getMessage(ports.table, delivery);
  if (message === undefined) return { kind: 'dead', reason: 'its alert is missing from the store' };
  const first = await channel.send({ message, id: delivery.id, ...how });
  if (first.kind !== 'retry' || (first.retryAfterMs ?? 0) > limits.retryNowMs) return first;
  if (ports.clock.leftMs() < 2 * limits.sendMs) return first;
  // The target's gap counts between the two as well.
  await ports.clock.sleep(Math.max(first.retryAfterMs ?? limits.retryNowMs, channel.gapMs));
  const isRepeat = how.isRepeat || first.mayHaveArrived === true;
  const second = await channel.send({ message, id: delivery.id, ...how, isRepeat });
  return second.kind === 'retry' ? { ...second, mayHaveArrived: isRepeat || second.mayHaveArrived } : second;
}

async function retry(
  ports: SendPorts,
  row: DeliveryRow,
  failed: Extract<SendOutcome, { kind: 'retry' }>,
  noticeTo: string | undefined,
): Promise<RowOutcome> {
  const { reason, retryAfterMs = 0 } = failed;
  const isUnknown = row.delivery.mayHaveArrived === true || failed.mayHaveArrived === true;
  const delivery: Delivery = { ...row.delivery, ...(isUnknown && { mayHaveArrived: true }) };
  const pauseMs = limits.deliveryRetryMs[delivery.tryCount - 1];
  if (pauseMs === undefined) {
    const all = `${delivery.tryCount} tries failed; the last: ${reason}`;
    return die(ports, { ...row, delivery }, all, noticeTo);
  }
  const jitter = 1 + ports.random.fraction() * 0.1;
  const dueAtMs = ports.clock.nowMs() + Math.max(pauseMs * jitter, retryAfterMs);
  return move(ports, { ...row, delivery }, { state: 'pending', dueAtMs, reason }, 'later');
}

/** Puts a row off. What may have arrived stays marked. */
export function hold(
  ports: SendPorts,
  row: DeliveryRow,
  held: Partial<Delivery> & Pick<Delivery, 'dueAtMs' | 'reason'>,
): Promise<RowOutcome> {
  const mark = mayHaveArrived(row.delivery) && { mayHaveArrived: true as const };
  return move(ports, row, { ...held, ...mark, state: 'held' }, 'later');
}

/** Ends a row for good, and with it, in one transaction, tells the owner on another channel: once a channel and day. */
export async function die(
  ports: SendPorts,
  row: DeliveryRow,
  reason: string,
  noticeTo: string | undefined,
): Promise<RowOutcome> {
  const nowMs = ports.clock.nowMs();
  const mark = mayHaveArrived(row.delivery) && { mayHaveArrived: true as const };
  const delivery: Delivery = { ...row.delivery, ...mark, state: 'dead', reason, endedAtMs: nowMs };
  const dead = deliveryAction({ ...row, delivery });
  const notice = deliveryNotice(delivery, nowMs);
  let notices = noticeTo === undefined ? [] : noticeActions(notice, noticeTo);
  for (let race = 0; race < limits.endRacesMax; race += 1) {
    const outcome = await ports.table.transact([dead, ...notices]);
    if (outcome.kind === 'conflict') continue;
    if (outcome.kind === 'refused' && outcome.at === 0) return { kind: 'taken' };
    if (outcome.kind === 'done') return logged(ports, delivery, 'dead');
    // It has been told today.
    notices = [];
  }
  return { kind: 'taken' };
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
  return logged(ports, delivery, kind);
}

function logged(ports: SendPorts, delivery: Delivery, kind: 'sent' | 'later' | 'dead'): RowOutcome {
  const { id, topic, channel, state, reason } = delivery;
  const level = state === 'dead' ? 'error' : state === 'pending' ? 'warn' : 'info';
  ports.log(level, 'delivery', { id, topic, channel, state, reason });
  return { kind };
}
