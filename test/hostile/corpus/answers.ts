import { createServer, type AddressInfo, type Socket } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { many } from './make.ts';

/** What a far end sends on a connection after a request: pieces that follow at once, or a drip that never ends. */
interface Answer {
  readonly pieces: readonly (string | Uint8Array)[];
  /** Sent again and again until the other side has enough. */
  readonly again?: { readonly piece: string | Uint8Array; readonly everyMs: number };
  /** The connection is closed behind the pieces; `reset`: a moment later and without a word. */
  readonly isCut?: boolean | 'reset';
}
type Answers = Readonly<Record<string, (origin: string) => Answer>>;

const ok = (headers: string, ...pieces: (string | Uint8Array)[]): Answer => ({
  pieces: [`HTTP/1.1 200 OK\r\n${headers}\r\nconnection: close\r\n\r\n`, ...pieces],
  isCut: true,
});
const encoded = (encoding: string, ...pieces: (string | Uint8Array)[]) =>
  ok(`content-encoding: ${encoding}`, ...pieces);
const head = (line: string, headers = ''): Answer => ({
  pieces: [`${line}\r\n${headers}\r\n\r\n`],
  isCut: true,
});
const to = (place: string, status = 302) => head(`HTTP/1.1 ${status} Found`, `location: ${place}\r\ncontent-length: 0`); // prettier-ignore

const megabyte = 1_000_000;
const zeros = () => Buffer.alloc(megabyte);
/** Members of gzip one after another are one stream: a bomb of any size for the price of its first megabyte. */
const repeated = (member: Uint8Array, count: number) => Buffer.concat(Array.from({ length: count }, () => member)); // prettier-ignore
/** Blocks that hold nothing: whoever counts bytes behind the last layer never counts one. */
const emptyBlock = Buffer.from([0, 0, 0, 0xff, 0xff]);
const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
const emptyBlocks = (count: number) => Buffer.alloc(count * emptyBlock.length, emptyBlock);
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 22 } };

const codings: Readonly<Record<string, (body: Uint8Array) => Uint8Array>> = {
  gzip: (body) => gzipSync(body),
  'x-gzip': (body) => gzipSync(body),
  deflate: (body) => deflateSync(body),
  br: (body) => brotliCompressSync(body, quick),
};

const ofCodings: Answers = Object.fromEntries(
  Object.entries(codings).flatMap(([name, packed]): [string, Answers[string]][] => [
    [`${name}, 30 MB of zeros`, () => encoded(name, packed(Buffer.alloc(30 * megabyte)))],
    [`${name}, cut in the middle`, () => encoded(name, packed(Buffer.from(many('abc ', 90_000))).subarray(0, 200))],
    [`${name}, cut after a byte`, () => encoded(name, packed(zeros()).subarray(0, 1))],
    [`${name}, nothing`, () => encoded(name)],
    [`${name}, no such stream`, () => encoded(name, many('garbage ', 100_000))],
    [`${name}, a tail of garbage`, () => encoded(name, packed(zeros()), many('garbage ', 500_000))],
    [`${name} in ${name}, 10 GB`, () => encoded(`${name}, ${name}`, packed(packed(zeros())))],
    [`${name} in capitals`, () => encoded(name.toUpperCase(), packed(Buffer.from('x')))],
    [`${name}, ten times`, () => encoded(Array(10).fill(name).join(','), packed(zeros()))],
    [`${name} in gzip, 4 GB of empty blocks between`, () => encoded(`gzip, ${name}`, name === 'gzip' ? Buffer.concat([gzipSync(gzipHead), repeated(gzipSync(emptyBlocks(200_000)), 4_000)]) : packed(Buffer.concat([gzipHead, emptyBlocks(20_000_000)])))],
  ]),
); // prettier-ignore

const names = 'constructor __proto__ toString hasOwnProperty zstd compress identity;q=0 gzip;q=1 * "" gzip\u00a0 ,,,'.split(' '); // prettier-ignore
const ofNames: Answers = Object.fromEntries(
  names.map((name) => [`a coding named ${name}`, () => encoded(name, gzipSync(zeros()))]),
);

