import { afterAll, describe, expect, test } from 'vitest';
import type { Channel, ChannelPorts } from '../../shared/channels/channel.ts';
import { channelLimits } from '../../shared/channels/channel.ts';
import { guardedWeb } from '../../shared/net/web.ts';
import type { Secrets } from '../../shared/ports/world.ts';
import { httpFarEnd, type Answer, type FarEnd, type Received } from './far-end.ts';
import {
  alert,
  digest,
  feedbackUrl,
  hostileMessages,
  notice,
  nowMs,
  secretValue,
  sending,
} from './messages.ts';

export interface ChannelSubject {
  readonly name: string;
  /** `url`: of the far end; what `secrets` gives is in `secretsAt`. */
  readonly make: (url: string, ports: ChannelPorts) => Channel;
  /** HTTP on loopback, if nothing else is said. */
  readonly open?: () => Promise<FarEnd>;
  /** What the real far end answers to a message. */
  readonly provider?: (received: Received) => Answer;
  readonly ports?: (url: string, ports: ChannelPorts) => Partial<ChannelPorts>;
  /** What was received, as text. */
  readonly textOf?: (body: string) => string;
  /** Its messages have a form that a receiver may refuse, and a plainer one beside it. */
  readonly hasPlainer?: true;
  /** It cannot send without them. */
  readonly secrets?: readonly string[];
  /** Why the channel has no far end, where it has none. */
  readonly noReceiver?: string;
  /** Why it has no lines for people, where programs read it. */
  readonly noLines?: string;
  /** Why nobody can ask it to wait. */
  readonly noRetryAfter?: string;
}

export const hiddenToken = 'token-in-the-path';
/** Values of the secrets that the subjects name. */
const secretsAt = (url: string): Readonly<Record<string, string>> => ({
  DESK_SECRET: secretValue,
  DESK_URL: `${url}/hook/${hiddenToken}`,
  DESK_TOKEN: `123456:${hiddenToken}`,
  DESK_TOPIC: hiddenToken,
  SMTP_URL: url,
});

/** All the strings of a JSON value, a line each. */
export function stringsOf(body: string): string {
  const strings: string[] = [];
  JSON.parse(body, (_, value: unknown) => {
    if (typeof value === 'string') strings.push(value);
    return value;
  });
  return strings.join('\n');
}

const withoutIsolates = (text: string) => text.replace(/[\u2066-\u2069\u200E\u200F]/gu, '');

