import { expect } from 'vitest';
import { cpuMsOf } from '../../bench/process-meter.ts';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';
import { articleIdOf } from '../../shared/pipeline/article-of.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { getArticle, getArticleObject } from '../../shared/store/articles.ts';
import { getDeliveries } from '../../shared/store/deliveries.ts';
import { getFeeds } from '../../shared/store/feeds.ts';
import { idOf } from '../../shared/store/ids.ts';
import { getHit } from '../../shared/store/stories.ts';
import { openHook, type Hook } from '../desk.ts';
import { goodArticles, goodName, openGoodOutlet, type GoodArticle, type GoodOutlet } from './good-outlet.ts';
import { hostileOutlets, openHostile, type Flood, type OpenHostile } from './outlets.ts';

/** A Rasid that watches what `press` publishes, whatever it runs on. */
export interface World {
  readonly ports: Pick<Ports, 'table' | 'blobs'>;
  /** All that it has printed for its owner. */
  printed(): string;
  /** What has failed in it, where that is no end of the world. */
  failures(): readonly string[];
  /** Why it has ended by itself, which nothing hostile may bring about. */
  ended(): string | undefined;
  close(): Promise<void>;
}

export interface Press {
  readonly good: GoodOutlet;
  readonly hostile: readonly OpenHostile[];
  readonly hook: Hook;
  close(): Promise<void>;
}

export async function openPress(flood: Flood): Promise<Press> {
  const [good, hook] = await Promise.all([openGoodOutlet(), openHook()]);
  const hostile = await Promise.all(
    Object.keys(hostileOutlets).map((name) => openHostile(name, good, flood)),
  );
  return {
    good,
    hostile,
    hook,
    async close() {
      for (const one of [good, hook, ...hostile]) await one.close();
    },
  };
}

/** The config of the desk: hostile feeds first, as if they had been there before. */
export const configOf = ({ good, hostile, hook }: Press, hostileEvery: string): string =>
  [
    'feeds:',
    ...hostile.map(({ feedUrl }) => `  - { url: "${feedUrl}", every: ${hostileEvery} }`),
    `  - { url: "${good.feedUrl}", every: 1s }`,
    `channels: { hook: { type: webhook, url: "${hook.url}" } }`,
    'allowNets: [127.0.0.0/8]',
    '',
  ].join('\n');
export const topicFileOf = ({ topic }: GoodArticle): string =>
  `topic: ${topic}\nall: { it: [${topic}] }\nalert: { channels: [hook], when: now }\n`;

/** So many looks at the good outlet's feed, and an article that it shows has alerted or is lost. */
const pollsMax = 300;
/** And so much of the processor between two looks: then something stands still that works all the same. */
const cpuMsBetweenMax = 600_000;
const pauseMs = 50;

