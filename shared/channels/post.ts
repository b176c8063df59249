import { retryAfterMs } from '../domain/retry-after.ts';
import type { Secrets } from '../ports/world.ts';
import type { WebOutcome, WebResponse } from '../ports/web.ts';
import { channelLimits, type ChannelPorts, type SendOutcome } from './channel.ts';

export interface Post {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The best first; where the receiver refuses one for its form or size, the next is sent. */
  readonly bodies: readonly string[];
  /** Secrets beside the address, which no reason may show. */
  readonly hidden?: readonly string[];
}

/** Sends JSON by HTTP POST and says what became of it. Redirects are not followed. */
export async function post(ports: Pick<ChannelPorts, 'web' | 'clock'>, one: Post): Promise<SendOutcome> {
  const endMs = ports.clock.nowMs() + channelLimits.requestMs;
  for (const [index, body] of one.bodies.entries()) {
    const answer = await ports.web.fetch({
      url: one.url,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...one.headers },
      body,
      bodyBytesMax: channelLimits.answerBytesMax,
      totalMs: Math.max(1, endMs - ports.clock.nowMs()),
    });
    const isRefused = answer.kind === 'response' && [400, 413, 422].includes(answer.status);
    if (!isRefused || index === one.bodies.length - 1) return outcomeOf(answer, one, ports.clock.nowMs());
  }
  return { kind: 'dead', reason: 'there was nothing to send' };
}

function outcomeOf(answer: WebOutcome, one: Post, nowMs: number): SendOutcome {
  if (answer.kind === 'failed') {
    const reason = `the receiver could not be reached (${answer.reason})`;
    const isFinal = answer.reason === 'bad-url' || answer.reason === 'refused-address';
    if (isFinal) return { kind: 'dead', reason };
    const mayHaveArrived = !['dns', 'connect', 'tls'].includes(answer.reason);
    return { kind: 'retry', reason, mayHaveArrived };
  }
  const { status } = answer;
  const reason = `the receiver answered HTTP ${status}${wordsOf(answer, one)}`;
  if (status >= 200 && status < 300) return { kind: 'sent', pauseMs: pauseMs(answer, nowMs) };
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return {
      kind: 'retry',
      reason,
      retryAfterMs: waitMs(answer, nowMs),
      mayHaveArrived: status === 408 || status >= 500,
    };
  const isRedirect = status < 400;
  return {
    kind: 'dead',
    reason: isRedirect ? `${reason}: a redirect, which a POST does not follow` : reason,
  };
}

/** What a receiver that counts says with the last request that it allows (Discord's headers). */
function pauseMs({ headers }: WebResponse, nowMs: number): number | undefined {
  if (headers['x-ratelimit-remaining'] !== '0') return undefined;
  return secondsMs(Number(headers['x-ratelimit-reset-after']), nowMs);
}

/** `Retry-After`, or what Telegram and Discord write into their JSON, whichever is longer. */
function waitMs(answer: WebResponse, nowMs: number): number | undefined {
  const json = jsonOf(answer);
  const seconds = json?.['retry_after'] ?? (json?.['parameters'] as Json | undefined)?.['retry_after'];
  const asked = [retryAfterMs(answer.headers, nowMs), secondsMs(Number(seconds ?? NaN), nowMs)];
  const known = asked.filter((ms) => ms !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

const secondsMs = (seconds: number, nowMs: number) =>
  Number.isFinite(seconds) && seconds >= 0
    ? retryAfterMs({ 'retry-after': String(Math.ceil(seconds)) }, nowMs)
    : undefined;

type Json = Readonly<Record<string, unknown>>;

function jsonOf({ body }: WebResponse): Json | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** Short words of an answer that say why ("chat not found", "channel_is_archived"): letters, as keys seldom are. */
const harmlessWords = /^(?:[a-z_]{3,40}|[A-Za-z ,.:']{3,100})$/u;
const hiddenCharsMin = 5;

function wordsOf(answer: WebResponse, { url, hidden = [] }: Post): string {
  if (answer.status < 400) return '';
  const json = jsonOf(answer);
  const said = json === undefined ? Buffer.from(answer.body).toString() : (json['description'] ?? json['message'] ?? json['error']);
  if (typeof said !== 'string' || !harmlessWords.test(said)) return '';
  const pieces = [...hidden, ...url.split(/[/?&=]/u)].filter(({ length }) => length >= hiddenCharsMin);
  return pieces.some((one) => said.includes(one)) ? '' : ` (${said})`;
} // prettier-ignore

export type Found =
  { readonly kind: 'found'; readonly value: string } | Extract<SendOutcome, { kind: 'dead' }>;

/** A secret by its name, or why nothing can be sent. */
export async function secretOf(secrets: Secrets, name: string): Promise<Found> {
  const value = (await secrets.get(name))?.trim();
  return value === undefined ? { kind: 'dead', reason: `the secret ${name} is not set` } : { kind: 'found', value };
} // prettier-ignore

/** A secret that is an address: who knows it may write to the channel. */
export async function secretUrlOf(secrets: Secrets, name: string): Promise<Found> {
  const found = await secretOf(secrets, name);
  if (found.kind === 'dead' || (URL.canParse(found.value) && /^https?:/iu.test(found.value))) return found;
  return { kind: 'dead', reason: `the secret ${name} is no http or https URL` };
}
