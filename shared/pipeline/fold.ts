import { withAlerts, type Digest } from '../domain/digest.ts';
import type { Topic } from '../domain/topic.ts';
import type { Action } from '../ports/table.ts';
import {
  checkDeliveryAction,
  deliveryAction,
  getDelivery,
  newDeliveryAction,
  waitingDeliveries,
  type Delivery,
  type DeliveryRow,
} from '../store/deliveries.ts';
import { idOf } from '../store/ids.ts';
import { digestAction, digestStory, getAlerts, getDigest } from '../store/messages.ts';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';

export type FoldOutcome =
  /** Its contents stand for good: to be sent. */
  | { readonly kind: 'frozen'; readonly row: DeliveryRow }
  /** The digest of its slot has left already. */
  | { readonly kind: 'late' }
  /** Nothing else waits with it. */
  | { readonly kind: 'alone'; readonly row: DeliveryRow }
  /** Nothing waits any more, or not everything could be folded now: the rows say what is to be done. */
  | { readonly kind: 'left' };

/**
 * Folds whatever of a topic and channel is due into one digest, a bounded transaction after the other: each moves some deliveries
 * to `folded` and their alerts into the digest's contents. When none is left the digest is frozen; only then
 * is it sent. Killed anywhere, it goes on where the rows stand.
 */
export async function fold(
  ports: Pick<Ports, 'table' | 'clock'>,
  topic: Topic,
  { delivery: due }: DeliveryRow,
): Promise<FoldOutcome> {
  const { table, clock } = ports;
  let slot = due.slot;
  for (let round = 0; slot !== undefined && round < limits.foldRoundsMax; round += 1) {
    const nowMs = clock.nowMs();
    if (clock.leftMs() < 2 * limits.sendMs) break;
    const waiting = await waitingDeliveries(table, due, nowMs, limits.foldedAtOnceMax);
    // After an outage several slots are over: they come as one, the latest.
    if (round === 0) slot = waiting.reduce((latest, { delivery }) => later(latest, delivery.slot), slot);
    const key = { topic: topic.name, story: digestStory(due.channel, slot.atMs), chapter: 0 };
    const row = await getDelivery(table, { ...key, channel: due.channel });
    if (row !== undefined && row.delivery.digest !== 'gathering') return { kind: 'late' };
    const [first, ...others] = waiting;
    if (first === undefined && row === undefined) return { kind: 'left' };
    if (first !== undefined && others.length === 0 && row === undefined && slot.why === 'cap')
      return { kind: 'alone', row: first };
    if (first === undefined && row !== undefined) {
      const frozen: Delivery = {
        ...row.delivery,
        digest: 'frozen',
        state: 'pending',
        reason: undefined,
        endedAtMs: undefined,
      };
      const outcome = await table.transact([deliveryAction({ ...row, delivery: frozen })]);
      const after = outcome.kind === 'done' ? await getDelivery(table, frozen) : undefined;
      if (after?.delivery.digest === 'frozen') return { kind: 'frozen', row: after };
      continue;
    }
    const contents = row && (await getDigest(table, key));
    const id = idOf('digest', topic.name, due.channel, String(slot.atMs));
    const { atMs: slotMs, why } = slot;
    const digest: Digest = contents?.digest ?? { id, topic: topic.name, topicTitle: topic.title, why, slotMs, items: [], itemCount: 0 }; // prettier-ignore
    const alerts = await getAlerts(table, waiting.map(({ delivery }) => delivery)); // prettier-ignore
    const actions: Action[] = [
      row === undefined
        ? newDeliveryAction({ ...key, channel: due.channel, id, state: 'held', slot, digest: 'gathering', dueAtMs: nowMs, tryCount: 0, createdAtMs: nowMs, reason: 'gathers its alerts' })
        : checkDeliveryAction(row),
      digestAction(key, withAlerts(digest, alerts), contents === undefined ? 'absent' : { revision: contents.revision }),
      ...waiting.map((one) => deliveryAction({ ...one, delivery: { ...one.delivery, state: 'folded', digestId: id, digestSlotMs: slotMs, endedAtMs: nowMs, reason: undefined } })),
    ]; // prettier-ignore
    // Refused or in conflict: somebody else was quicker with one of them; look again.
    await table.transact(actions);
  }
  return { kind: 'left' };
}

type Slot = NonNullable<Delivery['slot']>;
const later = (one: Slot, other: Slot | undefined) =>
  other !== undefined && other.atMs > one.atMs ? other : one;
