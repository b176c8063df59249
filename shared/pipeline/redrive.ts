import { eachDead, getDelivery, moveDelivery, type Delivery } from '../store/deliveries.ts';
import { ownerTopic } from '../store/messages.ts';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';

export interface Redriven {
  /** Those that go out again, or would. */
  readonly again: readonly Delivery[];
  /** Those that would only die again, and of what. */
  readonly left: readonly { readonly delivery: Delivery; readonly reason: string }[];
  /** There are more than one call takes: the same call goes on with them. */
  readonly hasMore: boolean;
}

/**
 * Gives dead deliveries all their tries again, under their old ids: those that may have arrived once are marked as
 * repeats. With `isDry` it only says which.
 */
export async function redrive(
  ports: Pick<Ports, 'table' | 'queues' | 'clock' | 'config'>,
  which: { readonly topic?: string | undefined; readonly channel?: string | undefined },
  { isDry }: { readonly isDry: boolean },
): Promise<Redriven> {
  const { table, clock } = ports;
  const config = (await ports.config())?.config;
  const channels = new Set(config?.channels.map(({ name }) => name));
  const topics = new Set([ownerTopic, ...(config?.topics.map(({ name }) => name) ?? [])]);
  const again: Delivery[] = [];
  const left: { delivery: Delivery; reason: string }[] = [];
  let hasMore = false;
  for await (const delivery of eachDead(table, which)) {
    hasMore = again.length === limits.redrivenMax;
    if (hasMore) break;
    if (!channels.has(delivery.channel)) left.push({ delivery, reason: 'its channel is not in the config' });
    else if (!topics.has(delivery.topic)) left.push({ delivery, reason: 'its topic is not in the config' });
    else if (isDry || (await revive(delivery))) again.push(delivery);
  }
  if (!isDry) {
    const nowMs = clock.nowMs();
    const names = [...new Set(again.map(({ channel }) => channel))];
    await ports.queues.deliver.send(names.map((channel) => ({ group: channel, dedupeId: `redrive/${channel}@${nowMs}`, body: JSON.stringify({ channel }) })));
  }
  return { again, left, hasMore };

  async function revive(found: Delivery): Promise<boolean> {
    const row = await getDelivery(table, found);
    if (row?.delivery.state !== 'dead') return false;
    // What was to be folded, or is half of a digest, is gathered as if nothing had been.
    const state = row.delivery.slot === undefined ? 'pending' : 'held';
    const afresh = { state, dueAtMs: clock.nowMs(), tryCount: 0, endedAtMs: undefined, reason: undefined } as const;
    const moved = await moveDelivery(table, { ...row.delivery, ...afresh }, row.revision);
    return moved.kind === 'done';
  }
} // prettier-ignore
