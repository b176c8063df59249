import { retryAfterMs } from '../domain/retry-after.ts';
import type { Redirect } from '../domain/moves.ts';
import { webLimits, type WebOutcome, type WebRequest } from '../ports/web.ts';
import { claimPaceSoon } from '../store/pace.ts';
import { limits } from './limits.ts';
import { hostOf } from '../net/host-of.ts';
import type { Ports } from './ports.ts';

export type PacedPorts = Pick<Ports, 'table' | 'web' | 'clock'> & {
  /** Whether who asks is a guest at an address: it waits for the host's own feeds, and never in a call. */
  readonly isGuestAt?: ((url: string) => boolean) | undefined;
};

export interface Answered {
  readonly kind: 'answered';
  readonly answer: WebOutcome;
  /** What the server asked for; the whole host waits. */
  readonly retryAfterMs: number | undefined;
}
export interface Busy {
  readonly kind: 'busy';
  readonly untilMs: number;
  readonly isGuest?: boolean | undefined;
}

/** Whether a URL may be asked for, and how long its host is to be left alone afterwards; or why not. */
export type Gate<Stop> = (
  url: string,
) => Promise<
  { readonly kind: 'open'; readonly gapMs: number } | { readonly kind: 'shut'; readonly why: Stop }
>;

/** A gate for what nobody forbids. */
export const openGate =
  (gapMs: number): Gate<never> =>
  async () => ({ kind: 'open', gapMs });

/**
 * One request at a time per host, at least its gap apart, never before its Retry-After: feeds, pages and robots.txt
 * alike. A redirect to another host is a request to that host, and waits its turn there.
 */
export async function pacedFetch<Stop>(
  ports: PacedPorts,
  request: WebRequest,
  gate: Gate<Stop>,
): Promise<Answered | Busy | { readonly kind: 'shut'; readonly why: Stop }> {
  const redirects: Redirect[] = [];
  for (let url = request.url; ;) {
    const passed = await gate(url);
    if (passed.kind === 'shut') return passed;
    const hop = await fetchHop(ports, { ...request, url }, passed.gapMs);
    if (hop.kind === 'busy' || hop.answer.kind === 'failed') return hop;
    redirects.push(...hop.answer.redirects);
    const next = hop.answer.redirects.at(-1)?.to;
    const isOver = next === undefined || hostOf(next) === hostOf(hop.answer.url);
    if (isOver) return { ...hop, answer: { ...hop.answer, redirects } };
    if (redirects.length > webLimits.redirectsMax) {
      return { ...hop, answer: { kind: 'failed', reason: 'too-many-redirects', detail: request.url } };
    }
    url = next;
  }
} // prettier-ignore

async function fetchHop(ports: PacedPorts, request: WebRequest, gapMs: number): Promise<Answered | Busy> {
  const isGuest = ports.isGuestAt?.(request.url) ?? false;
  const claim = await claimPaceSoon(ports, hostOf(request.url), {
    leaseMs: limits.fetchLeaseMs,
    waitMsMax: isGuest ? 0 : limits.paceWaitMsMax,
    isGuest,
  });
  if (claim.kind === 'busy') return { ...claim, isGuest };
  const answer = await ports.web.fetch({ ...request, totalMs: limits.fetchMs, staysOnHost: true });
  const waitMs = answer.kind === 'response' ? retryAfterMs(answer.headers, ports.clock.nowMs()) : undefined;
  await claim.release({ gapMs, retryAfterMs: waitMs });
  return { kind: 'answered', answer, retryAfterMs: waitMs };
}
