import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ports } from '../shared/pipeline/ports.ts';
import { postedFrom } from '../shared/domain/posted-from.ts';
import { isSigned } from '../shared/domain/signed-path.ts';
import { doorLimits, feedbackAnswer, type DoorAnswer } from '../shared/pipeline/feedback.ts';
import { topicFeed } from '../shared/pipeline/topic-feed.ts';
import { ownUrlOf } from './loopback.ts';

export interface Door {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves each topic's own alerts as RSS and JSON Feed, and the pages of feedback links that the key has signed; on
 * loopback only.
 */
export async function openDoor(ports: Ports, port: number, key: string): Promise<Door> {
  const server = createServer((request, response) => {
    answer(ports, server, request, key).then(
      ({ status, headers, body }) => {
        response.writeHead(status, request.complete ? headers : { ...headers, connection: 'close' });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      (error: unknown) => {
        ports.log('error', 'door-failed', { error });
        response.writeHead(500, { 'content-type': 'text/plain' }).end('something went wrong; see the log\n');
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: urlOf(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const urlOf = (server: Server) => `http://127.0.0.1:${portOf(server)}`;

async function answer(
  ports: Ports,
  server: Server,
  request: IncomingMessage,
  key: string,
): Promise<DoorAnswer> {
  const url = ownUrlOf(request, portOf(server));
  if (url === undefined) return misdirected;
  const { method = 'GET', headers } = request;
  const { pathname: path, searchParams } = url;
  if (path.startsWith('/feedback/')) {
    if (!isSigned(key, path, searchParams.get('s') ?? '')) return notFound;
    const from = postedFrom({ origin: headers.origin, site: headers['sec-fetch-site'] }, url.origin);
    const contentType = headers['content-type'];
    const asked = { method, path, contentType, isForeign: from !== 'own', body: await bodyOf(request) };
    return (await feedbackAnswer(ports, asked)) ?? notFound;
  }
  if (path.startsWith('/topics/') && method !== 'GET' && method !== 'HEAD') return noSuchMethod;
  const found = await topicFeed(ports, path, `${urlOf(server)}${path}`);
  if (found === undefined) return notFound;
  const { status, type, body } = found;
  return { status, headers: { 'content-type': type, 'cache-control': 'max-age=60' }, body };
}

const misdirected: DoorAnswer = { status: 421, headers: {}, body: '' };

const noSuchMethod: DoorAnswer = {
  status: 405,
  headers: { 'content-type': 'text/plain; charset=utf-8', allow: 'GET, HEAD' },
  body: 'no such method here\n',
};

const notFound: DoorAnswer = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'nothing here: a topic with a feed channel, or the link of an alert as it was sent\n',
};

/** Undefined where it is more than anybody has to send; no more than that is kept. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  // The connection stays for the answer, and for no more than that.
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    byteCount += chunk.length;
    if (byteCount > doorLimits.bodyBytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
