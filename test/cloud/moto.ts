import { spawn, spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A whole AWS on this machine (github.com/getmoto/moto). */
export interface Moto {
  /** `http://localhost:PORT`: the name, since bucket names come in front of it. */
  readonly endpoint: string;
  /** What an AWS SDK or the CDK needs to talk to it. */
  readonly env: Readonly<Record<string, string>>;
  /** For clients of the SDK. */
  readonly client: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  close(): Promise<void>;
}

const startMs = 60_000;
export const region = 'eu-central-1';

/** Why the suites that need it are left out, or undefined where it is there. In CI its absence is a failure. */
export function motoMissing(): string | undefined {
  const isThere = spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0;
  if (isThere) return undefined;
  const reason = 'moto_server is not there; `pip install "moto[server]"` brings it';
  if (process.env['CI'] === 'true') throw new Error(reason);
  return reason;
}

/** `functionUrl`: where the test serves the function that the stacks give a URL. */
export async function startMoto(how: { functionUrl?: string } = {}): Promise<Moto> {
  const port = await freePort();
  const endpoint = `http://localhost:${port}`;
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
    detached: true,
    env: {
      ...process.env,
      PYTHONPATH: fileURLToPath(new URL('moto-extras', import.meta.url)),
      ...(how.functionUrl !== undefined && { RASID_FUNCTION_URL: how.functionUrl }),
    },
  });
  const end = () => {
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGKILL');
  };
  process.once('exit', end);
  for (const endMs = Date.now() + startMs; ;) {
    const answer = await fetch(`${endpoint}/moto-api/`).catch(() => undefined);
    if (answer?.ok === true) break;
    if (Date.now() > endMs || server.exitCode !== null) throw new Error('moto_server did not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    endpoint,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    client: { endpoint, region, credentials },
    async close() {
      process.off('exit', end);
      end();
      await new Promise<void>((resolve) => (server.exitCode === null ? server.once('exit', () => resolve()) : resolve())); // prettier-ignore
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
