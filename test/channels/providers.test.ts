import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeChannel } from '../../shared/channels/list.ts';
import { chatOf } from '../../shared/channels/chat.ts';
import type { ChannelPorts } from '../../shared/channels/channel.ts';
import type { ChannelConfig } from '../../shared/domain/config.ts';
import type { WebOutcome, WebRequest } from '../../shared/ports/web.ts';
import { stringsOf } from '../contract/channel.contract.ts';
import { alert, nowMs, sending } from '../contract/messages.ts';
import * as providers from './providers.ts';

const desk = { name: 'desk', url: 'DESK' } as const;
const channels: readonly ChannelConfig[] = [
  { ...desk, type: 'slack' },
  { ...desk, type: 'discord' },
  { ...desk, type: 'teams' },
  { name: 'desk', type: 'telegram', server: 'https://bot.example', token: 'TOKEN', chat: '7' },
  { name: 'desk', type: 'ntfy', server: 'https://push.example', topic: 'TOPIC' },
];
const secrets: Readonly<Record<string, string>> = { DESK: 'https://desk.example/x', TOKEN: '1:a', TOPIC: 'desk' }; // prettier-ignore
const units = Array.from(
  'نقل معتقل \u064B\u0640CENTCOM 2,000 (x) https://a.b/c?d=1 \u2067\u2069\u202E\u200F\n\r\0*_[]<@#>`|\\-+&;:"💥\u{10FFFF}\uFFFE',
);
const strange = fc.oneof(
  fc.string({ unit: fc.constantFrom(...units), maxLength: 3_000 }),
  fc.string({ unit: 'binary', maxLength: 500 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '💥'.repeat(3_000),
    '*'.repeat(5_000),
    'ب'.repeat(5_000),
    '\uD800'.repeat(400),
  ),
);
const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  strange.map((path) => `https://example.org/${path}`),
  strange,
);
const message = fc
  .record({
    topicTitle: strange,
    title: strange,
    outlet: strange,
    lead: strange,
    url: address,
    surfaces: fc.array(strange, { maxLength: 6 }),
    newFacts: fc.array(strange, { maxLength: 9 }),
  })
  .map(({ topicTitle, title, outlet, lead, url, surfaces, newFacts }) => {
    const evidence = surfaces.map((surface) => ({ ...alert.evidence[0]!, surface }));
    return {
      kind: 'alert',
      alert: {
        ...alert,
        topicTitle,
        newFacts,
        evidence,
        article: { ...alert.article, title, outlet, lead, url },
      },
    } as const;
  });

describe('what a channel makes of any article is taken by the real far end at the first try', () => {
  it.each(channels)('$type', async (config) => {
    const provider = providers[config.type as 'slack'];
    const requests: WebRequest[] = [];
    const fetch = async (request: WebRequest): Promise<WebOutcome> => {
      requests.push(request);
      const answer = provider({ path: new URL(request.url).pathname, headers: {}, body: String(request.body) });
      if (typeof answer === 'string') throw new Error('a provider answers');
      return { kind: 'response', status: answer.status, headers: {}, body: Buffer.from(answer.body ?? ''), url: request.url, redirects: [] };
    };
    const channel = makeChannel(config, {
      web: { fetch },
      secrets: { get: async (name: string) => secrets[name] },
      clock: { nowMs: () => nowMs, leftMs: () => Infinity, sleep: async () => undefined },
    } as unknown as ChannelPorts);
    await fc.assert(
      fc.asyncProperty(message, async (given) => {
        requests.length = 0;
        expect(await channel.send({ ...sending, message: given })).toEqual({ kind: 'sent' });
        expect(requests).toHaveLength(1);
        const { url } = chatOf(given, sending);
        if (url !== '') expect(stringsOf(String(requests[0]?.body))).toContain(url);
      }),
      { numRuns: 150 },
    );
  });

  /** The texts of whatever a channel is given to send. */
  async function forTexts(config: ChannelConfig, key: string, look: (text: string) => void) {
    const texts: string[] = [];
    const channel = makeChannel(config, {
      web: {
        fetch: async ({ body, url }: WebRequest): Promise<WebOutcome> => {
          texts.push((JSON.parse(String(body)) as Record<string, string>)[key] ?? '');
          return { kind: 'response', status: 200, headers: {}, body: new Uint8Array(), url, redirects: [] };
        },
      },
      secrets: { get: async (name: string) => secrets[name] },
      clock: { nowMs: () => nowMs, leftMs: () => Infinity, sleep: async () => undefined },
    } as unknown as ChannelPorts);
    await fc.assert(
      fc.asyncProperty(message, async (given) => {
        texts.length = 0;
        await channel.send({ ...sending, message: given });
        expect(texts).toHaveLength(1);
        look(texts[0] ?? '');
      }),
      { numRuns: 150 },
    );
  }

  it('and in Discord, none of it is markup', () =>
    forTexts({ ...desk, type: 'discord' }, 'content', (content) => {
      const lines = content.split('\n').map((line) => line.replace(/\\[!-/:-@[-`{-~]/gu, 'x'));
      // Ours: the bold title, and the addresses in lines of their own.
      const theirs = lines.map((line) => line.replace(/^\*\*(.*)\*\*$/u, '$1').replace(/^(?:Feedback: )?<https?:[^<>\s]+>$/u, ''));
      for (const line of theirs) expect(line).not.toMatch(/[*_`~|<>@#[\]]|^[-+]/u);
    }));

  it('and in Telegram, none of it calls a member', () =>
    forTexts(channels[3]!, 'text', (text) => {
      expect(text).not.toMatch(/@\w/u);
    }));
}); // prettier-ignore
