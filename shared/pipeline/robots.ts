import { robotsRules, robotsUrlOf, type RobotsRules } from '../net/robots.ts';
import type { WebOutcome } from '../ports/web.ts';
import { getRobots, saveRobots } from '../store/robots.ts';
import { limits } from './limits.ts';
import { openGate, pacedFetch, type Busy, type PacedPorts } from './paced-fetch.ts';
import { hostOf } from '../net/host-of.ts';

export type RobotsOutcome =
  | { readonly kind: 'rules'; readonly rules: RobotsRules }
  /** It is there, but could not be read: RFC 9309 says to stay away until it can be. */
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs?: number | undefined }
  | Busy;

/** What the host of a page lets Rasid read, asked for once a day. */
export async function robotsOf(ports: PacedPorts, page: string, hostGapMs: number): Promise<RobotsOutcome> {
  const url = robotsUrlOf(page);
  const rulesOf = (text: string): RobotsOutcome => ({ kind: 'rules', rules: robotsRules(url, text) });
  const known = await getRobots(ports.table, hostOf(page));
  if (known !== undefined) return rulesOf(known);
  const fetched = await pacedFetch(
    ports,
    { url, headers: { accept: 'text/plain, */*;q=0.1' }, bodyBytesMax: limits.robotsBodyBytesMax },
    openGate(hostGapMs),
  );
  if (fetched.kind === 'busy') return fetched;
  if (fetched.kind === 'shut') return fetched.why;
  const text = textOf(fetched.answer);
  if (text === undefined) {
    return { kind: 'failed', reason: 'its robots.txt could not be read', retryAfterMs: fetched.retryAfterMs };
  }
  await saveRobots(ports.table, hostOf(page), text, ports.clock.nowMs());
  return rulesOf(text);
}

/** Empty where there is none; undefined where the host cannot say now. */
function textOf(answer: WebOutcome): string | undefined {
  if (answer.kind === 'failed') {
    // Somewhere that may not be asked, or more than anybody has to read: nothing was said.
    const isFinal = ['bad-url', 'refused-address', 'too-large', 'too-many-redirects'].includes(answer.reason);
    return isFinal ? '' : undefined;
  }
  const { status, headers, body } = answer;
  if (status === 429 || status >= 500) return undefined;
  // Some sites answer every unknown path with a page.
  if (status !== 200 || /\bhtml\b/u.test(headers['content-type'] ?? '')) return '';
  return Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, limits.robotsTextBytesMax)).toString('utf8'); // prettier-ignore
}
