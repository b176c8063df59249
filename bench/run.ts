import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import RssParser from 'rss-parser';
import { loadConfig } from '../cli/config-file.ts';
import { openLocalWorld } from '../cli/local-world.ts';
import { runMonitor } from '../cli/monitor.ts';
import { readArticles } from '../sample/articles.ts';
import { openNewsroom, repeated } from '../sample/newsroom.ts';
import type { Config } from '../shared/domain/config.ts';
import { extract } from '../shared/extract/extract.ts';
import { parseFeed } from '../shared/feeds/parse.ts';
import { compile } from '../shared/match/compile.ts';
import { match } from '../shared/match/match.ts';
import type { Ports } from '../shared/pipeline/ports.ts';
import { tasks } from '../shared/pipeline/tasks.ts';
import { apply } from '../shared/pipeline/apply.ts';
import { articlesSince } from '../shared/store/articles.ts';
import { getFeeds } from '../shared/store/feeds.ts';
import { sketch } from '../shared/stories/sketch.ts';
import { analyse } from '../shared/text/analyse.ts';
import { keywords } from '../shared/text/keywords.ts';
import { inlineSandbox } from '../shared/worlds/sandbox/inline.ts';
import { childrenPeakMb, cpuMsAPage } from './sandbox/cost.ts';

/** The sample's day so many times over, in one burst. */
const rounds = 13;
const stageRounds = 5;
const waitMs = 100;
const limitMs = 300_000;

const root = fileURLToPath(new URL('..', import.meta.url));
/** Pages of the web weigh this much, where the sample's are small. */
const largePages = Array.from({ length: 40 }, () => ({ bytes: Buffer.alloc(100_000, 'a') }));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const sample = readArticles(join(root, 'sample/articles'));

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly peer?: string;
}

async function openSampleNewsroom(times: number) {
  return openNewsroom({
    articles: repeated(sample, times),
    minuteMs: 1,
    nowMs: Date.now,
    startedAtMs: Date.now(),
    elapsedMs: 0,
    ports: {},
    feedEntriesMax: 2_000,
  });
}

/** From the feeds over HTTP to the stored article and the alert, in one process, the newsroom in the same one. */
async function endToEnd(sandbox?: Ports['sandbox']): Promise<{
  articlesAMinute: number;
  articleCount: number;
  alertCount: number;
  childrenMb: number | undefined;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'rasid-bench-'));
  const newsroom = await openSampleNewsroom(rounds);
  let alertCount = 0;
  const world = openLocalWorld(folder, () => (alertCount += 1));
  try {
    const config: Config = await loadConfig(join(root, 'sample/rasid.yaml'), {
      examplesFolder: join(folder, 'examples'),
      feeds: newsroom.outlets.map(({ feedUrl, name }) => ({ url: feedUrl, name, everyMs: 1_000 })),
    });
    await apply(world.ports, config);
    const monitor = runMonitor(
      { ...world.ports, ...(sandbox && { sandbox }) },
      {
        tickMs: 250,
        onStageError: (error) => process.stderr.write(`${String(error)}\n`),
      },
    );
    const countStored = async () => {
      let count = 0;
      for await (const record of articlesSince(world.ports.table, Date.now() - 3_600_000, Date.now() + 1))
        count += record.id === '' ? 0 : 1;
      return count;
    };
    const ids = config.feeds.map(({ id }) => id);
    await until(async () => {
      const rows = await getFeeds(world.ports.table, ids);
      return ids.every((id) => rows.get(id)?.state.baselineAtMs !== undefined);
    });
    await until(async () => (await countStored()) >= newsroom.published().length);
    const before = await countStored();
    newsroom.publishAll();
    const total = newsroom.published().length;
    const startMs = Date.now();
    await until(async () => (await countStored()) >= total);
    const seconds = (Date.now() - startMs) / 1_000;
    const childrenMb = childrenPeakMb();
    await monitor.stop();
    return {
      articlesAMinute: ((total - before) / seconds) * 60,
      articleCount: total - before,
      alertCount,
      childrenMb,
    };
  } finally {
    await world.close();
    await newsroom.close();
    rmSync(folder, { recursive: true });
  }
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const endMs = Date.now() + limitMs;
  while (!(await isDone())) {
    if (Date.now() > endMs) throw new Error('the benchmark did not end in time');
    await pause(waitMs);
  }
}

