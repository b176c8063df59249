import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readArticles } from '../sample/articles.ts';
import { openDesk } from '../sample/desk.ts';
import { openNewsroom, type Newsroom } from '../sample/newsroom.ts';
import type { Config } from '../shared/domain/config.ts';
import { makePrivateFolder } from '../shared/worlds/local/private.ts';
import { loadConfig } from './config-file.ts';

const sampleFolder = join(dirname(fileURLToPath(import.meta.url)), '../sample');
/** A minute of the newsroom's day: two hours of news in three minutes. */
const minuteMs = 1_500;
const everyMs = 3_000;
const saveMs = 250;
/** The topic whose alerts come as a daily digest, and how far the newsroom's day is then: nearly over. */
const digested = { topic: 'port-strike', afterMs: 150_000 } as const;
/** The topic that also alerts a webhook, which is down when it is needed first. */
const desked = { topic: 'nile-floods', downMs: 20_000 } as const;

/** Where the newsroom's day stands, so that a later start goes on there. */
const Saved = z.strictObject({
  startedAtMs: z.number(),
  elapsedMs: z.number(),
  ports: z.record(z.string(), z.number()),
});

export interface Sample {
  readonly config: Config;
  /** Starts the newsroom's clock. */
  open(): void;
  close(): Promise<void>;
}

/**
 * The sample newsroom on loopback and the config that watches it. A day that is over begins anew, with an empty
 * store; one that was broken off goes on, on the same ports: addresses are what articles are known by.
 */
export async function openSample(
  folder: string,
  nowMs: () => number,
  say: (line: string) => void,
): Promise<Sample> {
  const file = join(folder, 'newsroom.json');
  const articles = readArticles(join(sampleFolder, 'articles'));
  const lastMinute = Math.max(...articles.map(({ at }) => at));
  let saved = readSaved(file);
  if (saved !== undefined && saved.elapsedMs > (lastMinute + 2) * minuteMs) {
    rmSync(folder, { recursive: true, force: true });
    saved = undefined;
  }
  const newsroom = await openNewsroom({
    articles,
    minuteMs,
    nowMs,
    startedAtMs: saved?.startedAtMs ?? nowMs(),
    elapsedMs: saved?.elapsedMs ?? 0,
    ports: saved?.ports ?? {},
  });
  makePrivateFolder(folder);
  save(file, newsroom);
  const saving = setInterval(() => {
    save(file, newsroom);
  }, saveMs);
  const desk = await openDesk({ nowMs, downMs: desked.downMs, say });
  const loaded = await loadConfig(join(sampleFolder, 'rasid.yaml'), {
    examplesFolder: join(folder, 'examples'),
    feeds: newsroom.outlets.map(({ feedUrl, name }) => ({ url: feedUrl, name, everyMs })),
  });
  const digestAtMs = nowMs() + Math.max(0, digested.afterMs - newsroom.elapsedMs());
  return {
    config: withDeskAndDigest(loaded, desk.url, digestAtMs),
    open: () => newsroom.open(),
    async close() {
      clearInterval(saving);
      save(file, newsroom);
      await desk.close();
      await newsroom.close();
    },
  };
}

/** Nobody waits a day for the sample's daily digest: it comes at the first minute of the clock after the given time. */
function withDeskAndDigest(config: Config, deskUrl: string, digestAtMs: number): Config {
  const minute = Math.ceil(digestAtMs / 60_000) % (24 * 60);
  const digest = { kind: 'daily', minute, timeZone: 'UTC' } as const;
  return {
    ...config,
    channels: [...config.channels, { name: 'desk', type: 'webhook', url: deskUrl }],
    topics: config.topics.map((topic) => {
      const { alert } = topic;
      if (topic.name === digested.topic) return { ...topic, alert: { ...alert, digest } };
      if (topic.name !== desked.topic) return topic;
      return { ...topic, alert: { ...alert, channels: [...alert.channels, 'desk'] } };
    }),
  };
}

function readSaved(file: string): z.infer<typeof Saved> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return Saved.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** A new file under the old name: a kill in the middle leaves one of the two whole. */
function save(file: string, newsroom: Newsroom): void {
  const ports = Object.fromEntries(newsroom.outlets.map(({ key, port }) => [key, port]));
  const state: z.infer<typeof Saved> = {
    startedAtMs: newsroom.startedAtMs(),
    elapsedMs: newsroom.elapsedMs(),
    ports,
  };
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}
