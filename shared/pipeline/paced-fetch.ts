import { retryAfterMs } from '../domain/retry-after.ts';
import type { WebOutcome, WebRequest } from '../ports/web.ts';
import { claimPaceSoon } from '../store/pace.ts';
import { limits } from './limits.ts';
import { hostOf } from './plan.ts';
import type { Ports } from './ports.ts';

export type PacedOutcome =
  | {
      readonly kind: 'answered';
      readonly answer: WebOutcome;
      /** What the server asked for; the whole host waits. */
      readonly retryAfterMs: number | undefined;
    }
  | { readonly kind: 'busy'; readonly untilMs: number };

/** One request at a time per host, at least the gap apart, never before the host's Retry-After: feeds, pages and robots.txt alike. */
export async function pacedFetch(
  ports: Pick<Ports, 'table' | 'web' | 'clock'>,
  request: WebRequest,
  gapMs: number,
): Promise<PacedOutcome> {
  const claim = await claimPaceSoon(ports, hostOf(request.url), {
    leaseMs: limits.fetchLeaseMs,
    waitMsMax: limits.paceWaitMsMax,
  });
  if (claim.kind === 'busy') return claim;
  const answer = await ports.web.fetch({ ...request, totalMs: limits.fetchMs });
  const waitMs = answer.kind === 'response' ? retryAfterMs(answer.headers, ports.clock.nowMs()) : undefined;
  await claim.release({ gapMs, retryAfterMs: waitMs });
  return { kind: 'answered', answer, retryAfterMs: waitMs };
}
