import type { Config } from '../domain/config.ts';
import { forbidsKeeping } from '../net/robots.ts';
import type { Claimed } from '../net/speaks-for.ts';
import { webLimits, type WebOutcome } from '../ports/web.ts';
import { limits } from './limits.ts';
import { openGate, pacedFetch, type Busy, type Gate, type PacedPorts } from './paced-fetch.ts';
import { robotsOf } from './robots.ts';

export interface FetchedPage {
  readonly kind: 'page';
  readonly bytes: Uint8Array;
  readonly url: string;
  readonly contentType: string | undefined;
}
/** No try will bring the article: the feed's own text has to do. */
export interface NoPage {
  readonly kind: 'unreadable';
  readonly reason: string;
  /** The page that was there, where it holds no article. */
  readonly shown?: Claimed | undefined;
}

export type PageOutcome =
  | FetchedPage
  | NoPage
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs?: number | undefined }
  | Busy;

/** Fetches an article's page, where the publisher lets it be read. */
export async function fetchPage(
  ports: PacedPorts,
  link: string,
  { hostGapMs, robots }: Pick<Config, 'hostGapMs' | 'robots'>,
): Promise<PageOutcome> {
  const isHonoured = robots === 'honour';
  const fetched = await pacedFetch(
    ports,
    { url: link, headers: { accept: pageTypes }, bodyBytesMax: limits.pageBodyBytesMax },
    isHonoured ? robotsGate(ports, hostGapMs) : openGate(hostGapMs),
  );
  if (fetched.kind === 'busy') return fetched;
  if (fetched.kind === 'shut') return fetched.why;
  const { answer, retryAfterMs } = fetched;
  if (isHonoured && answer.kind === 'response' && forbidsKeeping(answer.headers['x-robots-tag'])) {
    return { kind: 'unreadable', reason: 'the publisher’s X-Robots-Tag forbids it' };
  }
  return pageOf(answer, retryAfterMs);
}

/** Opens for what the robots.txt of the page's host allows, and keeps its Crawl-delay. */
function robotsGate(ports: PacedPorts, hostGapMs: number): Gate<PageOutcome> {
  return async (url) => {
    // What is no address at all is the client's to refuse.
    if (!/^https?:/u.test(url) || url.length > webLimits.urlCharsMax)
      return { kind: 'open', gapMs: hostGapMs };
    const robots = await robotsOf(ports, url, hostGapMs);
    if (robots.kind !== 'rules') return { kind: 'shut', why: robots };
    if (robots.rules.allows(url))
      return { kind: 'open', gapMs: Math.max(hostGapMs, robots.rules.crawlDelayMs) };
    return { kind: 'shut', why: { kind: 'unreadable', reason: 'the publisher’s robots.txt forbids it' } };
  };
}

const pageTypes = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1';

function pageOf(answer: WebOutcome, waitMs: number | undefined): PageOutcome {
  if (answer.kind === 'failed') {
    const reason = `the page could not be fetched (${answer.reason})`;
    const isFinal = ['bad-url', 'refused-address', 'too-large', 'too-many-redirects'].includes(answer.reason);
    return isFinal ? { kind: 'unreadable', reason } : { kind: 'failed', reason };
  }
  const { status, headers, body, url } = answer;
  const reason = `the page answered HTTP ${status}`;
  if (status === 429 || status >= 500) return { kind: 'failed', reason, retryAfterMs: waitMs };
  if (status !== 200) return { kind: 'unreadable', reason };
  return { kind: 'page', bytes: body, url, contentType: headers['content-type'] };
}
