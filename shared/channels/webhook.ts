import { createHmac } from 'node:crypto';
import type { ChannelConfig } from '../domain/config.ts';
import { retryAfterMs } from '../domain/retry-after.ts';
import type { WebOutcome } from '../ports/web.ts';
import { channelLimits, type Channel, type ChannelPorts, type SendOutcome, type Sending } from './channel.ts';

/**
 * Alerts and notices as JSON by HTTP POST, by the Standard Webhooks specification (standardwebhooks.com): `webhook-id` is the
 * same for every try, and with a secret every request is signed with HMAC-SHA256.
 */
export function webhookChannel(
  config: Extract<ChannelConfig, { type: 'webhook' }>,
  ports: Pick<ChannelPorts, 'web' | 'secrets' | 'clock'>,
): Channel {
  return {
    name: config.name,
    target: `webhook ${URL.canParse(config.url) ? new URL(config.url).host : config.name}`,
    gapMs: 0,
    async send(sending) {
      const secret = config.secret === undefined ? undefined : await ports.secrets.get(config.secret);
      if (config.secret !== undefined && secret === undefined) {
        return { kind: 'dead', reason: `the secret ${config.secret} is not set` };
      }
      const nowMs = ports.clock.nowMs();
      const body = bodyOf(sending, nowMs);
      const answer = await ports.web.fetch({
        url: config.url,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signature(sending.id, nowMs, body, secret) },
        body,
        bodyBytesMax: channelLimits.answerBytesMax,
        totalMs: channelLimits.requestMs,
      });
      return outcomeOf(answer, nowMs);
    },
  };
}

function bodyOf({ message, isRepeat }: Sending, nowMs: number): string {
  const { kind: type } = message;
  const data = message.kind === 'alert' ? message.alert : message.notice;
  return JSON.stringify({ type, timestamp: new Date(nowMs).toISOString(), isRepeat, data });
}

function signature(
  id: string,
  nowMs: number,
  body: string,
  secret: string | undefined,
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === undefined) return headers;
  // `whsec_` marks a key in base64; anything else is the key itself.
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${digest}` };
}

function outcomeOf(answer: WebOutcome, nowMs: number): SendOutcome {
  if (answer.kind === 'failed') {
    const reason = `the receiver could not be reached (${answer.reason})`;
    const isFinal = answer.reason === 'bad-url' || answer.reason === 'refused-address';
    return isFinal ? { kind: 'dead', reason } : { kind: 'retry', reason };
  }
  const { status, headers } = answer;
  const reason = `the receiver answered HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return { kind: 'retry', reason, retryAfterMs: retryAfterMs(headers, nowMs) };
  }
  return {
    kind: 'dead',
    reason: status < 400 ? `${reason}: a redirect, which a POST does not follow` : reason,
  };
}
