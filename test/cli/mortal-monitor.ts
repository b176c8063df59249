import { runMonitor } from '../../cli/monitor.ts';
import { openLocalWorld } from '../../cli/local-world.ts';
import type { Config } from '../../shared/domain/config.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { limits } from '../../shared/pipeline/limits.ts';

/**
 * A program of its own, which a poison ends: the local monitor of a folder, with leases and pauses that a test can wait
 * for. Prints a JSON line for each alert.
 */
export interface Mortal {
  readonly folder: string;
  readonly config: Config;
  /** Asking for this URL kills the process, or never ends. */
  readonly killingUrl?: string;
  readonly stuckUrl?: string;
  /** So does keeping an article that says this. */
  readonly killingText?: string;
}

const { folder, config, killingUrl, stuckUrl, killingText } = JSON.parse(process.argv[2] ?? '') as Mortal;
Object.assign(limits, {
  fetchLeaseMs: 1_000,
  tryLeaseMs: 3_000,
  readRetryMs: 200,
  readGraceMs: 1_000,
  failedPollMsMax: 3_000,
});

const die = () => {
  process.kill(process.pid, 'SIGKILL');
  // The signal ends what comes next, never this line.
  for (;;);
};
const world = openLocalWorld(folder, (_, record) => {
  const { alert } = record as { alert?: { article: { title: string; textFromFeed?: string } } };
  if (alert !== undefined) process.stdout.write(`${JSON.stringify(alert.article)}\n`);
});
const { ports } = world;
const monitor = runMonitor(
  {
    ...ports,
    web: {
      fetch: async (request) => {
        if (request.url === killingUrl) die();
        if (request.url === stuckUrl) await new Promise(() => undefined);
        return ports.web.fetch(request);
      },
    },
    blobs: {
      ...ports.blobs,
      put: async (key, body, how) => {
        const isArticle = key.startsWith('articles/') || key.startsWith('texts/');
        if (killingText !== undefined && isArticle && Buffer.from(body).includes(killingText)) die();
        return ports.blobs.put(key, body, how);
      },
    },
  },
  { tickMs: 50, onStageError: () => undefined },
);
await apply(ports, config);
world.releaseMessages();
await monitor.ended;