const ofResets: Answers = Object.fromEntries(
  ['constructor', '__proto__', 'gzip', 'br', 'deflate', 'gzip, gzip', 'identity', 'none'].map((name) => [
    `a coding named ${name}, and a reset`,
    () => ({ pieces: [`HTTP/1.1 200 OK\r\ncontent-encoding: ${name}\r\n\r\n`, gzipSync(zeros()).subarray(0, 90)], isCut: 'reset' }),
  ]),
); // prettier-ignore

const elsewhere = 'http://127.0.0.2/ http://127.1.1.1/ http://0/ http://[::1]/ http://[::ffff:10.0.0.1]/ http://2130706434/ http://169.254.169.254/ file:///etc/passwd javascript:alert(1) data:text/html,x ftp://127.0.0.1/ gopher://127.0.0.1/ http:// //127.0.0.2/ \\\\127.0.0.2\\ http://a@127.0.0.2/'; // prettier-ignore
const ofRedirects: Answers = Object.fromEntries([
  ...elsewhere.split(' ').map((place): [string, Answers[string]] => [`a redirect to ${place}`, () => to(place)]),
  ...[300, 301, 303, 305, 307, 308].map((status): [string, Answers[string]] => [`a redirect ${status} to 127.0.0.2`, () => to('http://127.0.0.2/', status)]),
]); // prettier-ignore

