import { createHmac } from 'node:crypto';
import { isSecretName, type ChannelConfig } from '../domain/config.ts';
import type { Message } from '../domain/notice.ts';
import { plain } from '../domain/plain.ts';
import { webAddress } from '../domain/web-address.ts';
import type { Secrets } from '../ports/world.ts';
import type { Channel, ChannelPorts, Sending } from './channel.ts';
import { post, secretOf, secretUrlOf, type Found } from './post.ts';

/**
 * Alerts and notices as JSON by HTTP POST, by the Standard Webhooks specification (standardwebhooks.com): `webhook-id` is the
 * same for every try, and with secrets every request is signed with HMAC-SHA256. While keys change there are two of
 * them, a signature each: a receiver accepts whichever it knows.
 */
export function webhookChannel(
  config: Extract<ChannelConfig, { type: 'webhook' }>,
  ports: Pick<ChannelPorts, 'web' | 'secrets' | 'clock'>,
): Channel {
  return {
    name: config.name,
    target: `webhook ${isSecretName(config.url) ? config.url : new URL(config.url).host}`,
    gapMs: 0,
    async send(sending) {
      const url = await addressOf(config.url, ports.secrets);
      if (url.kind === 'dead') return url;
      const secrets: string[] = [];
      for (const name of [config.secret ?? []].flat()) {
        const secret = await secretOf(ports.secrets, name);
        if (secret.kind === 'dead') return secret;
        secrets.push(secret.value);
      }
      const nowMs = ports.clock.nowMs();
      const body = bodyOf(sending, nowMs);
      const headers = signed(sending.id, nowMs, body, secrets);
      return post(ports, { url: url.value, headers, bodies: [body], hidden: secrets });
    },
  };
}

async function addressOf(url: string, secrets: Secrets): Promise<Found> {
  return isSecretName(url) ? secretUrlOf(secrets, url) : { kind: 'found', value: url };
}

function bodyOf({ message, isRepeat, isSample, feedbackUrl, feedUrl }: Sending, nowMs: number): string {
  const { kind: type } = message;
  const data = dataOf(message, feedUrl);
  const timestamp = new Date(nowMs).toISOString();
  const body = { type, timestamp, isRepeat, ...(isSample && { isSample }), feedbackUrl, data };
  // Dashboards show these texts as they come.
  return JSON.stringify(body, (_, value: unknown) => (typeof value === 'string' ? plain(value) : value));
}

function dataOf(message: Message, feedUrl: string | undefined): object {
  switch (message.kind) {
    case 'alert':
      return { ...message.alert, article: withAddress(message.alert.article) };
    case 'digest':
      return { ...message.digest, items: message.digest.items.map(withAddress), feedUrl };
    case 'notice':
      return message.notice.url === undefined ? message.notice : withAddress(message.notice);
  }
}

/** Empty where it is none: rows of earlier versions hold what feeds wrote. */
const withAddress = <T extends { readonly url?: string | undefined }>(one: T) => ({
  ...one,
  url: webAddress(one.url ?? '') ?? '',
});

function signed(id: string, nowMs: number, body: string, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secrets.length === 0) return headers;
  const signatures = secrets.map((secret) => {
    const digest = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${digest}`;
  });
  return { ...headers, 'webhook-signature': signatures.join(' ') };
}

/** `whsec_` marks a key in base64; anything else is the key itself. */
const keyOf = (secret: string) =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
