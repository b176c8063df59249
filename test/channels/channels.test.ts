import { createHmac } from 'node:crypto';
import RssParser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import { consoleChannel } from '../../shared/channels/console.ts';
import { feedChannel, renderFeed } from '../../shared/channels/feed.ts';
import { alertLines } from '../../shared/channels/message.ts';
import { webhookChannel } from '../../shared/channels/webhook.ts';
import type { ChannelPorts } from '../../shared/channels/channel.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';
import type { WebRequest } from '../../shared/ports/web.ts';
import { alert, channelContract, nowMs, secretValue, sending } from '../contract/channel.contract.ts';

channelContract({
  name: 'console',
  noReceiver: 'the terminal is this process',
  make: (_, ports) => consoleChannel({ name: 'console', type: 'console' }, ports),
});
channelContract({
  name: 'feed',
  noReceiver: 'readers fetch it',
  make: () => feedChannel({ name: 'feed', type: 'feed' }),
});
channelContract({
  name: 'webhook',
  make: (url, ports) => webhookChannel({ name: 'desk', type: 'webhook', url }, ports),
});
channelContract({
  name: 'webhook, signed',
  make: (url, ports) => webhookChannel({ name: 'desk', type: 'webhook', url, secret: 'DESK_SECRET' }, ports),
});

describe('alertLines', () => {
  const lines = alertLines(alert, { timeZone: 'Asia/Baghdad', isRepeat: true });

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
  async function requestOf(secret: string | undefined, stored: string | undefined): Promise<WebRequest> {
    const requests: WebRequest[] = [];
    const ports: Pick<ChannelPorts, 'web' | 'secrets' | 'clock'> = {
      web: {
        fetch: async (request) => {
          requests.push(request);
          return { kind: 'failed', reason: 'connect', detail: '' };
        },
      },
      secrets: { get: async () => stored },
      clock: { nowMs: () => nowMs, leftMs: () => Infinity, sleep: async () => undefined },
    };
    const config = { name: 'desk', type: 'webhook', url: 'https://example.org/hook', secret } as const;
    await webhookChannel(config, ports).send(sending);
    return requests[0]!;
  }

  it('signs as Standard Webhooks says: HMAC-SHA256 over id.timestamp.body with the decoded key', async () => {
    const { headers, body } = await requestOf('DESK_SECRET', secretValue);
    const key = Buffer.from(secretValue.slice('whsec_'.length), 'base64');
    const signed = `d1.${nowMs / 1_000}.${String(body)}`;
    expect(headers).toMatchObject({
      'webhook-id': 'd1',
      'webhook-timestamp': String(nowMs / 1_000),
      'webhook-signature': `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    });
  });

  it('sends the whole alert, with the same id for every try', async () => {
    const { headers, body } = await requestOf(undefined, undefined);
    expect(headers).toMatchObject({ 'webhook-id': 'd1' });
    expect(headers).not.toHaveProperty('webhook-signature');
    expect(JSON.parse(String(body))).toMatchObject({ type: 'alert', isRepeat: false, data: alert });
  });

  it('ends with its reason where the secret is missing, and sends nothing', async () => {
    expect(await requestOf('DESK_SECRET', undefined)).toBeUndefined();
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
    expect(peer.items[0]?.title).toBe(']]></title><x>&\uFFFD');
  });
});
