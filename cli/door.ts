import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderFeed } from '../shared/channels/feed.ts';
import type { Ports } from '../shared/pipeline/ports.ts';
import { newestSent } from '../shared/store/deliveries.ts';

export interface Door {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

const feedAlertsMax = 50;
const path = /^\/topics\/([^/]+)\.(xml|json)$/;

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
  const [, name, format] = path.exec(target.split('?')[0] ?? '') ?? [];
  const config = (await ports.config())?.config;
  const topic = config?.topics.find((candidate) => candidate.name === decode(name ?? ''));
  const channels = config?.channels.filter(({ type }) => type === 'feed').map(({ name: one }) => one) ?? [];
  const channel = channels.find((candidate) => topic?.alert.channels.includes(candidate));
  if (config === undefined || topic === undefined || channel === undefined || format === undefined) {
    return { status: 404, type: 'text/plain; charset=utf-8', body: 'no topic with a feed channel here\n' };
  }
  const alerts = await newestSent(ports.table, topic.name, channel, feedAlertsMax);
  const body = renderFeed(format === 'xml' ? 'rss' : 'json', {
    topic: topic.name,
    title: topic.title,
    selfUrl: `${urlOf(server)}${target}`,
    alerts,
    nowMs: ports.clock.nowMs(),
  });
  const type = format === 'xml' ? 'application/rss+xml; charset=utf-8' : 'application/feed+json';
  return { status: 200, type, body };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