/** Each stage alone over the sample's own feeds and pages, beside what a project would take from a package. */
async function perStage(): Promise<Figure[]> {
  const newsroom = await openSampleNewsroom(1);
  newsroom.publishAll();
  const read = async (url: string) => {
    const response = await fetch(url);
    return {
      url,
      bytes: Buffer.from(await response.arrayBuffer()),
      contentType: response.headers.get('content-type') ?? '',
    };
  };
  const feeds = await Promise.all(newsroom.outlets.map(({ feedUrl }) => read(feedUrl)));
  const pages = [];
  for (const outlet of newsroom.outlets) {
    for (const article of sample)
      if (article.outlet === outlet.key) pages.push(await read(outlet.urlOf(article)));
  }
  await newsroom.close();
  const config = await loadConfig(join(root, 'sample/rasid.yaml'), {
    examplesFolder: tmpdir(),
    feeds: feeds.map(({ url }) => ({ url, everyMs: 1_000 })),
  });
  const plan = compile(config.topics, analyse);
  const texts = sample.map((article) => ({
    ...article,
    text: article.paragraphs.join('\n\n'),
    publishedAtMs: Date.now(),
  }));

  const peer = new RssParser();
  return [
    { name: 'a page into the sandbox and back, ms of processor time', value: (await cpuMsAPage(pages)).toFixed(2), peer: `of 100 kB ${(await cpuMsAPage(largePages)).toFixed(2)}` },
    { name: 'feed parsed, ms', value: await msEach(feeds, (feed) => parseFeed(feed.bytes, { ...feed, nowMs: Date.now() })), peer: `rss-parser ${await msEach(feeds, ({ bytes }) => peer.parseString(bytes.toString('utf8')).catch(() => undefined))}` },
    { name: 'article taken out of a page, ms', value: await msEach(pages, (page) => extract(page.bytes, page)), peer: `Readability + linkedom ${await msEach(pages, ({ bytes }) => new Readability((parseHTML(bytes.toString('utf8')) as { document: never }).document).parse())}` },
    { name: 'text analysed, ms', value: await msEach(texts, ({ text, lang }) => analyse(text, lang)) },
    { name: 'keywords, ms', value: await msEach(texts, (article) => keywords(article)) },
    { name: `matched against ${config.topics.length} topics, ms`, value: await msEach(texts, (article) => match(plan, article, analyse)) },
    { name: 'sketched for stories, ms', value: await msEach(texts, (article) => sketch(article, analyse)) },
  ]; // prettier-ignore
}

async function msEach<T>(items: readonly T[], step: (item: T) => unknown): Promise<string> {
  for (const item of items) await step(item);
  const startMs = performance.now();
  for (let round = 0; round < stageRounds; round += 1) for (const item of items) await step(item);
  return ((performance.now() - startMs) / stageRounds / items.length).toFixed(2);
}

const peakMb = () => (process.resourceUsage().maxRSS / 1_024).toFixed(0);
const run = await endToEnd();
const ownMb = peakMb();
const inline = await endToEnd(inlineSandbox(tasks));
const figures: Figure[] = [
  { name: 'articles end to end, a minute', value: run.articlesAMinute.toFixed(0), peer: `without a sandbox ${inline.articlesAMinute.toFixed(0)}` },
  { name: 'articles in that run', value: String(run.articleCount) },
  { name: 'blocks printed in that run', value: String(run.alertCount) },
  { name: 'peak memory, MB', value: ownMb, peer: `without a sandbox ${peakMb()}` },
  { name: 'peak memory of the sandbox, MB', value: run.childrenMb?.toFixed(0) ?? 'NaN' },
  ...(await perStage()),
]; // prettier-ignore
const width = Math.max(...figures.map(({ name }) => name.length));
for (const { name, value, peer } of figures) {
  process.stdout.write(
    `${name.padEnd(width)}  ${value.padStart(8)}${peer === undefined ? '' : `   (${peer})`}\n`,
  );
}
process.stdout.write(
  `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? ''}; the newsroom ran in the same process.\n`,
);
const record = {
  at: new Date().toISOString(),
  node: process.version,
  ...Object.fromEntries(figures.map(({ name, value }) => [name, Number(value)])),
};
appendFileSync(join(root, 'bench/history.jsonl'), `${JSON.stringify(record)}\n`);
