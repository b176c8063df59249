import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { post } from '../../shared/channels/post.ts';
import type { WebOutcome, WebRequest } from '../../shared/ports/web.ts';
import { nowMs } from '../contract/messages.ts';

/** Answers one after another, each after a while. */
function web(answers: readonly (Partial<Extract<WebOutcome, { kind: 'response' }>> | WebOutcome)[], tookMs = 0) {
  const requests: WebRequest[] = [];
  let now = nowMs;
  return {
    requests,
    ports: {
      clock: { nowMs: () => now, leftMs: () => Infinity, sleep: async () => undefined },
      web: {
        fetch: async (request: WebRequest): Promise<WebOutcome> => {
          const answer = answers[requests.length] ?? { status: 200 };
          requests.push(request);
          now += tookMs;
          if ('kind' in answer && answer.kind === 'failed') return answer;
          const body = new Uint8Array();
          return { kind: 'response', status: 200, headers: {}, body, url: request.url, redirects: [], ...answer };
        },
      },
    },
  };
} // prettier-ignore

const one = { url: 'https://example.org/hook/key-of-the-desk', bodies: ['{"rich":1}', '{"plain":1}'] };

describe('post', () => {
  it('sends the plainer body in the time that is left', async () => {
    const { ports, requests } = web([{ status: 400 }, { status: 200 }], 6_500);
    expect(await post(ports, one)).toEqual({ kind: 'sent' });
    expect(requests.map(({ body, totalMs }) => [body, totalMs])).toEqual([
      ['{"rich":1}', 10_000],
      ['{"plain":1}', 3_500],
    ]);
  });

  it('sends no plainer body where the first was not refused for its form', async () => {
    for (const status of [200, 401, 403, 404, 410, 429, 500]) {
      const { ports, requests } = web([{ status }]);
      await post(ports, one);
      expect(requests).toHaveLength(1);
    }
  });

  it.each([
    ['bad-url', { kind: 'dead' }],
    ['refused-address', { kind: 'dead' }],
    ['dns', { kind: 'retry', mayHaveArrived: false }],
    ['tls', { kind: 'retry', mayHaveArrived: false }],
    ['timeout', { kind: 'retry', mayHaveArrived: true }],
    ['too-large', { kind: 'retry', mayHaveArrived: true }],
  ] as const)('where nothing answers (%s): %j', async (reason, outcome) => {
    const { ports } = web([{ kind: 'failed', reason, detail: 'https://example.org/hook/key-of-the-desk' }]);
    expect(await post(ports, one)).toEqual({
      ...outcome,
      reason: `the receiver could not be reached (${reason})`,
    });
  });

  it.each([
    ['{"x-ratelimit-remaining":"0","x-ratelimit-reset-after":"1.337"}', 2_000],
    ['{"x-ratelimit-remaining":"4","x-ratelimit-reset-after":"1.337"}', undefined],
    ['{"x-ratelimit-remaining":"0"}', undefined],
    ['{"x-ratelimit-remaining":"0","x-ratelimit-reset-after":"soon"}', undefined],
  ])('pauses after %s', async (headers, pauseMs) => {
    const { ports } = web([{ headers: JSON.parse(headers) as Record<string, string> }]);
    expect(await post(ports, one)).toEqual({ kind: 'sent', pauseMs });
  });

  it.each([
    ['no_service', 'the receiver answered HTTP 404 (no_service)'],
    ['{"ok":false,"description":"Bad Request: chat not found"}', 'the receiver answered HTTP 404 (Bad Request: chat not found)'],
    ['{"message":"Unknown Webhook","code":10015}', 'the receiver answered HTTP 404 (Unknown Webhook)'],
    ['{"code":40401,"error":"page not found"}', 'the receiver answered HTTP 404 (page not found)'],
    ['<html>no</html>', 'the receiver answered HTTP 404'],
    ['no hook with the key keyofthedesk', 'the receiver answered HTTP 404'],
    ['{"message":{"a":1}}', 'the receiver answered HTTP 404'],
  ])('says why in the receiver’s own words, where they are harmless: %s', async (body, reason) => {
    const { ports } = web([{ status: 404, body: Buffer.from(body) }]);
    expect(await post(ports, { ...one, hidden: ['keyofthedesk'] })).toEqual({ kind: 'dead', reason });
  }); // prettier-ignore

  it('makes of any answer one of three outcomes, in a week at most, with a short reason', async () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('Infinity', '1e999', '-5', '0x10', '99999999999', '{"retry_after":1e300}', '[[['));
    const answer = fc.record({
      status: fc.integer({ min: 100, max: 599 }),
      headers: fc.record({ 'retry-after': text, 'x-ratelimit-remaining': fc.constantFrom('0', '1'), 'x-ratelimit-reset-after': text }),
      body: fc.oneof(text, fc.json()).map((value) => new Uint8Array(Buffer.from(value))),
    });
    await fc.assert(
      fc.asyncProperty(answer, async (given) => {
        const outcome = await post(web([given]).ports, { ...one, bodies: ['{}'] });
        const waits = [outcome.kind === 'retry' ? outcome.retryAfterMs : outcome.kind === 'sent' ? outcome.pauseMs : 0];
        for (const ms of waits) if (ms !== undefined) expect(ms >= 0 && ms <= 7 * 86_400_000).toBe(true);
        if (outcome.kind !== 'sent') expect(outcome.reason).toMatch(/^the receiver answered HTTP \d{3}[ -~]{0,150}$/u);
      }),
    );
  }); // prettier-ignore
});
