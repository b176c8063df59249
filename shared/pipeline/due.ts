import type { Alert } from '../domain/alert.ts';
import type { Config } from '../domain/config.ts';
import { quietUntilMs } from '../domain/quiet.ts';
import { nextSlotMs } from '../domain/slots.ts';
import type { Story } from '../domain/story.ts';
import type { Breaking, Topic } from '../domain/topic.ts';
import type { Delivery, DeliveryRow } from '../store/deliveries.ts';
import { idOf } from '../store/ids.ts';
import { limits } from './limits.ts';

/** What of a config says when alerts are due. */
export type Owner = Pick<Config, 'channels' | 'timeZone'>;

/** An alert's deliveries as they begin: to be sent now, or held for the topic's digest or the end of its quiet hours. */
export function deliveriesOf(
  topic: Topic,
  alert: Alert,
  told: { readonly story: Story; readonly owner: Owner; readonly nowMs: number },
): Delivery[] {
  const { story, owner, nowMs } = told;
  const isNews = isBreaking(topic.alert.breaking, story, alert);
  return topic.alert.channels.map((channel): Delivery => {
    const base: Delivery = {
      topic: topic.name,
      story: alert.story,
      chapter: alert.chapter,
      channel,
      id: idOf('delivery', alert.id, channel),
      state: 'pending',
      dueAtMs: nowMs,
      tryCount: 0,
      createdAtMs: nowMs,
      ...(isNews && { isBreaking: true }),
    };
    if (isNews || waitsForReaders(owner, channel)) return base;
    if (topic.alert.digest !== undefined) return heldForDigest(base, topic, nowMs, owner.timeZone);
    const dueAtMs = endOfQuietMs(topic, nowMs);
    return dueAtMs > nowMs ? { ...base, state: 'held', dueAtMs, reason: 'quiet hours' } : base;
  });
}

/** A feed is fetched when its readers like: nothing that is put into it disturbs anybody. */
export const waitsForReaders = ({ channels }: Pick<Owner, 'channels'>, channel: string) =>
  channels.some(({ name, type }) => name === channel && type === 'feed');

export function heldForDigest(delivery: Delivery, topic: Topic, nowMs: number, timeZone: string): Delivery {
  const { digest } = topic.alert;
  const atMs = digest === undefined ? nowMs : nextSlotMs(digest, nowMs, timeZone);
  const slot = { atMs, why: 'schedule' } as const;
  const dueAtMs = endOfQuietMs(topic, atMs) + limits.digestGraceMs;
  return { ...delivery, state: 'held', slot, dueAtMs, reason: 'waits for the digest' };
} // prettier-ignore

export const endOfQuietMs = ({ alert: { quiet } }: Topic, atMs: number) =>
  quiet === undefined ? atMs : quietUntilMs(quiet, atMs);

/** Whether a story is news for which the owner is woken up; `alert` is its newest. */
export function isBreaking(
  { texts, score }: Breaking = {},
  { independentCount }: Pick<Story, 'independentCount'>,
  alert: Pick<Alert, 'score' | 'threshold'>,
): boolean {
  const hasTexts = texts !== undefined && independentCount >= texts;
  return hasTexts || (score !== undefined && alert.score >= score * alert.threshold);
}

/** What still waits of a story that has become breaking news, as it is to be sent now; what a cap holds back stays. */
export function releasedOf(rows: readonly DeliveryRow[], nowMs: number): DeliveryRow[] {
  return rows
    .filter(({ delivery: { state, slot } }) => state === 'held' && slot?.why !== 'cap')
    .slice(0, limits.releasedAtOnceMax)
    .map(({ delivery, revision }) => ({
      revision,
      delivery: { ...delivery, state: 'pending', slot: undefined, dueAtMs: nowMs, reason: undefined, isBreaking: true },
    }));
} // prettier-ignore
