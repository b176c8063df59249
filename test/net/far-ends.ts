import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A server that speaks to a socket as it likes, and the outcomes that a client may have of it. */
export interface FarEnd {
  readonly name: string;
  readonly speak: (socket: Socket) => void;
  readonly met: readonly string[];
  /** Requests at once; one where absent. */
  readonly count?: number;
  readonly totalMs?: number;
  /** Speaks before it is asked. */
  readonly isUnasked?: boolean;
}

const ok = 'HTTP/1.1 200 OK\r\n';
const ends =
  (...parts: (string | Buffer)[]) =>
  (socket: Socket) => {
    for (const part of parts) socket.write(part);
    socket.end();
  };
const resets =
  (...parts: (string | Buffer)[]) =>
  (socket: Socket) => {
    for (const part of parts) socket.write(part);
    setTimeout(() => socket.resetAndDestroy(), 20);
  };
const floods = (head: string, more: string | Buffer) => (socket: Socket) => {
  socket.write(head);
  const write = () => {
    while (!socket.destroyed && socket.write(more));
    if (!socket.destroyed) socket.once('drain', write);
  };
  write();
};
const drips = (head: string, parts: readonly (string | Buffer)[]) => (socket: Socket) => {
  socket.write(head);
  parts.forEach((part, index) => setTimeout(() => socket.write(part), 20 * (index + 1)));
  setTimeout(() => socket.end(), 20 * (parts.length + 2));
};

const page = randomBytes(6_000_000);
const zipped = gzipSync(randomBytes(3_000_000).toString('base64'));
const emptyMembers = Buffer.concat(Array<Buffer>(200_000).fill(gzipSync('')));
const closing = `${ok}connection: close\r\n`;
const gzip = 'content-encoding: gzip\r\n';
const chunked = 'transfer-encoding: chunked\r\n';

/** Bytes that come before a reset are a matter of time. */
const anything: readonly string[] = [];

