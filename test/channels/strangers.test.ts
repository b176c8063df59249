import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelPorts, Sending } from '../../shared/channels/channel.ts';
import { renderFeed } from '../../shared/channels/feed.ts';
import { makeChannel } from '../../shared/channels/list.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import type { ChannelConfig } from '../../shared/domain/config.ts';
import type { Message } from '../../shared/domain/notice.ts';
import type { WebRequest } from '../../shared/ports/web.ts';
import { alert, digest, notice, nowMs, sending } from '../contract/messages.ts';

const desk = { name: 'desk', url: 'DESK' } as const;
const configs: { readonly [Type in Exclude<ChannelConfig['type'], 'feed'>]: Extract<ChannelConfig, { type: Type }> } = {
  console: { name: 'desk', type: 'console' },
  discord: { ...desk, type: 'discord' },
  email: { name: 'desk', type: 'email', from: 'rasid@example.org', to: 'desk@example.org' },
  ntfy: { name: 'desk', type: 'ntfy', server: 'https://push.example', topic: 'TOPIC' },
  slack: { ...desk, type: 'slack' },
  sns: { name: 'desk', type: 'sns', topic: 'arn:aws:sns:eu-central-1:123456789012:desk' },
  teams: { ...desk, type: 'teams' },
  telegram: { name: 'desk', type: 'telegram', server: 'https://bot.example', token: 'TOKEN', chat: '7' },
  webhook: { name: 'desk', type: 'webhook', url: 'https://hook.example/' },
}; // prettier-ignore
const secrets: Readonly<Record<string, string>> = { DESK: 'https://desk.example/x', TOKEN: '1:a', TOPIC: 'desk' }; // prettier-ignore

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom(
      ...Array.from('نقل ab.:/<>"&\t\n\r\0\u0007\u001B\u007F\u009B\u2028\u061C\u200E\u200F\u202A\u202E\u2066\u2067\u2068\u2069'),
    ),
    maxLength: 80,
  }),
); // prettier-ignore
const scheme = fc.constantFrom('javascript:', 'data:text/html,', 'file:///', 'vbscript:', ' JAVA\tSCRIPT:', 'http://a@', 'https://example.org/', ''); // prettier-ignore
const address = fc.tuple(scheme, text).map((parts) => parts.join(''));
const message = fc
  .record({ title: text, outlet: text, lang: text, lead: text, textFromFeed: text, url: address, surface: text, term: text, sentence: text, fact: text })
  .chain(({ url, surface, term, sentence, fact, ...article }) => {
    const evidence = [{ ...alert.evidence[0]!, surface, term, sentence }];
    const hostile: Alert = { ...alert, article: { ...alert.article, ...article, url }, evidence, newFacts: [fact] };
    const items = [{ ...digest.items[0]!, ...article, url, newFacts: [fact] }];
    return fc.constantFrom<Message>(
      { kind: 'alert', alert: hostile },
      { kind: 'digest', digest: { ...digest, items } },
      { kind: 'notice', notice: { ...notice, title: article.title, text: article.lead, url } },
    );
  }); // prettier-ignore

/** Everything that a channel gives out, its receiver refusing the first body. */
async function sentBy(config: ChannelConfig, given: Sending): Promise<unknown[]> {
  const out: unknown[] = [];
  const channel = makeChannel(config, {
    web: {
      fetch: async ({ url, headers, body }: WebRequest) => {
        out.push(headers, JSON.parse(String(body)));
        return { kind: 'response', status: out.length === 2 ? 400 : 200, headers: {}, body: new Uint8Array(), url, redirects: [] };
      },
    },
    mail: { send: async (mail: object) => (out.push(mail), { kind: 'sent' }) },
    broadcast: { publish: async (one: object) => (out.push(one), { kind: 'sent' }) },
    print: (lines: string) => out.push(lines),
    secrets: { get: async (name: string) => secrets[name] },
    clock: { nowMs: () => nowMs, leftMs: () => Infinity, sleep: async () => undefined },
  } as unknown as ChannelPorts);
  await channel.send(given);
  return out;
} // prettier-ignore

function safe(value: unknown, key = ''): void {
  if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) safe(one, Array.isArray(value) ? key : name);
  }
  if (typeof value !== 'string') return;
  expect(value).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u061C\u202A-\u202E\u2066\u2067]/u);
  for (const line of value.split('\n')) {
    expect(line.match(/\u2068/gu)?.length ?? 0).toBe(line.match(/\u2069/gu)?.length ?? 0);
  }
  if (/url|href|click|link/iu.test(key) && value !== '') expect(value).toMatch(webOnly);
  for (const [, named] of value.matchAll(/(?:href="|<link>)([^"<]*)/gu)) expect(named).toMatch(webOnly);
}
const webOnly = /^https?:\/\/[\x21-\x7E]+$/iu;

describe('whatever an article says, no receiver gets another scheme, a control character or an open direction', () => {
  it.each(Object.values(configs))('$type', async (config) => {
    await fc.assert(
      fc.asyncProperty(message, async (given) => {
        const out = await sentBy(config, { ...sending, message: given });
        expect(out.length).toBeGreaterThan(0);
        safe(out);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['rss', 'json'] as const)('own feed as %s', (format) => {
    fc.assert(
      fc.property(message, text, (given, title) => {
        if (given.kind !== 'alert') return;
        const rendered = renderFeed(format, { topic: 'desk', title, selfUrl: 'https://own.example/x', alerts: [given.alert], nowMs });
        safe(format === 'rss' ? rendered : JSON.parse(rendered));
      }),
      { numRuns: 500 },
    );
  }); // prettier-ignore
});
