import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { serve } from '../pipeline/test-world.ts';

export type Answer =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  /** Takes what comes and says nothing. */
  | 'nothing'
  /** Takes what comes and breaks the line off: nobody knows what it did with it. */
  | 'hang up';

export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A receiver on loopback: what it answers, and what it has been sent. */
export interface FarEnd {
  readonly url: string;
  /** `nth` counts from 0 since the answer was set. */
  answer: (received: Received, nth: number) => Answer;
  readonly received: Received[];
  close(): Promise<void>;
}

export async function httpFarEnd(): Promise<FarEnd> {
  const server = await serve((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const received = { path: request.url ?? '/', headers: request.headers, body };
      end.received.push(received);
      const answer = end.answer(received, end.received.length - 1);
      if (answer === 'hang up') request.socket.destroy();
      else if (answer !== 'nothing') response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  const end: FarEnd = {
    url: server.origin,
    answer: () => ({ status: 204 }),
    received: [],
    close: () => server.close(),
  };
  return end;
}

/** As above for mail: what HTTP calls "try again" is 451 here, and a refusal 550. */
export async function smtpFarEnd(): Promise<FarEnd> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    closeTimeout: 100,
    onAuth: (_, __, callback) => callback(null, { user: 'desk' }),
    onData(stream, session, callback) {
      let body = '';
      stream.setEncoding('utf8').on('data', (text: string) => (body += text));
      stream.on('end', () => {
        const received = { path: '', headers: {}, body };
        end.received.push(received);
        const answer = end.answer(received, end.received.length - 1);
        if (answer === 'nothing') return;
        if (answer === 'hang up') {
          destroy(session.id);
          return;
        }
        const { status } = answer;
        if (status < 300) {
          callback();
          return;
        }
        const isForNow = status >= 500 || [408, 425, 429].includes(status);
        callback(Object.assign(new Error(answer.body ?? 'no'), { responseCode: isForNow ? 451 : 550 }));
      });
    },
  });
  // The line breaks off by itself.
  server.on('error', () => undefined);
  const destroy = (id: string) => {
    for (const connection of server.connections as Iterable<{ id: string; _socket: { destroy(): void } }>)
      if (connection.id === id) connection._socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  const end: FarEnd = {
    url: `smtp://desk:token-in-the-path@127.0.0.1:${port}`,
    answer: () => ({ status: 204 }),
    received: [],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return end;
}
