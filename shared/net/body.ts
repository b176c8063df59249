import { addAbortSignal, PassThrough, type Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** Thrown as soon as a body, on the wire or inflated, is larger than it may be. */
export class BodyTooLarge extends Error {
  readonly code = 'RASID_BODY_TOO_LARGE';
}

export interface BodyHow {
  readonly encoding: string | undefined;
  /** Of the inflated body. */
  readonly bytesMax: number;
  /** Ends the reading, also when the whole body has been received and only its inflation goes on. */
  readonly signal: AbortSignal;
}

/** A compressed body is never longer than the plain one but for its frame; blocks may be empty without end. */
const frameBytesMax = 65_536;

/**
 * Reads a body to its end, inflating as `content-encoding` says, and counts while it streams. The wire is never held
 * back: bytes wait in the inflater, and are counted before.
 */
export async function readBody(body: Readable, how: BodyHow): Promise<Uint8Array> {
  let sink: Transform | undefined;
  const chunks: Buffer[] = [];
  let byteCount = 0;
  try {
    sink = inflaterOf(how.encoding);
    fill(sink, body, how);
    for await (const chunk of sink as AsyncIterable<Buffer>) {
      byteCount += chunk.length;
      if (byteCount > how.bytesMax) throw tooLarge(how.bytesMax);
      chunks.push(chunk);
    }
  } finally {
    sink?.destroy();
    // A destroyed body closes its socket: nothing more is received that nobody reads.
    if (!body.readableEnded) body.on('error', () => undefined).destroy();
  }
  return Buffer.concat(chunks);
}

const tooLarge = (bytesMax: number) => new BodyTooLarge(`the body is larger than ${bytesMax} bytes`);

/** Not `pipe`: it would hold the wire back, and forwards no errors. */
function fill(sink: Transform, body: Readable, { bytesMax, signal }: BodyHow): void {
  addAbortSignal(signal, sink);
  let wireBytes = 0;
  body.on('data', (chunk: Buffer) => {
    wireBytes += chunk.length;
    if (wireBytes > bytesMax + frameBytesMax) sink.destroy(tooLarge(bytesMax));
    else sink.write(chunk);
  });
  body.once('end', () => sink.end());
  body.once('error', (error) => sink.destroy(error));
  // It may close without an end or an error: nobody would wait for a body that never comes.
  body.once('close', () => {
    if (!body.readableEnded) sink.destroy(new Error('the connection closed before the end of the body'));
  });
}

/** Node has it from 22.15 on; its types of an older Node do not know it. */
const { createZstdDecompress } = zlib as { createZstdDecompress?: (options: object) => Transform };

/** RFC 9659: no larger window may be asked of a reader; the format itself allows one of many gigabytes. */
const zstdWindowLogMax = 23;
const { ZSTD_d_windowLogMax: zstdWindow } = zlib.constants as { ZSTD_d_windowLogMax?: number };
const zstd =
  createZstdDecompress &&
  zstdWindow !== undefined &&
  (() => createZstdDecompress({ params: { [zstdWindow]: zstdWindowLogMax } }));

const inflaters: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', () => zlib.createGunzip()],
  ['x-gzip', () => zlib.createGunzip()],
  ['deflate', () => zlib.createInflate()],
  ['br', () => zlib.createBrotliDecompress()],
  ...(zstd ? [['zstd', zstd] as const] : []),
]);

/** What servers may send. */
export const acceptEncoding = [...inflaters.keys()].filter((name) => name !== 'x-gzip').join(', ');

/**
 * One layer at most: no server honestly sends two, and 53 KB of gzip in brotli are 40 GB between them, of which
 * nothing ever comes out to be counted.
 */
function inflaterOf(encoding = ''): Transform {
  const [name, ...inner] = encoding
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '' && one !== 'identity');
  if (name === undefined) return new PassThrough();
  const open = inner.length === 0 ? inflaters.get(name) : undefined;
  if (open === undefined) throw new Error(`content-encoding ${encoding}`);
  return open();
}
