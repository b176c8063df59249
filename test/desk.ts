import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArticles, type SampleArticle } from '../sample/articles.ts';
import { openNewsroom, type Newsroom } from '../sample/newsroom.ts';
import type { Alert } from '../shared/domain/alert.ts';
import { serve } from './pipeline/test-world.ts';

export interface Received {
  readonly isRepeat: boolean;
  readonly data: Alert;
  readonly headers: IncomingHttpHeaders;
}

export interface Hook {
  readonly url: string;
  readonly received: Received[];
  /** Called when an alert has arrived, before it is answered. */
  onArrival: () => void;
  close(): Promise<void>;
}

/** A webhook's far end. */
export async function openHook(): Promise<Hook> {
  const received: Received[] = [];
  const server = await serve((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      received.push({ ...(JSON.parse(body) as Omit<Received, 'headers'>), headers: request.headers });
      hook.onArrival();
      response.writeHead(204).end();
    });
  });
  const hook: Hook = { url: `${server.origin}/x`, received, onArrival: () => undefined, close: () => server.close() };
  return hook;
} // prettier-ignore

const root = fileURLToPath(new URL('../', import.meta.url));

export async function openSampleNewsroom(clock: {
  minuteMs: number;
  nowMs: () => number;
}): Promise<Newsroom> {
  return openNewsroom({
    ...clock,
    articles: readArticles(join(root, 'sample/articles')),
    startedAtMs: clock.nowMs(),
    elapsedMs: 0,
    ports: {},
    feedEntriesMax: 50,
  });
}

/** A folder with a config: the sample's topics on a newsroom's feeds, alerting a webhook. */
export async function deskFolder(
  newsroom: Newsroom,
  hook: { url: string; secret?: string },
  feedsMore: readonly string[] = [],
): Promise<{ folder: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'rasid-desk-'));
  await cp(join(root, 'sample/topics'), join(folder, 'topics'), { recursive: true });
  for (const name of await readdir(join(folder, 'topics'))) {
    if (!name.endsWith('.yaml')) continue;
    const file = join(folder, 'topics', name);
    await writeFile(file, (await readFile(file, 'utf8')).replace('[console, feed]', '[hook]'));
  }
  const feeds = [...newsroom.outlets.map(({ feedUrl }) => feedUrl), ...feedsMore];
  const secret = hook.secret === undefined ? '' : `, secret: ${hook.secret}`;
  const config = [
    'feeds:',
    ...feeds.map((url) => `  - { url: "${url}", every: 1s }`),
    `channels: { hook: { type: webhook, url: "${hook.url}"${secret} } }`,
    'allowNets: [127.0.0.0/8]',
    'hostGap: 0s',
    '',
  ];
  await writeFile(join(folder, 'rasid.yaml'), config.join('\n'));
  return { folder, close: () => rm(folder, { recursive: true }) };
}

/** The articles that a topic's owner wants to hear of. */
export const wantedOf = (articles: readonly SampleArticle[]) =>
  articles.filter(({ label, at }) => label === 'true' && at > 0);
