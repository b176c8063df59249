import type { Readable, Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** Thrown as soon as a body, inflated, is larger than it may be. */
export class BodyTooLarge extends Error {
  readonly code = 'RASID_BODY_TOO_LARGE';
}

/** More layers than this are no server's honest answer. */
const encodingsMax = 2;

/** Reads a body to its end, inflating as `content-encoding` says, and counts while it streams. */
export async function readBody(
  body: Readable,
  encoding: string | undefined,
  bytesMax: number,
): Promise<Uint8Array> {
  const layers = (encoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (layers.length > encodingsMax) throw new Error(`content-encoding ${encoding}`);
  let stream: Readable = body;
  const opened: Transform[] = [];
  for (const name of layers.reverse()) {
    const inflater = inflaterOf(name);
    const source = stream;
    // `pipe` forwards no errors: a broken or refused source must end what reads from it.
    source.once('error', (error) => inflater.destroy(error));
    stream = source.pipe(inflater);
    opened.push(inflater);
  }
  const chunks: Buffer[] = [];
  let byteCount = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      byteCount += chunk.length;
      if (byteCount > bytesMax) throw new BodyTooLarge(`the body is larger than ${bytesMax} bytes`);
      chunks.push(chunk);
    }
  } finally {
    for (const inflater of opened) inflater.destroy();
    // A destroyed body closes its socket: nothing more is received that nobody reads.
    if (!body.readableEnded) body.on('error', () => undefined).destroy();
  }
  return Buffer.concat(chunks);
}

/** Node has it from 22.15 on; its types of an older Node do not know it. */
const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };

const inflaters: Readonly<Record<string, () => Transform>> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  deflate: () => zlib.createInflate(),
  br: () => zlib.createBrotliDecompress(),
  ...(createZstdDecompress && { zstd: () => createZstdDecompress() }),
};

/** What servers may send. */
export const acceptEncoding = Object.keys(inflaters)
  .filter((name) => name !== 'x-gzip')
  .join(', ');

function inflaterOf(name: string): Transform {
  const inflater = inflaters[name];
  if (inflater === undefined) throw new Error(`unknown content-encoding ${name}`);
  return inflater();
}
