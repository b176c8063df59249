import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readBody } from '../../shared/net/body.ts';
import { guardedWeb } from '../../shared/net/web.ts';
import { serve, type Handler } from '../pipeline/test-world.ts';

const web = guardedWeb({ userAgent: 'Rasid test', allowNets: ['127.0.0.0/8'], allowPorts: [] });
const closers: (() => Promise<void>)[] = [() => web.close()];
afterAll(async () => {
  for (const close of closers) await close();
});
const text = (body: Uint8Array) => Buffer.from(body).toString();

async function serving(handler: Handler) {
  const server = await serve(handler);
  closers.unshift(() => server.close());
  return server.origin;
}

describe('bodies', () => {
  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('inflates %s', async (encoding, deflate) => {
    const origin = await serving((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(deflate('نص'));
    });
    const outcome = await web.fetch({ url: origin });
    expect(outcome.kind === 'response' && text(outcome.body)).toBe('نص');
  });

  const { zstdCompressSync } = zlib as { zstdCompressSync?: (text: string) => Buffer };
  it.skipIf(zstdCompressSync === undefined)('inflates zstd, where Node can, and asks for it', async () => {
    const asked: unknown[] = [];
    const origin = await serving((request, response) => {
      asked.push(request.headers['accept-encoding']);
      response.writeHead(200, { 'content-encoding': 'zstd' }).end(zstdCompressSync?.('نص'));
    });
    const outcome = await web.fetch({ url: origin });
    expect(outcome.kind === 'response' && text(outcome.body)).toBe('نص');
    expect(asked[0]).toContain('zstd');
  });

  it('stops inflating a brotli bomb of some hundred bytes at the limit', async () => {
    const bomb = brotliCompressSync(Buffer.alloc(400_000_000), {
      params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 },
    });
    expect(bomb.length).toBeLessThan(2_000);
    const origin = await serving((_, response) => {
      response.writeHead(200, { 'content-encoding': 'br' }).end(bomb);
    });
    const before = process.memoryUsage().arrayBuffers;
    expect(await web.fetch({ url: origin, bodyBytesMax: 10_000_000 })).toMatchObject({ reason: 'too-large' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  });

  it.each(['gzip, br', 'br, gzip', 'gzip, gzip', 'gzip,deflate', 'identity, gzip, br', 'constructor', '__proto__', 'toString', 'lzma'])(
    'refuses %s: one encoding that it knows, and one layer of it',
    async (encoding) => {
      const origin = await serving((_, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end(gzipSync(gzipSync('نص')));
      });
      expect(await web.fetch({ url: origin })).toMatchObject({ reason: 'broken', detail: `content-encoding ${encoding}` });
    },
  ); // prettier-ignore

  it.each(['', 'identity', ' , ', 'GZIP', 'identity, gzip'])('takes %j for what it is', async (encoding) => {
    const origin = await serving((_, response) => {
      const body = /gzip/iu.test(encoding) ? gzipSync('نص') : 'نص';
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    const outcome = await web.fetch({ url: origin });
    expect(outcome.kind === 'response' && text(outcome.body)).toBe('نص');
  });

  const gzipHead = Buffer.from('1f8b0800000000000003', 'hex');
  const emptyBlocks = Buffer.from('000000ffff'.repeat(1_000), 'hex');
  const empty = {
    'gzip blocks': { encoding: 'gzip', head: gzipHead, more: emptyBlocks },
    'gzip members': { encoding: 'gzip', head: gzipSync(''), more: Buffer.concat(Array<Buffer>(250).fill(gzipSync(''))) },
    'deflate blocks': { encoding: 'deflate', head: Buffer.from('789c', 'hex'), more: emptyBlocks },
    // Metadata of no bytes: ISLAST 0, MNIBBLES 0 (11), reserved 0, MSKIPBYTES 0, and on to the next byte.
    'brotli blocks': { encoding: 'br', head: Buffer.from('0c', 'hex'), more: Buffer.alloc(5_000, 0x06) },
  }; // prettier-ignore

  it.each(Object.entries(empty))('ends at the deadline while %s come without end', async (_, sent) => {
    const origin = await serving((_, response) => {
      response.writeHead(200, { 'content-encoding': sent.encoding }).write(sent.head);
      const timer = setInterval(() => response.write(sent.more), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await web.fetch({ url: origin, totalMs: 400 })).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
    });
  });

  it.each(Object.entries(empty))('counts what it receives of empty %s', async (_, sent) => {
    const origin = await serving((_, response) => {
      response.writeHead(200, { 'content-encoding': sent.encoding }).write(sent.head);
      const more = () => {
        while (!response.closed && response.write(sent.more));
        if (!response.closed) response.once('drain', more);
      };
      more();
    });
    expect(await web.fetch({ url: origin, bodyBytesMax: 100_000 })).toMatchObject({ reason: 'too-large' });
  });

  it('stops inflating at the deadline, also when the whole body has been received', async () => {
    const ending = new AbortController();
    const body = Readable.from([gzipSync(Buffer.alloc(100_000_000))]);
    const reading = readBody(body, { encoding: 'gzip', bytesMax: 200_000_000, signal: ending.signal });
    body.once('end', () => ending.abort());
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
