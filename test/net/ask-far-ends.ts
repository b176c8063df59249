import { createServer, type AddressInfo } from 'node:net';
import { guardedWeb } from '../../shared/net/web.ts';
import { farEnds } from './far-ends.ts';

/**
 * A program of its own, since a throw out of a socket's callback ends it. Asks each far end and prints a JSON line with
 * its name and the outcomes that differ.
 */
export interface Met {
  readonly name: string;
  readonly outcomes: readonly string[];
}

const totalMs = 3_000;
const web = guardedWeb({ userAgent: 'Rasid test', allowNets: ['127.0.0.0/8'], allowPorts: [] });
for (const farEnd of farEnds) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (farEnd.isUnasked) farEnd.speak(socket);
    else socket.once('data', () => farEnd.speak(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const ask = async () => {
    const outcome = await web.fetch({ url, totalMs: farEnd.totalMs ?? totalMs });
    return outcome.kind === 'response' ? `${outcome.status}, ${outcome.body.length} bytes` : outcome.reason;
  };
  const outcomes = await Promise.all(Array.from({ length: farEnd.count ?? 1 }, ask));
  // A socket that was kept meets the rest of the answer before.
  outcomes.push(await ask());
  const met: Met = { name: farEnd.name, outcomes: [...new Set(outcomes)] };
  process.stdout.write(`${JSON.stringify(met)}\n`);
  server.close();
}
await web.close();
process.exit(0);