export const farEnds: readonly FarEnd[] = [
  { name: '200,000 empty gzip members', met: ['200, 0 bytes'], speak: ends(`${closing}${gzip}\r\n`, emptyMembers), totalMs: 20_000 },
  { name: 'honest gzip pages to the close', met: ['200, 4000000 bytes'], speak: ends(`${closing}${gzip}\r\n`, zipped), count: 30, totalMs: 20_000 },
  { name: 'honest pages to the close', met: ['200, 6000000 bytes'], speak: ends(`${closing}\r\n`, page), count: 30, totalMs: 20_000 },
  { name: 'honest pages with a length', met: ['200, 6000000 bytes'], speak: ends(`${closing}content-length: ${page.length}\r\n\r\n`, page), count: 30, totalMs: 20_000 },
  { name: 'HTTP/1.0 to the close', met: ['200, 6000000 bytes'], speak: ends('HTTP/1.0 200 OK\r\n\r\n', page), count: 10, totalMs: 20_000 },
  { name: 'pages that are reset', met: anything, speak: resets(`${closing}\r\n`, page), count: 10, totalMs: 20_000 },
  { name: 'gzip pages that are reset', met: anything, speak: resets(`${closing}${gzip}\r\n`, zipped), count: 10, totalMs: 20_000 },
  { name: 'members that are reset', met: anything, speak: resets(`${closing}${gzip}\r\n`, emptyMembers), count: 3, totalMs: 20_000 },
  { name: 'too large, to the close', met: ['too-large'], speak: ends(`${closing}\r\n`, page, page), count: 10, totalMs: 20_000 },
  { name: 'too large, then reset', met: ['broken', 'too-large'], speak: resets(`${closing}${gzip}\r\n`, page, page), count: 10, totalMs: 20_000 },
  { name: 'nothing', met: ['broken'], speak: ends() },
  { name: 'a reset', met: ['broken'], speak: resets() },
  { name: 'a reset after the head', met: ['broken'], speak: resets(`${ok}content-length: 10\r\n\r\n`) },
  { name: 'a reset after the head of an inherited coding', met: ['broken'], speak: resets(`${closing}content-encoding: constructor\r\n\r\n`), count: 10 },
  { name: 'a reset within chunks', met: ['broken'], speak: resets(`${ok}${chunked}\r\n5\r\nab`) },
  { name: 'too little for its length', met: ['broken'], speak: ends(`${ok}content-length: 10\r\n\r\nab`) },
  { name: 'too little for its length, closing', met: ['broken'], speak: ends(`${closing}content-length: 10\r\n\r\nab`) },
  { name: 'too much for its length', met: ['200, 2 bytes'], speak: ends(`${ok}content-length: 2\r\n\r\nabcdef`) },
  { name: 'two lengths', met: ['broken'], speak: ends(`${ok}content-length: 2\r\ncontent-length: 3\r\n\r\nabc`) },
  { name: 'a length and chunks', met: ['broken'], speak: ends(`${ok}content-length: 2\r\n${chunked}\r\n1\r\na\r\n0\r\n\r\n`) },
  { name: 'a length of letters', met: ['broken'], speak: ends(`${ok}content-length: ten\r\n\r\nab`) },
  { name: 'a length beyond all numbers', met: ['broken'], speak: ends(`${ok}content-length: ${'9'.repeat(40)}\r\n\r\nab`) },
  { name: 'a length below nothing', met: ['broken'], speak: ends(`${ok}content-length: -1\r\n\r\nab`) },
  { name: 'a chunk of letters', met: ['broken'], speak: ends(`${ok}${chunked}\r\nzz\r\nab\r\n0\r\n\r\n`) },
  { name: 'a chunk beyond all numbers', met: ['broken'], speak: ends(`${ok}${chunked}\r\n${'f'.repeat(30)}\r\nab`) },
  { name: 'a chunk extension without end', met: ['timeout'], speak: floods(`${ok}${chunked}\r\n1;`, 'x'.repeat(60_000)), totalMs: 500 },
  { name: 'empty lines for ever', met: ['timeout'], speak: floods('', '\r\n'.repeat(20_000)), totalMs: 500 },
  { name: 'chunks without an end', met: ['broken'], speak: ends(`${ok}${chunked}\r\n1\r\na\r\n`) },
  { name: 'trailers', met: ['200, 1 bytes'], speak: ends(`${ok}${chunked}trailer: x\r\n\r\n1\r\na\r\n0\r\nx: y\r\n__proto__: z\r\nconstructor: z\r\n\r\n`) },
  { name: 'trailers without end', met: ['too-large'], speak: floods(`${ok}${chunked}\r\n1\r\na\r\n0\r\n`, 'x: y\r\n'.repeat(5_000)), totalMs: 2_000 },
  { name: 'a flood of 100', met: ['broken'], speak: floods('', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000)), totalMs: 500 },
  { name: 'a flood of 102', met: ['timeout'], speak: floods('', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(1_000)), totalMs: 500 },
  { name: 'a flood of early hints', met: ['timeout'], speak: floods('', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(1_000)), totalMs: 500 },
  { name: 'early hints, then a page', met: ['200, 1 bytes'], speak: ends('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n', `${ok}content-length: 1\r\n\r\na`) },
  { name: 'early hints, then nothing', met: ['broken'], speak: ends('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n') },
  { name: 'early hints that close', met: ['broken'], speak: ends('HTTP/1.1 103 Early Hints\r\nconnection: close\r\n\r\n') },
  { name: 'early hints that are reset', met: ['broken'], speak: resets('HTTP/1.1 103 Early Hints\r\nconnection: close\r\n\r\n') },
  { name: 'an upgrade', met: ['broken'], speak: ends('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n', 'data') },
  { name: 'an upgrade to HTTP/2', met: ['broken'], speak: resets('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n') },
  { name: 'a page that upgrades', met: ['200, 1 bytes'], speak: ends(`${ok}connection: upgrade\r\nupgrade: x\r\ncontent-length: 1\r\n\r\na`) },
  { name: 'two pages at once', met: ['200, 1 bytes'], speak: ends(`${ok}content-length: 1\r\n\r\na${ok}content-length: 1\r\n\r\nb`), count: 5 },
  { name: 'a page before it is asked', met: ['200, 1 bytes'], speak: ends(`${ok}content-length: 1\r\n\r\na`), count: 5, isUnasked: true },
  { name: 'headers of a megabyte', met: ['too-large'], speak: ends(`${ok}x: ${'y'.repeat(1_000_000)}\r\n\r\n`) },
  { name: 'headers by the ten thousand', met: ['200, 1 bytes'], speak: ends(`${ok}${'x: y\r\n'.repeat(10_000)}content-length: 1\r\n\r\na`) },
  { name: 'headers without end', met: ['too-large'], speak: floods(ok, 'x: y\r\n'.repeat(10_000)), totalMs: 1_000 },
  { name: 'inherited header names', met: ['200, 1 bytes'], speak: ends(`${ok}__proto__: a\r\n__proto__: b\r\nconstructor: c\r\nconstructor: d\r\ntoString: e\r\ncontent-length: 1\r\n\r\na`) },
  { name: 'inherited names in a head that closes', met: ['200, 1 bytes'], speak: ends(`${closing}__proto__: a\r\nhasOwnProperty: b\r\n\r\na`) },
  { name: 'header bytes of all kinds', met: ['broken'], speak: ends(Buffer.concat([Buffer.from(`${ok}x: `), Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), Buffer.from('\r\n\r\na')])) },
  { name: 'a status of 99', met: ['broken'], speak: ends('HTTP/1.1 99 Low\r\n\r\n') },
  { name: 'a status of 000', met: ['broken'], speak: ends('HTTP/1.1 000 None\r\ncontent-length: 1\r\n\r\na') },
  { name: 'a status of 999', met: ['999, 1 bytes'], speak: ends('HTTP/1.1 999 High\r\ncontent-length: 1\r\n\r\na') },
  { name: 'a status of 1000', met: ['broken'], speak: ends('HTTP/1.1 1000 Higher\r\n\r\n') },
  { name: 'a body where none is', met: ['broken'], speak: ends('HTTP/1.1 204 None\r\ncontent-length: 5\r\n\r\nabcde'), count: 3 },
  { name: 'a body of what has not changed', met: ['broken'], speak: ends('HTTP/1.1 304 Same\r\ncontent-length: 5\r\n\r\nabcde'), count: 3 },
  { name: 'HTTP/2', met: ['broken'], speak: ends('HTTP/2 200 OK\r\n\r\nab') },
  { name: 'HTTP/0.9', met: ['broken'], speak: ends('<html>a</html>') },
  { name: 'keep-alive of no time', met: ['200, 1 bytes'], speak: ends(`${ok}keep-alive: timeout=0\r\ncontent-length: 1\r\n\r\na`), count: 3 },
  { name: 'keep-alive of all time', met: ['200, 1 bytes'], speak: ends(`${ok}keep-alive: timeout=${'9'.repeat(400)}\r\ncontent-length: 1\r\n\r\na`), count: 3 },
  { name: 'no gzip', met: ['broken'], speak: ends(`${closing}${gzip}\r\n`, page), count: 5 },
  { name: 'no gzip, then reset', met: ['broken'], speak: resets(`${closing}${gzip}\r\n`, page), count: 5 },
  { name: 'bytes behind the gzip', met: ['broken'], speak: ends(`${closing}${gzip}\r\n`, gzipSync('a'), page), count: 5 },
  { name: 'half a gzip', met: ['broken'], speak: ends(`${closing}${gzip}\r\n`, zipped.subarray(0, zipped.length / 2)), count: 5 },
  { name: 'a page byte by byte', met: ['200, 1 bytes'], speak: drips(`${closing}${gzip}\r\n`, [...gzipSync('a')].map((byte) => Buffer.from([byte]))) },
  { name: 'a redirect with a body, closing', met: ['connect'], speak: ends('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\nconnection: close\r\n\r\n', page), count: 5 },
  { name: 'a redirect with a body, reset', met: ['connect'], speak: resets('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\nconnection: close\r\n\r\n', page), count: 5 },
  { name: 'silence', met: ['timeout'], speak: () => undefined, totalMs: 200 },
  { name: 'a page whose deadline passes', met: ['timeout'], speak: floods(`${closing}${gzip}\r\n`, gzipSync('')), totalMs: 200, count: 5 },
]; // prettier-ignore