/** What every channel keeps to, whoever it sends to. */
export function channelContract(subject: ChannelSubject): void {
  const { name, make, noReceiver } = subject;
  describe(`Channel: ${name}`, async () => {
    const far = await (subject.open ?? httpFarEnd)();
    const guarded = guardedWeb({ userAgent: 'Rasid test', allowNets: ['127.0.0.0/8'], allowPorts: [] });
    const given: (number | undefined)[] = [];
    // The channel's own limit is checked as given; nobody waits for it.
    const hasty = <R extends { readonly totalMs?: number }>(request: R): R & { totalMs: number } => {
      given.push(request.totalMs);
      return { ...request, totalMs: 300 };
    };
    const secrets: Secrets = { get: async (secret) => secretsAt(far.url)[secret] };
    const none = async () => ({ kind: 'dead', reason: 'not here' }) as const;
    const plainPorts: ChannelPorts = {
      web: { fetch: (request) => guarded.fetch(hasty(request)) },
      mail: { send: none },
      broadcast: { publish: none },
      secrets,
      clock: { nowMs: () => nowMs, leftMs: () => Infinity, sleep: async () => undefined },
      print: () => undefined,
    };
    const { mail, broadcast } = { ...plainPorts, ...subject.ports?.(far.url, plainPorts) };
    const ports: ChannelPorts = {
      ...plainPorts,
      mail: { send: (letter) => mail.send(hasty(letter)) },
      broadcast: { publish: (bulletin) => broadcast.publish(hasty(bulletin)) },
    };
    afterAll(async () => {
      await guarded.close();
      await far.close();
    });
    const channel = make(far.url, ports);
    const accepted = subject.provider ?? (() => ({ status: 200 }));
    const sent = (answer: Answer | FarEnd['answer'], what = sending) => {
      far.answer = typeof answer === 'function' ? answer : () => answer;
      far.received.length = 0;
      return channel.send(what);
    };
    const textsSeen = () => far.received.map(({ body }) => withoutIsolates((subject.textOf ?? stringsOf)(body)));

    test('names itself and its target, and paces itself', () => {
      expect(channel.name).not.toBe('');
      expect(channel.target).not.toBe('');
      expect(channel.target).not.toContain(hiddenToken);
      expect(channel.gapMs).toBeGreaterThanOrEqual(0);
    });

    test('sends', async () => {
      expect(await sent(accepted)).toEqual({ kind: 'sent' });
      expect(await sent(accepted, { ...sending, message: { kind: 'notice', notice } })).toEqual({ kind: 'sent' });
      expect(await sent(accepted, { ...sending, message: { kind: 'digest', digest } })).toEqual({ kind: 'sent' });
    });

    test('sends whatever strangers write', async () => {
      for (const message of hostileMessages) {
        expect(await sent(accepted, { ...sending, message })).toEqual({ kind: 'sent' });
        // At the first try: nothing that they write makes the receiver refuse the form.
        if (noReceiver === undefined) expect(far.received).toHaveLength(1);
        for (const { body } of far.received) expect(body.isWellFormed()).toBe(true);
      }
    });

    const doesLeaveOut = (why: string | undefined) => (why === undefined ? '' : ` (left out: ${why})`);
    const toFar = (why?: string) => (noReceiver ?? why) === undefined ? test : test.skip;
    const why = doesLeaveOut(noReceiver);
    const lines = noReceiver ?? subject.noLines;

    toFar(lines)(`shows topic, chapter, title, outlet, the reader's time, score, receipt and link${doesLeaveOut(lines)}`, async () => {
      await sent(accepted, { ...sending, timeZone: 'Asia/Baghdad' });
      const [text = ''] = textsSeen();
      for (const part of [alert.topicTitle, 'new fact in a known story (1)', alert.article.title, alert.article.outlet, '2026-02-13 10:59', '21.3 points (11.7 needed)', 'للمعتقلين +1.8', '150 -', alert.article.url])
        expect(text).toContain(part);
      expect(text).not.toMatch(/a sample|sent before/u);
    });

    toFar(lines)(`shows where the reader can answer an alert, whole, however much else there is; and not with a notice${doesLeaveOut(lines)}`, async () => {
      const raw = () => (subject.textOf ?? stringsOf)(far.received[0]?.body ?? '');
      for (const message of [sending.message, ...hostileMessages]) {
        await sent(accepted, { ...sending, message });
        expect(raw().includes(feedbackUrl)).toBe(message.kind === 'alert');
        if (message.kind === 'alert') expect(raw()).toContain('Feedback');
      }
      await sent(accepted, { ...sending, feedbackUrl: undefined });
      expect(raw()).not.toContain('Feedback');
    });

    toFar(lines)(`marks a sample, and what may have come before${doesLeaveOut(lines)}`, async () => {
      await sent(accepted, { ...sending, isSample: true, isRepeat: true });
      expect(textsSeen()[0]).toMatch(/a sample · may have been sent before/u);
    });

    toFar(lines)(`keeps the link, and every isolate on its line, however much there is to cut${doesLeaveOut(lines)}`, async () => {
      const url = `https://example.org/${'long/'.repeat(150)}`;
      const [message] = hostileMessages;
      if (message?.kind !== 'alert') throw new Error('no alert');
      const what = { kind: 'alert', alert: { ...message.alert, article: { ...message.alert.article, url } } } as const;
      expect(await sent(accepted, { ...sending, message: what })).toEqual({ kind: 'sent' });
      expect(textsSeen()[0]).toContain(url);
      for (const line of (subject.textOf ?? stringsOf)(far.received[0]?.body ?? '').split('\n'))
        expect(line.match(/[\u2066-\u2068]/gu)?.length ?? 0).toBe(line.match(/\u2069/gu)?.length ?? 0);
    });

    toFar(lines)(`shows as many items of a digest as fit, each with its link, and counts the others${doesLeaveOut(lines)}`, async () => {
      const feedUrl = 'https://rasid.example.org/topics/isis-detainees.xml?s=abc';
      expect(await sent(accepted, { ...sending, message: { kind: 'digest', digest }, feedUrl })).toEqual({ kind: 'sent' });
      expect(far.received).toHaveLength(1);
      const [text = ''] = textsSeen();
      const shown = digest.items.filter(({ title }) => text.includes(title));
      // Slack has a shorter text for notifications before the one that people read.
      const moreCount = [...text.matchAll(/and (\d+) more, in the topic's own feed/gu)].at(-1)?.[1];
      expect(shown.length).toBeGreaterThanOrEqual(5);
      expect(shown.length + Number(moreCount)).toBe(digest.itemCount);
      expect(shown).toEqual(digest.items.slice(0, shown.length));
      for (const { url } of shown) expect(text).toContain(url);
      expect(text).toContain(feedUrl);
      expect(text).toContain('114 new');
    });

    toFar(lines)(`shows a short digest whole, and nothing about others${doesLeaveOut(lines)}`, async () => {
      const short = { ...digest, why: 'cap', items: digest.items.slice(0, 3), itemCount: 3 } as const;
      await sent(accepted, { ...sending, message: { kind: 'digest', digest: short } });
      const [text = ''] = textsSeen();
      for (const { title, url } of short.items) for (const part of [title, url]) expect(text).toContain(part);
      expect(text).toContain('and 3 more: ');
      expect(text).not.toMatch(/that do not fit|own feed/u);
    });

    const plainer = noReceiver ?? (subject.hasPlainer ? undefined : 'it has one form');
    toFar(plainer)(`says it plainly and shortly where the receiver refuses the form or the size${doesLeaveOut(plainer)}`, async () => {
      for (const status of [400, 413]) {
        expect(await sent((received, nth) => (nth === 0 ? { status } : accepted(received)))).toEqual({ kind: 'sent' });
        const [rich, short] = textsSeen();
        expect(far.received).toHaveLength(2);
        expect(short).not.toBe(rich);
        expect(short).toContain(alert.article.title);
        expect(short).toContain(alert.article.url);
      }
      const [message] = hostileMessages;
      expect(await sent((received, nth) => (nth === 0 ? { status: 413 } : accepted(received)), { ...sending, message: message! })).toEqual({ kind: 'sent' });
    });

    toFar()(`tries again later what a receiver may take later${why}`, async () => {
      for (const status of [408, 429, 500, 502, 503, 504]) {
        expect(await sent({ status })).toMatchObject({ kind: 'retry' });
        expect(far.received).toHaveLength(1);
      }
    });

    const asks = noReceiver ?? subject.noRetryAfter;
    toFar(asks)(`waits as long as it is asked to, in a header or in the body${doesLeaveOut(asks)}`, async () => {
      const waitOf = (answer: Answer) => sent(answer).then((outcome) => outcome.kind === 'retry' && outcome.retryAfterMs);
      expect(await waitOf({ status: 429, headers: { 'retry-after': '120' } })).toBe(120_000);
      const date = new Date(nowMs + 90_000).toUTCString();
      expect(await waitOf({ status: 503, headers: { 'retry-after': date } })).toBe(90_000);
      expect(await waitOf({ status: 429, body: '{"ok":false,"parameters":{"retry_after":35}}' })).toBe(35_000);
      expect(await waitOf({ status: 429, headers: { 'retry-after': '1' }, body: '{"message":"slow","retry_after":0.6,"global":true}' })).toBe(1_000);
      for (const body of ['{"retry_after":"x"}', '{"retry_after":-1}', '[]', 'null', '{"parameters":7}', '<html>'])
        expect(await waitOf({ status: 429, body })).toBeUndefined();
    });

    toFar()(`ends what no try can mend${why}`, async () => {
      for (const status of [400, 401, 403, 404, 410, 413])
        expect(await sent({ status })).toMatchObject({ kind: 'dead' });
    });

    toFar()(`survives a receiver that hangs up or never answers, within its limit${why}`, async () => {
      given.length = 0;
      expect(await sent('hang up')).toMatchObject({ kind: 'retry' });
      expect(await sent('nothing')).toMatchObject({ kind: 'retry' });
      expect(given).not.toEqual([]);
      expect(given.every((totalMs) => totalMs !== undefined && totalMs <= channelLimits.requestMs)).toBe(true);
    });

    toFar()(`shows neither its secrets nor its address in a reason, nor what a receiver says of them${why}`, async () => {
      const echoes = [secretValue, hiddenToken, `no ${hiddenToken} here`, JSON.stringify({ description: `bot ${hiddenToken}` })];
      for (const answer of [...echoes.map((body) => ({ status: 400, body })), { status: 500, body: hiddenToken }, 'hang up', 'nothing'] as const) {
        const outcome = JSON.stringify(await sent(answer));
        for (const secret of [secretValue, hiddenToken, '127.0.0.1']) expect(outcome).not.toContain(secret);
      }
    });

    const names = subject.secrets ?? [];
    test.each(names)('sends nothing without its secret %s, and says which', async (missing) => {
      const get = async (secret: string) => (secret === missing ? undefined : secretsAt(far.url)[secret]);
      const without = { ...plainPorts, secrets: { get } };
      far.received.length = 0;
      expect(await make(far.url, { ...without, ...subject.ports?.(far.url, without) }).send(sending)).toEqual({
        kind: 'dead',
        reason: `the secret ${missing} is not set`,
      });
      expect(far.received).toEqual([]);
    });
  });
} // prettier-ignore
