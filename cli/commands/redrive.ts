import { isolate, timeText } from '../../shared/channels/message.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import type { Redriven } from '../../shared/pipeline/redrive.ts';
import type { Delivery } from '../../shared/store/deliveries.ts';
import { getMessage } from '../../shared/store/messages.ts';
import { count } from '../output.ts';

export interface Shown {
  readonly delivery: Delivery;
  /** Of what it brings. */
  readonly title: string;
}

/** What dead deliveries would have brought. */
export async function shown({ table }: Pick<Ports, 'table'>, deliveries: readonly Delivery[]): Promise<Shown[]> {
  const all: Shown[] = [];
  for (const delivery of deliveries) {
    const message = await getMessage(table, delivery);
    const title =
      message?.kind === 'alert'
        ? message.alert.article.title
        : message?.kind === 'digest'
          ? `a digest of ${message.digest.itemCount}`
          : (message?.notice.title ?? 'missing from the store');
    all.push({ delivery, title });
  }
  return all;
} // prettier-ignore

export function redriveLines(
  { again, left, hasMore }: Redriven,
  titles: readonly Shown[],
  how: { readonly isDry: boolean; readonly timeZone: string },
): string[] {
  if (again.length + left.length === 0) return ['Nothing is dead: every alert was sent or is still to be.'];
  const titleOf = new Map(titles.map(({ delivery, title }) => [delivery.id, title]));
  const line = ({ id, topic, channel, reason, endedAtMs, mayHaveArrived }: Delivery) => [
    `  ${channel}: ${isolate(titleOf.get(id) ?? '')} (${topic}, ${timeText(endedAtMs, how.timeZone)})`,
    `      ${reason ?? ''}${mayHaveArrived === true ? '; it may have arrived, so it comes marked as a repeat' : ''}`,
  ];
  const verb = how.isDry ? 'would be sent again' : 'will be sent again';
  return [
    ...(again.length === 0 ? [] : [`${count(again.length, 'delivery', 'deliveries')} ${verb}:`, ...again.flatMap(line)]),
    ...(left.length === 0 ? [] : [`${count(left.length, 'delivery', 'deliveries')} would only die again:`]),
    ...left.flatMap(({ delivery, reason }) => [...line(delivery), `      left dead: ${reason}`]),
    ...(hasMore ? ['There are more: run it again for the next.'] : []),
  ];
} // prettier-ignore
