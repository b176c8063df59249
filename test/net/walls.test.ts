import { describe, expect, it } from 'vitest';
import { wallIn } from '../../shared/net/walls.ts';

const answer = (status: number, body = '', headers: Record<string, string> = {}) =>
  wallIn({
    kind: 'response',
    status,
    headers,
    body: Buffer.from(body),
    url: 'https://news.example/feed',
    redirects: [],
  });
const html = { 'content-type': 'text/html; charset=utf-8' };

describe('wallIn', () => {
  it.each([401, 402, 403, 407, 451])('HTTP %i is a refusal', (status) => {
    expect(answer(status)).toContain(`HTTP ${status}`);
  });

  it.each<[string, string | undefined]>([
    ['a title that asks to wait', answer(503, '<title>Just a moment...</title>', html)],
    ['a check with a good status', answer(200, '<div class="g-recaptcha"></div>', html)],
    ['a check that says no type', answer(503, '<script src="/cdn-cgi/challenge-platform/x.js">')],
    ['a header', answer(200, '', { 'cf-mitigated': 'challenge' })],
  ])('%s is a check for browsers', (_, wall) => {
    expect(wall).toContain('check for browsers');
  });

  it.each<[string, string | undefined]>([
    ['a feed', answer(200, '<rss><channel><title>x</title></channel></rss>', { 'content-type': 'text/xml' })],
    ['a feed that reports on walls', answer(200, '<rss><item><title>hcaptcha.com was sold</title></item></rss>', { 'content-type': 'text/xml' })],
    ['a page', answer(200, '<title>News</title>', html)],
    ['an outage', answer(502, 'Bad gateway')],
    ['what is not there', answer(404, '<title>Not found</title>', html)],
    ['nothing changed', answer(304)],
  ])('%s is none', (_, wall) => {
    expect(wall).toBeUndefined();
  }); // prettier-ignore
});