const others: Answers = {
  'a redirect to itself': () => to(''),
  'redirects without end': () => to('x/'),
  'a redirect of 60 kB': () => to(`/${many('a', 60_000)}`),
  'a redirect of dots': () => to(many('../', 20_000)),
  'a redirect of references': () => to(many('%', 60_000)),
  'a redirect of escapes': () => to('http://[\u009b2J\u001b]0;x\u0007'),
  'a redirect of wide bytes': () => ({ pieces: [Buffer.concat([Buffer.from('HTTP/1.1 302 F\r\nlocation: /'), Buffer.alloc(50_000, 0xe1), Buffer.from('\r\n\r\n')])], isCut: true }),
  'two redirects at once': () => head('HTTP/1.1 302 F', 'location: http://127.0.0.2/\r\nlocation: http://127.0.0.3/'),
  'a redirect with a bomb for a body': () => ({ pieces: ['HTTP/1.1 302 F\r\nlocation: /none\r\ncontent-encoding: gzip\r\n\r\n', repeated(gzipSync(zeros()), 500)], isCut: true }),
  'one head of 10,000 lines': () => head('HTTP/1.1 200 OK', many('a: b\r\n', 10_000)),
  'one header of 1 MB': () => head('HTTP/1.1 200 OK', `a: ${many('b', megabyte)}`),
  'a head without end': () => ({ pieces: ['HTTP/1.1 200 OK\r\n'], again: { piece: many('a: b\r\n', 1_000), everyMs: 1 } }),
  'a head that drips': () => ({ pieces: ['HTTP/1.1 200 OK\r\n'], again: { piece: 'a', everyMs: 50 } }),
  'a status line without end': () => ({ pieces: ['HTTP/1.1 200 '], again: { piece: many('a', 10_000), everyMs: 1 } }),
  'a status of 99999': () => head('HTTP/1.1 99999 X'),
  'a status of 000': () => head('HTTP/1.1 000 X'),
  'HTTP 0.9': () => ({ pieces: ['<html>'], isCut: true }),
  'HTTP 9.9': () => head('HTTP/9.9 200 OK'),
  '100,000 times to go on': () => ({ pieces: [many('HTTP/1.1 100 Continue\r\n\r\n', 100_000), 'HTTP/1.1 200 OK\r\n\r\nx'], isCut: true }),
  'early hints without end': () => ({ pieces: [], again: { piece: many('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n', 100), everyMs: 1 } }),
  'another protocol': () => head('HTTP/1.1 101 Switching Protocols', 'upgrade: h2c\r\nconnection: upgrade'),
  'two lengths': () => head('HTTP/1.1 200 OK', 'content-length: 1\r\ncontent-length: 2'),
  'a length below zero': () => head('HTTP/1.1 200 OK', 'content-length: -1'),
  'a length of 10^18': () => ({ pieces: ['HTTP/1.1 200 OK\r\ncontent-length: 999999999999999999\r\n\r\n'], again: { piece: many('x', 100_000), everyMs: 1 } }),
  'a length and chunks': () => head('HTTP/1.1 200 OK', 'content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n'),
  'chunks of one byte': () => ({ pieces: ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', many('1\r\nx\r\n', 400_000), '0\r\n\r\n'], isCut: true }),
  'a chunk of 10^18': () => ({ pieces: ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffff\r\n'], again: { piece: many('x', 100_000), everyMs: 1 } }),
  'extensions of a chunk': () => ({ pieces: ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;', many('a=b;', 400_000), '\r\nx\r\n0\r\n\r\n'], isCut: true }),
  'trailers without end': () => ({ pieces: ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n'], again: { piece: many('a: b\r\n', 1_000), everyMs: 1 } }),
  'an end of lines by carriage returns': () => ({ pieces: ['HTTP/1.1 200 OK\rcontent-length: 1\r\rx'], isCut: true }),
  'NULs in a head': () => head('HTTP/1.1 200 OK', 'a\0b: c\0d'),
  'a folded header': () => head('HTTP/1.1 200 OK', `a: b\r\n ${many('c', 9_000)}`),
  'a body that drips': () => ({ pieces: ['HTTP/1.1 200 OK\r\n\r\n'], again: { piece: 'x', everyMs: 50 } }),
  'a body that never ends': () => ({ pieces: ['HTTP/1.1 200 OK\r\n\r\n'], again: { piece: many('x', 100_000), everyMs: 1 } }),
  'a body that never begins': () => ({ pieces: ['HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n'] }),
  'no answer': () => ({ pieces: [] }),
  'a connection that is closed': () => ({ pieces: [], isCut: true }),
  'gzip, a drip of empty blocks': () => ({ pieces: ['HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n', gzipHead], again: { piece: emptyBlocks(20_000), everyMs: 1 } }),
  'gzip, a drip of members': () => ({ pieces: ['HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n'], again: { piece: gzipSync(''), everyMs: 1 } }),
  'deflate without its head': () => encoded('deflate', deflateRawSync(zeros())),
  'gzip, 500 MB in members': () => encoded('gzip', repeated(gzipSync(zeros()), 500)),
  'gzip, 200,000 members of nothing': () => encoded('gzip', repeated(gzipSync(''), 200_000)),
  'gzip, a name of 5 MB in its head': () => encoded('gzip', Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]), many('a', 5 * megabyte)),
  'codings of commas': () => encoded(many(',', 30_000), 'x'),
  'codings by the thousand': () => encoded(many('identity,', 6_000), 'x'),
  'an ETag of escapes': () => ok('etag: "\u001b]0;x\u0007"\r\ncontent-length: 0'),
  'cookies by the thousand': () => head('HTTP/1.1 200 OK', many('set-cookie: a=b\r\n', 3_000)),
}; // prettier-ignore

export const answers: Answers = { ...ofCodings, ...ofNames, ...ofResets, ...ofRedirects, ...others };

/** A server of raw sockets: the path's first part is the number of an answer. */
export async function serveAnswers(): Promise<{ urlOf(name: string): string; close(): Promise<void> }> {
  const names = Object.keys(answers);
  const made = new Map<string, Answer>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.once('data', (request) => {
      const name = names[Number(/^\S+ \/(\d+)/u.exec(request.toString('latin1'))?.[1])];
      if (name === undefined) socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
      else send(socket, made.get(name) ?? remembered(made, name, answers[name]!(origin())));
    });
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Made before it is asked for: packing must not keep the server from answering in time.
    urlOf: (name) => {
      remembered(made, name, answers[name]!(origin()));
      return `${origin()}/${names.indexOf(name)}/x`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function remembered(made: Map<string, Answer>, name: string, answer: Answer): Answer {
  made.clear();
  made.set(name, answer);
  return answer;
}

const resetMs = 50;

function send(socket: Socket, { pieces, again, isCut }: Answer): void {
  // Latin-1, so that a header may hold any byte.
  const bytesOf = (piece: string | Uint8Array) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece); // prettier-ignore
  for (const piece of pieces) socket.write(bytesOf(piece));
  if (again === undefined) {
    if (isCut === true) socket.end();
    if (isCut === 'reset') setTimeout(() => socket.resetAndDestroy(), resetMs);
    return;
  }
  const bytes = bytesOf(again.piece);
  const timer = setInterval(() => {
    if (!socket.writable) clearInterval(timer);
    else if (socket.writableLength < 1_000_000) socket.write(bytes);
  }, again.everyMs);
  socket.once('close', () => clearInterval(timer));
}
