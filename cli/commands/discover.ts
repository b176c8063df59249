import { existsSync } from 'node:fs';
import { isolate } from '../../shared/channels/message.ts';
import type { FeedDocument } from '../../shared/domain/feed.ts';
import { wallIn } from '../../shared/net/walls.ts';
import { webFor } from '../../shared/pipeline/configured-web.ts';
import type { Web, WebResponse } from '../../shared/ports/web.ts';
import { realClock } from '../../shared/worlds/local/clock.ts';
import { addFeeds, type Added } from '../config-edit.ts';
import { readRasid } from '../config-file.ts';
import { failure, usageError } from '../output.ts';
import { inSandbox } from '../sandbox/in-sandbox.ts';

export interface Discovered {
  readonly feeds: readonly FoundFeed[];
  /** Candidates that are none, and why. */
  readonly others: readonly { readonly url: string; readonly reason: string }[];
  readonly written?: Added & { readonly config: string };
}

export interface FoundFeed {
  readonly url: string;
  readonly title?: string | undefined;
  readonly entryCount: number;
  readonly newestAtMs?: number | undefined;
}

/** A page that names more is not asked for all of them. */
const lookedAtMax = 8;
/** Between two requests to what is mostly one host. */
const hostGapMs = 1_000;

/** The feeds that a page names, best first, each fetched and read; or the one that the URL itself is. */
export async function discover(url: string, how: { config: string; add?: true }): Promise<Discovered> {
  if (how.add === true && !existsSync(how.config)) throw usageError(`${how.config} is not there. \`rasid init\` writes one to begin with.`); // prettier-ignore
  const settings = existsSync(how.config) ? readRasid(how.config) : undefined;
  const web = webFor(settings && { config: settings });
  try {
    const page = await answerOf(web, url);
    if (typeof page === 'string') throw failure(`${url}: ${page}.`);
    const itself = await documentOf(page);
    if (typeof itself !== 'string') return write({ feeds: [found(url, itself)], others: [] }, how);
    const feeds: FoundFeed[] = [];
    const others: { url: string; reason: string }[] = [];
    const named = await inSandbox(
      'discoverFeeds',
      { ...documentIn(page), linkHeader: page.headers['link'] ?? '' },
      { shared: {} },
    );
    const candidates = named.slice(0, lookedAtMax);
    for (const candidate of candidates) {
      await realClock().sleep(settings?.hostGapMs ?? hostGapMs);
      const answer = await answerOf(web, candidate.url);
      const document = typeof answer === 'string' ? answer : await documentOf(answer);
      if (typeof document === 'string') others.push({ url: candidate.url, reason: document });
      else feeds.push(found(candidate.url, document));
    }
    return write({ feeds, others }, how);
  } finally {
    await web.close();
  }
}

async function answerOf(web: Web, url: string): Promise<WebResponse | string> {
  const answer = await web.fetch({ url });
  if (answer.kind === 'failed') return `it could not be fetched (${answer.reason}: ${answer.detail})`;
  const wall = wallIn(answer);
  if (wall !== undefined) return wall;
  return answer.status === 200 ? answer : `it answered HTTP ${answer.status}`;
}

/** The feed in an answer, or why it is none. */
async function documentOf(answer: WebResponse): Promise<FeedDocument | string> {
  const nowMs = realClock().nowMs();
  const parsed = await inSandbox('parseFeed', { ...documentIn(answer), nowMs }, { shared: {} });
  return parsed.kind === 'feed' ? parsed.document : `no feed: ${parsed.detail}`;
}

const documentIn = ({ body, url, headers: { 'content-type': contentType } }: WebResponse) => ({
  bytes: body,
  url,
  ...(contentType !== undefined && { contentType }),
});

function found(url: string, { title, entries }: FeedDocument): FoundFeed {
  const dates = entries.flatMap(({ publishedAtMs }) => publishedAtMs ?? []);
  return {
    url,
    title,
    entryCount: entries.length,
    ...(dates.length > 0 && { newestAtMs: Math.max(...dates) }),
  };
}

function write(discovered: Discovered, how: { config: string; add?: true }): Discovered {
  const [best] = discovered.feeds;
  if (how.add !== true || best === undefined) return discovered;
  return {
    ...discovered,
    written: { ...addFeeds(how.config, [{ url: best.url, name: best.title }]), config: how.config },
  };
}

export function discoverLines({ feeds, others, written }: Discovered): string[] {
  const lines = feeds.flatMap(({ url, title, entryCount, newestAtMs }) => {
    const newest = newestAtMs === undefined ? '' : `, the newest of ${new Date(newestAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`; // prettier-ignore
    return [isolate(title ?? url), `  ${url}`, `  ${entryCount} entries${newest}`];
  });
  const [added] = written?.added ?? [];
  return [
    ...(feeds.length === 0 ? ['It names no feed that can be read.'] : lines),
    ...others.map(({ url, reason }) => `not ${url}: ${reason}`),
    ...(written === undefined
      ? []
      : [added === undefined ? `${written.config} has it already.` : `${added.url} is written into ${written.config}; \`rasid apply\` takes it over.`]),
  ]; // prettier-ignore
}
