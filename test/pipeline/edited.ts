import type { Alert } from '../../shared/domain/alert.ts';
import type { Topic } from '../../shared/domain/topic.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { wordsOf } from './desk-of.ts';
import { minuteMs, outletWith, startMs, stored, worldWith } from './outlet.ts';
import { configOf, topicOf, type Item } from './test-world.ts';

export const detainees = topicOf('detainees', { any: ['معتقل'] });
export const asking = topicOf('detainees', { any: ['معتقل'], alert: { channels: ['console'], backfill: false, edits: true } }); // prettier-ignore
export const told = (sentence: string, seed = 1) => ({
  title: sentence,
  text: `${sentence}. ${wordsOf(seed, 12)}.`,
});

/** A feed under watch, whose first look had `before`. */
export async function watched(topics: readonly Topic[], before: Item[] = [], wrap?: (ports: Ports) => Ports) {
  const items = before;
  const outlet = await outletWith(items);
  const world = await worldWith(startMs, wrap === undefined ? {} : { wrap });
  await apply(world.ports, configOf([outlet.url], { topics }));
  await world.tick();
  const look = async () => {
    world.advance(11 * minuteMs);
    await world.tick();
  };
  const publish = async (id: string, words: Pick<Item, 'title' | 'text'>) => {
    items.unshift({ id, ...words, atMs: world.nowMs() + minuteMs });
    await look();
  };
  const edit = async (id: string, words: Partial<Item>) => {
    const at = items.findIndex((item) => item.id === id);
    items[at] = { ...items[at]!, ...words };
    await look();
  };
  const pageReads = (id: string) => outlet.seen.filter(({ path }) => path === `/a/${id}`).length;
  const recordOf = async (id: string) =>
    (await stored(world.ports)).find(({ url }) => url === `${outlet.origin}/a/${id}`)!;
  // What the owner is told of the feed is no alert.
  const alerts = () => (world.alerts as (Alert | undefined)[]).flatMap((alert) => alert ?? []);
  const facts = () => alerts().map(({ chapter, newFacts }) => [chapter, ...newFacts]);
  return { world, outlet, items, look, publish, edit, pageReads, recordOf, alerts, facts };
}
