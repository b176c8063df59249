import type { SampleArticle } from '../../sample/articles.ts';
import type { Newsroom } from '../../sample/newsroom.ts';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';
import { articleIdOf } from '../../shared/pipeline/article-of.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { articleIdOfUrl, getArticle } from '../../shared/store/articles.ts';
import { getDeliveries } from '../../shared/store/deliveries.ts';
import { getFeeds } from '../../shared/store/feeds.ts';
import { idOf } from '../../shared/store/ids.ts';
import { getHit } from '../../shared/store/stories.ts';
import type { Hook } from '../desk.ts';

export async function until(what: () => string, isSo: () => Promise<boolean> | boolean, limitMs: number): Promise<void> {
  for (const endMs = Date.now() + limitMs; !(await isSo()); await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (Date.now() > endMs) throw new Error(`not within ${limitMs} ms: ${what()}`);
  }
} // prettier-ignore

export const feedIdsOf = ({ outlets }: Newsroom) => outlets.map(({ feedUrl }) => idOf('feed', canonicalUrl(feedUrl) ?? feedUrl)); // prettier-ignore

/** When each feed's first look was; undefined for one that has not been looked at. */
export async function baselinesOf(newsroom: Newsroom, { table }: Pick<Ports, 'table'>) {
  const ids = feedIdsOf(newsroom);
  const rows = await getFeeds(table, ids);
  return ids.map((id) => rows.get(id)?.state.baselineAtMs);
}

export async function articleOf(newsroom: Newsroom, { table }: Pick<Ports, 'table'>, article: SampleArticle) {
  const url = newsroom.outlets.find(({ key }) => key === article.outlet)?.urlOf(article) ?? '';
  const canonical = canonicalUrl(url) ?? url;
  return (await getArticle(table, (await articleIdOfUrl(table, canonical)) ?? articleIdOf(canonical)))
    ?.record;
}

/** Whether every article published by now is read, and whatever its hits owe is sent. What was so once stays so. */
export function settlement(newsroom: Newsroom, ports: Ports): () => Promise<boolean> {
  const settled = new Set<string>();
  return async () => {
    for (const article of newsroom.published()) {
      if (settled.has(article.id)) continue;
      const record = await articleOf(newsroom, ports, article);
      if (record === undefined) return false;
      for (const topic of record.hits) {
        const hit = await getHit(ports.table, topic, record.id);
        if (hit === undefined) return false;
        const deliveries = await getDeliveries(ports.table, topic, hit.story);
        if (deliveries.some(({ state }) => state !== 'sent')) return false;
      }
      settled.add(article.id);
    }
    return true;
  };
}

/** The last minutes of steps as long as they can be with no topic's articles in two minutes of one. */
export function stepsOf(articles: readonly SampleArticle[]): number[] {
  const topicsAt = new Map<number, string[]>();
  for (const { at, topic } of articles) {
    if (at > 0) topicsAt.set(at, [...(topicsAt.get(at) ?? []), topic]);
  }
  const steps: number[] = [];
  let topics = new Set<string>();
  let last: number | undefined;
  for (const [minute, inMinute] of [...topicsAt].sort(([one], [other]) => one - other)) {
    if (last !== undefined && inMinute.some((topic) => topics.has(topic))) {
      steps.push(last);
      topics = new Set();
    }
    for (const topic of inMinute) topics.add(topic);
    last = minute;
  }
  return last === undefined ? [] : [...steps, last];
}

/** What a desk was told, repeats of one sending aside. */
export function told({ received }: Hook) {
  return received
    .filter(({ isRepeat }) => !isRepeat)
    .map(({ data: { id, topic, article, chapter, newFacts, evidence } }) => ({ id, topic, url: article.url, chapter, newFacts, evidence })); // prettier-ignore
}
