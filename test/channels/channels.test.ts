import { createHmac } from 'node:crypto';
import RssParser from 'rss-parser';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, vi } from 'vitest';
import { renderFeed } from '../../shared/channels/feed.ts';
import { alertLines } from '../../shared/channels/message.ts';
import { webhookChannel } from '../../shared/channels/webhook.ts';
import type { ChannelPorts } from '../../shared/channels/channel.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';
import type { WebRequest } from '../../shared/ports/web.ts';
import { alert, nowMs, secretValue, sending } from '../contract/messages.ts';

describe('alertLines', () => {
  const lines = alertLines(alert, { timeZone: 'Asia/Baghdad', isRepeat: true, isSample: false });

  it('says topic, chapter, title, outlet, time, link, what is new, score and reason', () => {
    const text = lines.join('\n');
    for (const part of ['new fact in a known story (1)', 'may have been sent before', alert.article.title, 'صحيفة النهر', '2026-02-13 10:59', alert.article.url, '150 -> 2000', '21.3 points (11.7 needed)', 'للمعتقلين', 'HTTP 404']) {
      expect(text).toContain(part);
    }
  }); // prettier-ignore

  it('isolates every foreign text, and every isolate ends on its line', () => {
    for (const line of lines) {
      expect([...line.matchAll(/\u2068/gu)]).toHaveLength([...line.matchAll(/\u2069/gu)].length);
      expect(line.replace(/\u2068[^\u2069]*\u2069/gu, '')).not.toMatch(/\p{Script=Arabic}/u);
    }
  });
});

describe('webhook', () => {
  async function requestOf(
    secret: string | readonly string[] | undefined,
    stored: Readonly<Record<string, string>>,
  ): Promise<WebRequest> {
    const requests: WebRequest[] = [];
    const ports: Pick<ChannelPorts, 'web' | 'secrets' | 'clock'> = {
      web: {
        fetch: async (request) => {
          requests.push(request);
          return { kind: 'failed', reason: 'connect', detail: '' };
        },
      },
      secrets: { get: async (name) => stored[name] },
      clock: { nowMs: () => nowMs, leftMs: () => Infinity, sleep: async () => undefined },
    };
    const config = { name: 'desk', type: 'webhook', url: 'https://example.org/hook', secret } as const;
    await webhookChannel(config, ports).send(sending);
    return requests[0]!;
  }

  it('signs as Standard Webhooks says: HMAC-SHA256 over id.timestamp.body with the decoded key', async () => {
    const { headers, body } = await requestOf('DESK_SECRET', { DESK_SECRET: secretValue });
    const key = Buffer.from(secretValue.slice('whsec_'.length), 'base64');
    const signed = `d1.${nowMs / 1_000}.${String(body)}`;
    expect(headers).toMatchObject({
      'webhook-id': 'd1',
      'webhook-timestamp': String(nowMs / 1_000),
      'webhook-signature': `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    });
  });

  it('is accepted by the official verifier, with the new key and with the old one while they change', async () => {
    vi.useFakeTimers({ now: nowMs, toFake: ['Date'] });
    const keys = {
      NEW: `whsec_${Buffer.from('the new key of the desk').toString('base64')}`,
      OLD: secretValue,
    };
    const { headers = {}, body } = await requestOf(['NEW', 'OLD'], keys);
    for (const key of Object.values(keys)) {
      const verified = new Webhook(key).verify(String(body), headers);
      expect(verified).toMatchObject({ type: 'alert', data: { id: alert.id } });
    }
    const other = new Webhook(`whsec_${Buffer.from('a key of somebody else').toString('base64')}`);
    expect(() => other.verify(String(body), headers)).toThrow(/signature/iu);
    expect(() => new Webhook(keys.NEW).verify(`${String(body)} `, headers)).toThrow(/signature/iu);
    vi.setSystemTime(nowMs + 3_600_000);
    expect(() => new Webhook(keys.NEW).verify(String(body), headers)).toThrow(/timestamp/iu);
    vi.useRealTimers();
  });

  it('sends the whole alert, with the same id for every try', async () => {
    const { headers, body } = await requestOf(undefined, {});
    expect(headers).toMatchObject({ 'webhook-id': 'd1' });
    expect(headers).not.toHaveProperty('webhook-signature');
    expect(JSON.parse(String(body))).toMatchObject({ type: 'alert', isRepeat: false, data: alert });
  });
});

describe('feed', () => {
  const feed = { topic: 'isis-detainees', title: 'نقل <معتقلي> & داعش', selfUrl: 'http://127.0.0.1/t.xml', alerts: [alert], nowMs }; // prettier-ignore
  const hostile = { ...alert, article: { ...alert.article, title: ']]></title><x>\u0000&\uD800' } };

  it('is RSS that an independent parser and our own read alike', async () => {
    const xml = renderFeed('rss', feed);
    const peer = await new RssParser().parseString(xml);
    expect(peer).toMatchObject({
      title: `${feed.title} (Rasid)`,
      items: [{ title: alert.article.title, link: alert.article.url, guid: 'a1' }],
    });
    const own = await parseFeed(Buffer.from(xml), { url: feed.selfUrl, nowMs });
    expect(own).toMatchObject({
      kind: 'feed',
      document: {
        repairs: [],
        entries: [{ title: alert.article.title, link: alert.article.url, publishedAtMs: nowMs }],
      },
    });
  });

  it('is a JSON Feed that our own parser reads', async () => {
    const own = await parseFeed(Buffer.from(renderFeed('json', feed)), { url: feed.selfUrl, nowMs });
    expect(own).toMatchObject({
      kind: 'feed',
      document: { entries: [{ title: alert.article.title, link: alert.article.url }] },
    });
  });

  it('stays well-formed whatever an article is called', async () => {
    const xml = renderFeed('rss', { ...feed, alerts: [hostile] });
    const peer = await new RssParser().parseString(xml);
    expect(peer.items[0]?.title).toBe(']]></title><x> &\uFFFD');
  });
});
