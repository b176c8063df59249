import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ports } from '../shared/pipeline/ports.ts';
import { topicFeed } from '../shared/pipeline/topic-feed.ts';

export interface Door {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves each topic's own alerts as RSS and JSON Feed, on loopback only. */
export async function openDoor(ports: Ports, port: number): Promise<Door> {
  const server = createServer((request, response) => {
    answer(ports, server, request.url ?? '/').then(
      ({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'max-age=60' });
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

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function answer(ports: Ports, server: Server, target: string) {
  const found = await topicFeed(ports, target, `${urlOf(server)}${target}`);
  return (
    found ?? { status: 404, type: 'text/plain; charset=utf-8', body: 'no topic with a feed channel here\n' }
  );
}
