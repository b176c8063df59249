import type { PageContent } from '../domain/article.ts';
import { extract } from '../extract/extract.ts';
import { retryAfterMs } from '../domain/retry-after.ts';
import type { WebOutcome } from '../ports/web.ts';
import { claimPaceSoon } from '../store/pace.ts';
import { limits } from './limits.ts';
import { hostOf } from './plan.ts';
import type { Ports } from './ports.ts';

export type PageOutcome =
  | { readonly kind: 'page'; readonly page: PageContent; readonly url: string }
  /** No try will bring the article: the feed's own text has to do. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs?: number | undefined }
  | { readonly kind: 'busy'; readonly untilMs: number };

/** Fetches an article's page, one request at a time per host, and takes the article out of it. */
export async function fetchPage(
  ports: Pick<Ports, 'table' | 'web' | 'clock'>,
  link: string,
  hostGapMs: number,
): Promise<PageOutcome> {
  const claim = await claimPaceSoon(ports, hostOf(link), {
    leaseMs: limits.fetchLeaseMs,
    waitMsMax: limits.paceWaitMsMax,
  });
  if (claim.kind === 'busy') return claim;
  const answer = await ports.web.fetch({
    url: link,
    headers: { accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1' },
    bodyBytesMax: limits.pageBodyBytesMax,
    totalMs: limits.fetchMs,
  });
  const waitMs = answer.kind === 'response' ? retryAfterMs(answer.headers, ports.clock.nowMs()) : undefined;
  await claim.release({ gapMs: hostGapMs, retryAfterMs: waitMs });
  return pageOf(answer, waitMs);
}

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
  const contentType = headers['content-type'];
  const outcome = extract(body, { url, ...(contentType !== undefined && { contentType }) });
  if (outcome.kind === 'article') return { kind: 'page', page: outcome.page, url };
  return { kind: 'unreadable', reason: `the page holds no article (${outcome.reason})` };
}
