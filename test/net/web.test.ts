import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { guardedWeb } from '../../shared/net/web.ts';
import { webLimits } from '../../shared/ports/web.ts';
import { serve, type Handler } from '../pipeline/test-world.ts';

const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});
const text = (body: Uint8Array) => Buffer.from(body).toString();

async function serving(handler: Handler) {
  const server = await serve(handler);
  closers.push(() => server.close());
  return server.origin;
}
function client(allowNets: readonly string[] = ['127.0.0.0/8'], allowPorts: readonly number[] = []) {
  const web = guardedWeb({ userAgent: 'Rasid test (+mailto:x@example.org)', allowNets, allowPorts });
  closers.push(() => web.close());
  return web;
}

describe('guardedWeb', () => {
  const web = client();

  it('says who asks, and answers status, headers and body', async () => {
    const seen: Record<string, unknown>[] = [];
    const origin = await serving((request, response) => {
      seen.push(request.headers);
      response.writeHead(404, { 'X-Two': ['a', 'b'] }).end('gone');
    });
    const outcome = await web.fetch({ url: `${origin}/a#b`, headers: { accept: 'text/html' } });
    expect(outcome).toMatchObject({ kind: 'response', status: 404, headers: { 'x-two': 'a, b' }, url: `${origin}/a`, redirects: [] }); // prettier-ignore
    expect(seen[0]).toMatchObject({
      'user-agent': 'Rasid test (+mailto:x@example.org)',
      accept: 'text/html',
    });
  });

  it('asks nobody for an address of over 4,000 characters, as it was written or as it is sent', async () => {
    const asked: string[] = [];
    const origin = await serving((_, response, path) => {
      asked.push(path);
      response.writeHead(302, { location: `/${'x'.repeat(4_000)}` }).end();
    });
    for (const path of ['x'.repeat(4_000), 'خبر'.repeat(250), ' '.repeat(5_000)])
      expect(await web.fetch({ url: `${origin}/${path}` })).toMatchObject({
        kind: 'failed',
        reason: 'bad-url',
      });
    expect(asked).toEqual([]);
    expect(await web.fetch({ url: `${origin}/short` })).toMatchObject({ kind: 'failed', reason: 'bad-url' });
    expect(asked).toEqual(['/short']);
  });

  it('keeps no cookie', async () => {
    const cookies: unknown[] = [];
    const origin = await serving((request, response) => {
      cookies.push(request.headers.cookie);
      response.writeHead(200, { 'set-cookie': 'id=1' }).end();
    });
    for (let count = 0; count < 2; count += 1) await web.fetch({ url: origin });
    expect(cookies).toEqual([undefined, undefined]);
  });

  it('cuts off a body above its limit, also one that only inflates to it', async () => {
    const plain = await serving((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    const bomb = await serving((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)));
    });
    for (const url of [plain, bomb])
      expect(await web.fetch({ url, bodyBytesMax: 100_000 })).toMatchObject({ kind: 'failed', reason: 'too-large' }); // prettier-ignore
  });

  it('follows redirects to its limit, and says the way', async () => {
    const origin = await serving((_, response, path) => {
      const step = Number(path.slice(1));
      if (step === 0) response.writeHead(200).end('here');
      else response.writeHead(302, { location: `/${step - 1}` }).end();
    });
    const outcome = await web.fetch({ url: `${origin}/${webLimits.redirectsMax}` });
    expect(outcome).toMatchObject({ kind: 'response', status: 200, url: `${origin}/0` });
    expect(outcome.kind === 'response' && outcome.redirects).toHaveLength(webLimits.redirectsMax);
    expect(await web.fetch({ url: `${origin}/${webLimits.redirectsMax + 1}` })).toMatchObject({ reason: 'too-many-redirects' }); // prettier-ignore
  });

  it('follows a redirect whose path is written in UTF-8, and one in Latin-1', async () => {
    const origin = await serving((request, response, path) => {
      if (path === '/utf8')
        response.writeHead(302, { location: Buffer.from('/خبر/1').toString('latin1') }).end();
      else if (path === '/latin1') response.writeHead(302, { location: '/caf\u00E9' }).end();
      else response.end(request.url);
    });
    const ends = await Promise.all(['utf8', 'latin1'].map((path) => web.fetch({ url: `${origin}/${path}` })));
    expect(ends.map((end) => end.kind === 'response' && text(end.body))).toEqual(['/%D8%AE%D8%A8%D8%B1/1', '/caf%C3%A9']); // prettier-ignore
  });

  it('stops at another host where it is told to, and goes on within one', async () => {
    const other = await serving((_, response) => response.end('there'));
    const origin = await serving((_, response, path) => {
      if (path === '/away') response.writeHead(302, { location: `${other}/x` }).end();
      else if (path === '/on') response.writeHead(301, { location: '/away' }).end();
    });
    const outcome = await web.fetch({ url: `${origin}/on`, staysOnHost: true });
    expect(outcome).toMatchObject({ kind: 'response', status: 302, url: `${origin}/away`, redirects: [{ status: 301, to: `${origin}/away` }, { status: 302, to: `${other}/x` }] }); // prettier-ignore
  });

  it('takes validators along, so that a feed that has moved can answer 304', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serving((request, response) => {
      seen.push(request.headers['if-none-match']);
      response.end('here');
    });
    const origin = await serving((request, response) => {
      seen.push(request.headers['if-none-match']);
      response.writeHead(301, { location: `${other}/x` }).end();
    });
    await web.fetch({ url: origin, headers: { 'if-none-match': '"a"' } });
    expect(seen).toEqual(['"a"', '"a"']);
  });

  it('follows no redirect of a POST', async () => {
    const origin = await serving((_, response) => response.writeHead(307, { location: '/x' }).end());
    expect(await web.fetch({ url: origin, method: 'POST', body: 'x' })).toMatchObject({ status: 307 });
  });

  it('refuses private addresses, by name, by number and behind a redirect', async () => {
    const guarded = client([]);
    const origin = await serving((_, response) => response.end('secret'));
    const port = new URL(origin).port;
    const urls = ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254'].map((host) => `http://${host}:${port}/`); // prettier-ignore
    for (const url of [...urls, origin])
      expect(await guarded.fetch({ url })).toMatchObject({ kind: 'failed', reason: 'refused-address' });
    const redirect = await serving((_, response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end()); // prettier-ignore
    expect(await web.fetch({ url: redirect })).toMatchObject({ reason: 'refused-address' });
  });

  it.each(['ftp://example.org/', 'file:///etc/passwd', 'http://user:pw@example.org/', 'nonsense'])(
    'asks nobody for %s',
    async (url) => {
      expect(await web.fetch({ url })).toMatchObject({ kind: 'failed', reason: 'bad-url' });
    },
  );

  it('gives up a server that never answers, that stops in the middle, and that is not there', async () => {
    const silent = await serving(() => undefined);
    expect(await web.fetch({ url: silent, totalMs: 200 })).toMatchObject({ reason: 'timeout' });
    const stuck = await serving((_, response) => {
      response.writeHead(200).write('half');
    });
    expect(await web.fetch({ url: stuck, totalMs: 200 })).toMatchObject({ reason: 'timeout' });
    const cut = await serving((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await web.fetch({ url: cut })).toMatchObject({ kind: 'failed', reason: 'broken' });
    expect(await web.fetch({ url: 'http://127.0.0.1:1/' })).toMatchObject({ reason: 'connect' });
    expect(await web.fetch({ url: 'http://no-such-host.invalid/' })).toMatchObject({ reason: 'dns' });
  });

  it('survives what is no HTTP', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-x\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(async () => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await web.fetch({ url })).toMatchObject({ kind: 'failed', reason: 'broken' });
    const garbled = await serving((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip')); // prettier-ignore
    expect(await web.fetch({ url: garbled })).toMatchObject({ kind: 'failed', reason: 'broken' });
  });
});
