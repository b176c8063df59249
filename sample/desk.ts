import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DeskOptions {
  readonly nowMs: () => number;
  /** How long after its first message it is down. */
  readonly downMs: number;
  /** What it has to say for itself. */
  readonly say: (line: string) => void;
}

export interface Desk {
  readonly url: string;
  close(): Promise<void>;
}

const bodyBytesMax = 1_000_000;

/** A webhook on loopback that is down when its first message comes, and for a while after: what it misses comes later. */
export async function openDesk({ nowMs, downMs, say }: DeskOptions): Promise<Desk> {
  let firstAtMs: number | undefined;
  const missed = new Map<string, number>();
  const take = (id: string, title: string): number => {
    const isDown = firstAtMs === undefined || nowMs() < firstAtMs + downMs;
    if (isDown) {
      if (missed.size === 0) say('The sample desk, a webhook, is down: it answers 503. What it misses is sent again.');
      firstAtMs ??= nowMs();
      missed.set(id, (missed.get(id) ?? 0) + 1);
      return 503;
    }
    const failedCount = missed.get(id);
    if (failedCount !== undefined) say(`The sample desk is back and has got what it missed, at try ${failedCount + 1}: ${title}`);
    missed.delete(id);
    return 204;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bodyBytesMax) chunks.push(chunk);
    });
    request.on('end', () => {
      response.writeHead(take(String(request.headers['webhook-id']), titleOf(Buffer.concat(chunks)))).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
} // prettier-ignore

function titleOf(body: Buffer): string {
  const { data } = JSON.parse(body.toString()) as { data?: { title?: string; article?: { title: string } } };
  return data?.article?.title ?? data?.title ?? '';
}
