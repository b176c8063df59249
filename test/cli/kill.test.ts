import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openLocalWorld } from '../../cli/local-world.ts';
import { readArticles } from '../../sample/articles.ts';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';
import { articleIdOf } from '../../shared/pipeline/article-of.ts';
import { getDeliveries } from '../../shared/store/deliveries.ts';
import { getFeeds } from '../../shared/store/feeds.ts';
import { idOf } from '../../shared/store/ids.ts';
import { getHit } from '../../shared/store/stories.ts';
import { deskFolder, openHook, openSampleNewsroom, wantedOf } from '../desk.ts';
import { rasid } from './rasid.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const killCount = 20;
const killWithinMs = 1_800;
const minuteMs = 250;
const closers: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function setUp() {
  const hook = await openHook();
  closers.push(() => hook.close());
  const newsroom = await openSampleNewsroom({ minuteMs, nowMs: Date.now });
  closers.push(() => newsroom.close());
  const desk = await deskFolder(newsroom, hook);
  closers.push(() => desk.close());
  const articles = readArticles(join(root, 'sample/articles'));
  return { folder: desk.folder, newsroom, articles, received: hook.received };
}

describe('rasid start, killed', () => {
  it(
    `sends every alert of its ledger once over ${killCount} kills at random moments, and misses no article`,
    { timeout: 400_000 },
    async () => {
      const { folder, newsroom, articles, received } = await setUp();
      const state = join(folder, '.rasid');
      const world = openLocalWorld(state, () => undefined);
      closers.push(() => world.close());
      const feedIds = newsroom.outlets.map(({ feedUrl }) => idOf('feed', canonicalUrl(feedUrl) ?? feedUrl));

      const first = rasid(folder, 'start', '--port', '0');
      await first.until('Rasid watches 10 feeds');
      const hasBaseline = async () => {
        const rows = await getFeeds(world.ports.table, feedIds);
        return feedIds.every((id) => rows.get(id)?.state.baselineAtMs !== undefined);
      };
      for (const endMs = Date.now() + 30_000; !(await hasBaseline()) && Date.now() < endMs;) await pause(100);
      newsroom.open();
      await pause(Math.random() * killWithinMs);
      first.process.kill('SIGKILL');
      await first.ended;

      for (let kill = 1; kill < killCount; kill += 1) {
        const run = rasid(folder, 'start', '--port', '0');
        await run.until('Rasid watches 10 feeds');
        await pause(Math.random() * killWithinMs);
        run.process.kill('SIGKILL');
        await run.ended;
      }

      const wanted = wantedOf(articles);
      const hitOf = async (article: (typeof articles)[number]) => {
        const outlet = newsroom.outlets.find(({ key }) => key === article.outlet)!;
        return getHit(world.ports.table, article.topic, articleIdOf(outlet.urlOf(article)));
      };
      const deliveriesOf = async () => {
        const hits = await Promise.all(wanted.map(hitOf));
        const stories = new Map(hits.flatMap((hit) => (hit === undefined ? [] : [[hit.story, hit.topic]])));
        const all = [];
        for (const [story, topic] of stories)
          all.push(...(await getDeliveries(world.ports.table, topic, story)));
        return { hits, all };
      };
      const last = rasid(folder, 'start', '--port', '0');
      await last.until('Rasid watches 10 feeds');
      // What a kill has left under way is taken up again after its lease, a poll and then a read.
      const endMs = Date.now() + 250_000;
      for (;;) {
        const { hits, all } = await deliveriesOf();
        if (hits.every((hit) => hit !== undefined) && all.every(({ state: one }) => one === 'sent')) break;
        if (Date.now() > endMs) break;
        await pause(250);
      }
      last.process.kill('SIGINT');
      expect(await last.ended).toEqual({ code: 0, signal: null });

      const { hits, all } = await deliveriesOf();
      expect(wanted.filter((_, index) => hits[index] === undefined).map(({ id }) => id)).toEqual([]);
      const sent = all.filter(({ state: one }) => one === 'sent');
      expect(sent).toHaveLength(all.length);

      // What the receiver got: the ledger's alerts, each once; again only where a kill left the outcome unknown.
      const firstTime = received.filter(({ isRepeat }) => !isRepeat).map(({ data }) => data.id);
      expect(new Set(firstTime).size).toBe(firstTime.length);
      const ids = new Set(received.map(({ data }) => data.id));
      expect(ids.size).toBe(all.length);
      const alerted = [...new Map(received.map(({ data }) => [data.id, data.article.url])).values()];
      expect(new Set(alerted).size).toBe(alerted.length);
      const wantedUrls = new Set(
        wanted.map((article) => newsroom.outlets.find(({ key }) => key === article.outlet)!.urlOf(article)),
      );
      expect(alerted.filter((url) => !wantedUrls.has(url))).toEqual([]);
    },
  );
});