/** Waits for progress: the clock ends nothing, polls and the processor do. */
async function until(what: string, { good }: Press, world: World, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const first = good.pollCount();
  let [polls, cpuMs] = [first, cpuMsOf(process.pid)];
  while (!(await isSo())) {
    const ended = world.ended();
    if (ended !== undefined) throw new Error(`${what}: Rasid has ended: ${ended}`);
    const spent = cpuMsOf(process.pid) - cpuMs;
    if (good.pollCount() > polls) [polls, cpuMs] = [good.pollCount(), cpuMsOf(process.pid)];
    else if (spent > cpuMsBetweenMax) throw new Error(`${what}: no look at the good outlet for ${spent} ms of the processor; ${world.failures().join('; ')}`);
    if (polls - first > pollsMax) throw new Error(`${what}: not after ${pollsMax} looks at the good outlet; ${world.failures().join('; ')}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
} // prettier-ignore

/** Alerts of the good outlet come, all of them and as they are, while every hostile one does what it can. */
export async function expectGoodUnharmed(press: Press, world: World): Promise<void> {
  const { good, hostile, hook } = press;
  const feedIds = [...hostile, good].map(({ feedUrl }) => idOf('feed', canonicalUrl(feedUrl) ?? feedUrl));
  const goodId = feedIds.at(-1)!;
  await until('a first look', press, world, async () => {
    const rows = await getFeeds(world.ports.table, feedIds);
    return rows.get(goodId)?.state.baselineAtMs !== undefined;
  });
  await until('a first harm of each', press, world, () =>
    hostile.every(({ hostileCount }) => hostileCount() > 0),
  );
  const alertsOf = (article: GoodArticle) =>
    hook.received.filter(({ isRepeat, data }) => !isRepeat && data.topic === article.topic);
  // News does not wait for the alert of the news before.
  for (const article of goodArticles) {
    const polls = good.pollCount();
    good.publish(article);
    await until(`a look at ${article.topic}`, press, world, () => good.pollCount() > polls);
  }
  for (const article of goodArticles)
    await until(`the alert of ${article.topic}`, press, world, () => alertsOf(article).length > 0);
  const polls = good.pollCount();
  await until('looks after the last alert', press, world, () => good.pollCount() > polls + 2);

  for (const article of goodArticles) {
    await until(`what ${article.topic} owes`, press, world, async () => (await owedBy(good, world, article)).length === 0); // prettier-ignore
    expectAsPublished(good, article, alertsOf(article).map(({ data }) => data)); // prettier-ignore
    await expectInLedger(good, world, article);
  }
  expectNothingFalse(press);
  expect(printable(world.printed())).toBe(world.printed());
  // A stranger's links are asked for in turns, not before the outlet's own news.
  const rounds = hostile.reduce((sum, one) => sum + one.hostileCount(), 0);
  expect(good.strangeCount()).toBeLessThanOrEqual(strangePerRoundMax * rounds);
}

const strangePerRoundMax = 100;

function expectAsPublished(
  good: GoodOutlet,
  article: GoodArticle,
  alerts: Hook['received'][number]['data'][],
) {
  expect(alerts).toHaveLength(1);
  const [alert] = alerts;
  expect(alert?.article).toMatchObject({ url: good.urlOf(article), title: article.title, outlet: goodName });
  expect(alert?.article.lead).toContain(article.sentences[0]);
  expect(alert?.article.textFromFeed).toBeUndefined();
}

const recordOf = async (good: GoodOutlet, { ports }: World, article: GoodArticle) => {
  const url = good.urlOf(article);
  return (await getArticle(ports.table, articleIdOf(canonicalUrl(url) ?? url)))?.record;
};

/** Deliveries of it that are not sent. */
async function owedBy(good: GoodOutlet, world: World, article: GoodArticle) {
  const record = await recordOf(good, world, article);
  const hit = record && (await getHit(world.ports.table, article.topic, record.id));
  if (hit === undefined) throw new Error(`${article.topic} is not in the ledger`);
  const deliveries = await getDeliveries(world.ports.table, article.topic, hit.story);
  return deliveries.filter(({ state }) => state !== 'sent');
}

async function expectInLedger(good: GoodOutlet, world: World, article: GoodArticle) {
  const record = await recordOf(good, world, article);
  expect(record).toMatchObject({ title: article.title, outlet: goodName, hits: [article.topic] });
  const stored = record && (await getArticleObject(world.ports.blobs, record.objectKey));
  expect(stored?.article.text).toBe(article.sentences.join('\n\n'));
}

/** No alert of anybody else speaks in the good outlet's name, and none carries what no address or title may. */
function expectNothingFalse({ good, hook }: Press) {
  for (const { data } of hook.received) {
    const { url, title, outlet } = data.article;
    expect(url).toMatch(/^https?:\/\//u);
    expect([printable(title), printable(outlet), printable(url)]).toEqual([title, outlet, url]);
    const isGood = goodArticles.some((article) => url === good.urlOf(article) && title === article.title);
    expect(isGood || (outlet !== goodName && !url.startsWith(`${good.origin}/`)), JSON.stringify(data.article)).toBe(true); // prettier-ignore
  }
}

/** Without what a terminal would obey, and without what turns a line round; Rasid itself keeps directions apart by isolates. */
const printable = (text: string) => text.replace(/[^\P{Cc}\n\t]|[\u202A-\u202E]/gu, '');
