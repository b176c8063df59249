import type { Dispatcher } from 'undici';
import { webAddress } from '../domain/web-address.ts';
import { webLimits, type Web, type WebOutcome, type WebRequest } from '../ports/web.ts';
import { addressRule } from './addresses.ts';
import { acceptEncoding, readBody } from './body.ts';
import { guardedConnector } from './connect.ts';
import { failureOf } from './failure.ts';
import { hostOf } from './host-of.ts';
import { Agent, request as sendRequest } from './undici.ts';

export interface GuardedWeb extends Web {
  /** Closes every socket; requests under way fail. */
  close(): Promise<void>;
}

export interface GuardedWebOptions {
  readonly userAgent: string;
  /** CIDR ranges beside the public internet; every port is open there. */
  readonly allowNets: readonly string[];
  /** Ports beside 80 and 443 on public addresses. */
  readonly allowPorts: readonly number[];
}

const headerBytesMax = 64 * 1024;
const keepAliveMs = 4_000;
/**
 * undici 7 ends the process, by a throw that nobody can catch, when a far end closes while its body is held back
 * (nodejs/undici#5360). A body that is never full is never held back; `readBody` bounds it.
 */
const neverFullBytes = Number.MAX_SAFE_INTEGER;
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

type Hop =
  | { kind: 'end'; outcome: WebOutcome }
  | { kind: 'redirect'; status: number; to: string; headers: Readonly<Record<string, string>> };

/**
 * The one HTTP client. http and https only; every hop's address is judged where it is connected to; redirects
 * are followed by hand; bodies and times are bounded; nothing is kept between requests but open sockets.
 */
export function guardedWeb(options: GuardedWebOptions): GuardedWeb {
  const agent = new Agent({
    connect: guardedConnector(addressRule(options.allowNets), options.allowPorts),
    headersTimeout: webLimits.totalMs,
    bodyTimeout: webLimits.idleMs,
    keepAliveTimeout: keepAliveMs,
    maxHeaderSize: headerBytesMax,
  });
  return {
    async fetch(request) {
      // One signal for all hops: the limit is from the call to the last byte.
      const signal = AbortSignal.timeout(request.totalMs ?? webLimits.totalMs);
      const redirects: { status: number; to: string }[] = [];
      let url = request.url;
      for (;;) {
        const hop = await fetchHop(agent, options, { ...request, url }, signal, redirects);
        if (hop.kind === 'end') return hop.outcome;
        if (redirects.length === webLimits.redirectsMax) return failure('too-many-redirects', request.url);
        redirects.push({ status: hop.status, to: hop.to });
        if (request.staysOnHost === true && hostOf(hop.to) !== hostOf(url)) {
          const { status, headers } = hop;
          return { kind: 'response', status, headers, body: new Uint8Array(), url, redirects };
        }
        url = hop.to;
      }
    },
    close: () => agent.destroy(),
  };
}

async function fetchHop(
  agent: Agent,
  options: GuardedWebOptions,
  request: WebRequest,
  signal: AbortSignal,
  redirects: readonly { status: number; to: string }[],
): Promise<Hop> {
  const checked = checkUrl(request.url);
  if (typeof checked === 'string') return { kind: 'end', outcome: failure('bad-url', checked) };
  const method = request.method ?? 'GET';
  try {
    const response = await sendRequest.call(agent, {
      origin: checked.origin,
      path: `${checked.pathname}${checked.search}`,
      method,
      // Nothing in them is a secret: a feed that has moved elsewhere still answers 304 to its validators.
      headers: { 'user-agent': options.userAgent, 'accept-encoding': acceptEncoding, ...request.headers },
      body: request.body ?? null,
      signal,
      highWaterMark: neverFullBytes,
    });
    const headers = joined(response.headers);
    const { statusCode: status } = response;
    const location = headers['location'] && asUtf8(headers['location']);
    if (method === 'GET' && location !== undefined && redirectStatuses.includes(status)) {
      response.body.on('error', () => undefined).destroy();
      const to = webAddress(location, checked.href);
      if (to === undefined) return { kind: 'end', outcome: failure('bad-url', `redirect to ${location}`) };
      return { kind: 'redirect', status, to, headers };
    }
    const bytesMax = request.bodyBytesMax ?? webLimits.bodyBytesMax;
    const body = await readBody(response.body, {
      encoding: headers['content-encoding'],
      bytesMax,
      signal,
    });
    return {
      kind: 'end',
      outcome: { kind: 'response', status, headers, body, url: checked.href, redirects },
    };
  } catch (error) {
    return { kind: 'end', outcome: failureOf(error) };
  }
}

function checkUrl(text: string): URL | string {
  if (isTooLong(text)) return tooLong;
  if (!URL.canParse(text)) return `${text} is not a URL`;
  const url = new URL(text);
  // An Arabic letter is six characters by now.
  if (isTooLong(url.href)) return tooLong;
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `${url.protocol} is neither http nor https`;
  if (url.username !== '' || url.password !== '') return 'a URL with a user name or password in it';
  url.hash = '';
  return url;
}

const isTooLong = (url: string) => url.length > webLimits.urlCharsMax;
const tooLong = `a URL of more than ${webLimits.urlCharsMax} characters`;

/** Headers come in as Latin-1; many servers write the path of an Arabic page into `Location` as UTF-8, unencoded. */
function asUtf8(header: string): string {
  const text = Buffer.from(header, 'latin1').toString('utf8');
  return text.includes('\uFFFD') ? header : text;
}

function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
  );
  return Object.fromEntries(pairs) as Record<string, string>;
}

const failure = (reason: 'bad-url' | 'too-many-redirects', detail: string): WebOutcome => ({
  kind: 'failed',
  reason,
  detail,
});
