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
import { feedbackUrlOf } from './feedback-link.ts';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';
import { deliveryNotice } from './tell-owner.ts';

export type SendPorts = Pick<Ports, 'table' | 'clock' | 'random' | 'log' | 'door'>;

export type RowOutcome =
  | { kind: 'sent' | 'later' | 'dead'; id: string }
  /** The row moved on under somebody else's hands. */
  | { kind: 'taken' }
  | { kind: 'busy'; untilMs: number };

export interface SendHow extends Pick<Showing, 'timeZone' | 'feedUrl'> {
  /** The channel that is told when a delivery dies. */
  readonly noticeTo: string | undefined;
}

/**
 * Claims the target, then the row, then sends, then writes what became of it. What may have arrived with an earlier try
 * is marked as a repeat.
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
  if (claim.kind === 'busy') {
    // A long pause stands in the rows: a message that waited for it would be followed by one with every tick.
    const isLong = claim.untilMs - clock.nowMs() > limits.busyMsMax;
    return isLong
      ? hold(ports, row, { dueAtMs: claim.untilMs, reason: 'its receiver has asked to wait' })
      : claim;
  }

  const isRepeat = row.delivery.mayHaveArrived === true;
  const tryCount = row.delivery.tryCount + 1;
  const sending: Delivery = {
    ...row.delivery,
    state: 'sending',
    // Should its sender not live to say what became of it, that was a try like any other, and its pause follows.
    dueAtMs: clock.nowMs() + Math.max(limits.sendLeaseMs, pauseAfterMs(tryCount) ?? 0),
    tryCount,
    wasTried: true,
    slot: undefined,
  };
  const claimed = await moveDelivery(table, sending, row.revision);
  if (claimed.kind === 'refused') {
    await claim.release({ gapMs: 0 });
    return { kind: 'taken' };
  }
  const { timeZone, feedUrl } = how;
  const tried = await sendTwice(ports, channel, sending, { isRepeat, isSample: false, timeZone, feedUrl });
  const { outcome } = tried;
  const delivery = { ...sending, ...(tried.mayHaveArrived && { mayHaveArrived: true as const }) };
  // The ledger first: what was sent must not be sent again because the target's row could not be written.
  const ended = await end(ports, { delivery, revision: claimed.revision }, outcome, how.noticeTo);
  const retryAfterMs = outcome.kind === 'retry' ? outcome.retryAfterMs : undefined;
  const pauseMs = outcome.kind === 'sent' ? (outcome.pauseMs ?? 0) : 0;
  await claim.release({ gapMs: Math.max(channel.gapMs, pauseMs), retryAfterMs });
  return ended;
}

/** One retry in the same call, where time remains and the receiver has not asked for a longer pause. */
async function sendTwice(
  ports: SendPorts,
  channel: Channel,
  delivery: Delivery,
  shown: Showing,
): Promise<{ outcome: SendOutcome; mayHaveArrived: boolean }> {
  const message = await getMessage(ports.table, delivery);
  const missing = { kind: 'dead', reason: 'its alert is missing from the store' } as const;
  if (message === undefined) return { outcome: missing, mayHaveArrived: shown.isRepeat };
  const feedbackUrl = message.kind === 'alert' ? await feedbackUrlOf(ports.door, message.alert) : undefined;
  const how: Showing = { ...shown, feedbackUrl };
  const sendOnce = async (isRepeat: boolean) => {
    const outcome = await channel.send({ message, id: delivery.id, ...how, isRepeat });
    return {
      outcome,
      mayHaveArrived: isRepeat || (outcome.kind === 'retry' && outcome.mayHaveArrived === true),
    };
  };
  const first = await sendOnce(shown.isRepeat);
  const { outcome } = first;
  if (outcome.kind !== 'retry' || (outcome.retryAfterMs ?? 0) > limits.retryNowMs) return first;
  if (ports.clock.leftMs() < 2 * limits.sendMs) return first;
  // The target's gap counts between the two as well.
  await ports.clock.sleep(Math.max(outcome.retryAfterMs ?? limits.retryNowMs, channel.gapMs));
  return sendOnce(first.mayHaveArrived);
}

function end(
  ports: SendPorts,
  row: DeliveryRow,
  outcome: SendOutcome,
  noticeTo: string | undefined,
): Promise<RowOutcome> {
  switch (outcome.kind) {
    case 'sent':
      return move(ports, row, { state: 'sent', endedAtMs: ports.clock.nowMs() }, 'sent');
    case 'dead':
      return die(ports, row, outcome.reason, noticeTo);
    case 'retry':
      return retry(ports, row, outcome, noticeTo);
  }
}

function retry(
  ports: SendPorts,
  row: DeliveryRow,
  { reason, retryAfterMs = 0 }: Extract<SendOutcome, { kind: 'retry' }>,
  noticeTo: string | undefined,
): Promise<RowOutcome> {
  const pauseMs = pauseAfterMs(row.delivery.tryCount);
  if (pauseMs === undefined) return giveUp(ports, row, reason, noticeTo);
  const jitter = 1 + ports.random.fraction() * 0.1;
  const dueAtMs = ports.clock.nowMs() + Math.max(pauseMs * jitter, retryAfterMs);
  return move(ports, row, { state: 'pending', dueAtMs, reason }, 'later');
}

/** How long a delivery waits after its nth try has failed; undefined after the last. */
const pauseAfterMs = (tryCount: number): number | undefined => limits.deliveryRetryMs[tryCount - 1];

export const isTriedOut = ({ tryCount }: Delivery) => tryCount > 0 && pauseAfterMs(tryCount) === undefined;

/** Ends a row whose last try has failed. */
export const giveUp = (ports: SendPorts, row: DeliveryRow, last: string, noticeTo: string | undefined) =>
  die(ports, row, `${row.delivery.tryCount} tries failed; the last: ${last}`, noticeTo);

/** Puts a row off. */
export function hold(
  ports: SendPorts,
  row: DeliveryRow,
  held: Partial<Delivery> & Pick<Delivery, 'dueAtMs' | 'reason'>,
): Promise<RowOutcome> {
  return move(ports, row, { ...held, state: 'held' }, 'later');
}

/** Ends a row for good, and with it, in one transaction, tells the owner on another channel: once a channel and day. */
export async function die(
  ports: SendPorts,
  row: DeliveryRow,
  reason: string,
  noticeTo: string | undefined,
): Promise<RowOutcome> {
  const nowMs = ports.clock.nowMs();
  const delivery: Delivery = { ...row.delivery, state: 'dead', reason, endedAtMs: nowMs };
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
  return { kind, id };
}
