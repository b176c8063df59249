import { afterAll, describe, expect, test } from 'vitest';
import type { Channel, ChannelPorts, Sending } from '../../shared/channels/channel.ts';
import { channelLimits } from '../../shared/channels/channel.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import type { Message, Notice } from '../../shared/domain/notice.ts';
import { guardedWeb } from '../../shared/net/web.ts';
import { serve } from '../pipeline/test-world.ts';

export const nowMs = Date.UTC(2026, 1, 13, 8);
export const secretValue = 'whsec_c2VjcmV0LXZhbHVlLW9mLXRoZS1kZXNr';

export const alert: Alert = {
  id: 'a1',
  topic: 'isis-detainees',
  topicTitle: 'نقل معتقلي داعش',
  story: 's1',
  chapter: 1,
  article: {
    id: 'x1',
    url: 'https://example.org/news/1?a=1&b=2',
    title: 'نقل 2000 معتقل إلى بغداد',
    outlet: 'صحيفة النهر',
    lang: 'ar',
    publishedAtMs: nowMs - 60_000,
    lead: 'أعلنت السلطات نقل 2000 معتقل.',
    textFromFeed: 'the page answered HTTP 404',
  },
  score: 21.26,
  threshold: 11.7,
  evidence: [
    {
      rule: 'all:who',
      term: 'معتقل',
      surface: 'للمعتقلين',
      field: 'text',
      start: 10,
      end: 19,
      sentence: 'نقلت دفعة جديدة للمعتقلين.',
      points: 1.8,
    },
  ],
  newFacts: ['150 -> 2000'],
  foundAtMs: nowMs,
};
export const sending: Sending = {
  message: { kind: 'alert', alert },
  id: 'd1',
  isRepeat: false,
  timeZone: 'UTC',
};
const notice: Notice = {
  id: 'n1',
  kind: 'feed-died',
  title: 'صحيفة النهر is failing',
  text: 'HTTP 500. It is still polled, less and less often.',
  url: 'https://example.org/feed.xml',
  atMs: nowMs,
};

const hostile =
  '</script><img src=x onerror=alert(1)> ]]> &amp; \u202Eevil\u2066 \u0000\u0007\r\nSubject: x \uD800 *_[`](http://x) @everyone 💥'.repeat(
    50,
  );
const hostileMessages: readonly Message[] = [
  {
    kind: 'alert',
    alert: {
      ...alert,
      topicTitle: hostile,
      article: { ...alert.article, title: hostile, outlet: hostile, lead: hostile },
      evidence: [{ ...alert.evidence[0]!, term: hostile, surface: hostile, sentence: hostile }],
      newFacts: [hostile],
    },
  },
  { kind: 'notice', notice: { ...notice, title: hostile, text: hostile } },
];

/** What a receiver answers, and what it has been sent. */
export interface Receiver {
  readonly url: string;
  answer: { status: number; headers?: Record<string, string>; body?: string } | 'nothing' | 'hang up';
  readonly requests: {
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly body: string;
  }[];
}

export interface ChannelSubject {
  readonly name: string;
  readonly make: (receiverUrl: string, ports: ChannelPorts) => Channel;
  /** Why the channel has no far end, where it has none. */
  readonly noReceiver?: string;
}

/** What every channel keeps to, whoever it sends to. */
export function channelContract({ name, make, noReceiver }: ChannelSubject): void {
  describe(`Channel: ${name}`, async () => {
    const receiver: Receiver = { url: '', answer: { status: 204 }, requests: [] };
    const server = await serve((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        receiver.requests.push({ headers: request.headers, body });
        const { answer } = receiver;
        if (answer === 'hang up') request.socket.destroy();
        else if (answer !== 'nothing') response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
    const guarded = guardedWeb({ userAgent: 'Rasid test', allowNets: ['127.0.0.0/8'], allowPorts: [] });
    const given: (number | undefined)[] = [];
    const ports: ChannelPorts = {
      // The channel's own limit is checked as given; nobody waits for it.
      web: {
        fetch: (request) => {
          given.push(request.totalMs);
          return guarded.fetch({ ...request, totalMs: 300 });
        },
      },
      secrets: { get: async (secret) => (secret === 'DESK_SECRET' ? secretValue : undefined) },
      clock: { nowMs: () => nowMs, leftMs: () => Infinity, sleep: async () => undefined },
      print: () => undefined,
    };
    afterAll(async () => {
      await guarded.close();
      await server.close();
    });
    const channel = make(`${server.origin}/hook/token-in-the-path`, ports);
    const sent = (answer: Receiver['answer'], what = sending) => {
      receiver.answer = answer;
      receiver.requests.length = 0;
      return channel.send(what);
    };

    test('names itself and its target, and paces itself', () => {
      expect(channel.name).not.toBe('');
      expect(channel.target).not.toBe('');
      expect(channel.target).not.toContain('token-in-the-path');
      expect(channel.gapMs).toBeGreaterThanOrEqual(0);
    });

    test('sends', async () => {
      expect(await sent({ status: 200 })).toEqual({ kind: 'sent' });
      expect(await sent({ status: 200 }, { ...sending, message: { kind: 'notice', notice } })).toEqual({
        kind: 'sent',
      });
    });

    test('sends whatever strangers write', async () => {
      for (const message of hostileMessages) {
        expect(await sent({ status: 200 }, { ...sending, message })).toEqual({ kind: 'sent' });
        for (const { body } of receiver.requests) expect(body.isWellFormed()).toBe(true);
      }
    });

    const far = noReceiver === undefined ? test : test.skip;
    const why = noReceiver === undefined ? '' : ` (left out: ${noReceiver})`;
    far(`tries again later what a receiver may take later${why}`, async () => {
      for (const status of [408, 429, 500, 502, 503, 504]) {
        expect(await sent({ status })).toMatchObject({ kind: 'retry' });
      }
    });

    far(`waits as long as it is asked to${why}`, async () => {
      expect(await sent({ status: 429, headers: { 'retry-after': '120' } })).toMatchObject({
        kind: 'retry',
        retryAfterMs: 120_000,
      });
      const date = new Date(nowMs + 90_000).toUTCString();
      expect(await sent({ status: 503, headers: { 'retry-after': date } })).toMatchObject({
        retryAfterMs: 90_000,
      });
    });

    far(`ends what no try can mend${why}`, async () => {
      for (const status of [400, 401, 403, 404, 410]) {
        expect(await sent({ status })).toMatchObject({ kind: 'dead' });
      }
    });

    far(`survives a receiver that hangs up or never answers, within its limit${why}`, async () => {
      expect(await sent('hang up')).toMatchObject({ kind: 'retry' });
      expect(await sent('nothing')).toMatchObject({ kind: 'retry' });
      expect(given.every((totalMs) => totalMs !== undefined && totalMs <= channelLimits.requestMs)).toBe(
        true,
      );
    });

    far(`shows neither its secret nor its address in a reason${why}`, async () => {
      for (const answer of [{ status: 400, body: secretValue }, { status: 500 }, 'hang up'] as const) {
        const outcome = JSON.stringify(await sent(answer));
        expect(outcome).not.toContain(secretValue);
        expect(outcome).not.toContain('token-in-the-path');
      }
    });
  });
}
