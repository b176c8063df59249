import type { Digest } from '../../shared/domain/digest.ts';
import type { Notice } from '../../shared/domain/notice.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { getDeliveries, type Delivery } from '../../shared/store/deliveries.ts';
import { getHead } from '../../shared/store/stories.ts';
import { seededRandom } from '../../shared/worlds/local/random.ts';
import { minuteMs, outletWith, startMs, worldWith } from './outlet.ts';
import { configOf, type Item, type TestWorld } from './test-world.ts';

export const hourMs = 60 * minuteMs;
export const topic = 'detainees';

/** Sentences about events that have nothing in common but the word that the topic wants. */
export const events = [
  'محاكمة معتقل في الموصل اليوم',
  'وفاة معتقل بمستشفى البصرة أمس',
  'إضراب معتقل عن الطعام في طرابلس',
  'زواج معتقل سابق من صحفية فرنسية',
  'كتاب معتقل يفوز بجائزة الرواية',
  'لوحات معتقل تعرض بمتحف القاهرة',
  'محامو معتقل يطلبون إعادة النظر',
  'والدة معتقل تناشد الصليب الأحمر',
] as const;

export interface Printed {
  readonly alert?: { readonly article: { readonly title: string } };
  readonly digest?: Digest;
  readonly notice?: Notice;
  readonly isRepeat: boolean;
}

/** Words that nothing else has: each article has a text of its own. */
export function wordsOf(seed: number, count: number): string {
  const random = seededRandom(seed);
  const letters = Array.from('ابتثجحخدرزسشصضطظعغفقكلمنهوي');
  const word = () => Array.from({ length: 6 }, () => letters[Math.floor(random.fraction() * letters.length)]).join('');
  return Array.from({ length: count }, word).join(' ');
} // prettier-ignore

/** A desk with one feed and one topic, whose console writes down what it is told. */
export async function openDesk(
  fields: Parameters<typeof configOf>[1] = {},
  how: { startMs?: number; wrap?: (ports: Ports) => Ports; onPrint?: (printed: Printed) => void } = {},
) {
  const items: Item[] = [];
  const outlet = await outletWith(items);
  const printed: Printed[] = [];
  const world = await worldWith(how.startMs ?? startMs, {
    wrap: (ports) => {
      const print: Ports['print'] = (_, record) => {
        how.onPrint?.(record as Printed);
        printed.push(record as Printed);
      };
      return (how.wrap ?? ((same: Ports) => same))({ ...ports, print });
    },
  });
  await apply(world.ports, configOf([outlet.url], fields));
  await world.tick();
  let count = 0;
  const articleOf = (sentence: string): Item => {
    count += 1;
    return { id: `p${count}`, title: sentence, text: `${sentence}. ${wordsOf(1_000_000 + count, 12)}.`, atMs: world.nowMs() + minuteMs };
  };
  /** Publishes, and polls a moment later. */
  const publish = async (...sentences: string[]) => {
    items.push(...sentences.map(articleOf));
    world.advance(11 * minuteMs);
    await world.tick();
  };
  /** Lets time pass with a tick every so often, as the scheduler does. */
  const wait = async (ms: number, stepMs = 10 * minuteMs) => {
    for (let passedMs = 0; passedMs < ms; passedMs += stepMs) {
      world.advance(stepMs);
      await world.tick();
    }
  };
  return { world, outlet, printed, publish, wait };
} // prettier-ignore

/** All deliveries of the topic's stories. */
export async function ledgerOf({ ports }: TestWorld): Promise<Delivery[]> {
  const { head } = await getHead(ports.table, topic);
  const stories = await Promise.all(head.recent.map(({ story }) => getDeliveries(ports.table, topic, story)));
  return stories.flat();
}

export const titlesOf = (printed: readonly Printed[]): string[] =>
  printed.flatMap(({ alert, digest }) => [
    ...(alert === undefined ? [] : [alert.article.title]),
    ...(digest?.items.map(({ title }) => title) ?? []),
  ]);
