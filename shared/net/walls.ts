import type { WebResponse } from '../ports/web.ts';

/** The publisher's own word that it does not want to be read without a key, a payment or a browser. */
const refusals: Readonly<Record<number, string>> = {
  401: 'HTTP 401: it asks for a password',
  402: 'HTTP 402: it asks for a payment',
  403: 'HTTP 403: the publisher refuses it',
  407: 'HTTP 407: it asks for a password',
  451: 'HTTP 451: the law does not allow it',
};
/** What bot walls write into the pages that they put in front of a site. */
const challenge =
  /\bcf[-_]chl|challenge-platform|\bg-recaptcha|hcaptcha\.com|captcha-delivery|\b_incapsula_|\bpx-captcha|<title>\s*(?:just a moment|attention required|access denied|are you a robot|verify(?:ing)? you are human|security check)/iu;
const lookedAtBytes = 50_000;

/** Why an answer is a wall in front of what was asked for; undefined where it is none. */
export function wallIn({ status, headers, body }: WebResponse): string | undefined {
  if (headers['cf-mitigated'] === 'challenge') return `HTTP ${status}: a check for browsers stands before it`;
  if (refusals[status] !== undefined) return refusals[status];
  const isPage = /\bhtml\b/u.test(headers['content-type'] ?? '') || status >= 500;
  const begin = isPage ? Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, lookedAtBytes)) : undefined;
  return begin !== undefined && challenge.test(begin.toString('latin1'))
    ? `HTTP ${status}: a check for browsers stands before it`
    : undefined;
} // prettier-ignore
