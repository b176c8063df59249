import { isolate } from '../../shared/channels/message.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import type { Print } from '../../shared/channels/channel.ts';
import type { Config } from '../../shared/domain/config.ts';
import { getFeeds, type FeedState } from '../../shared/store/feeds.ts';
import { doorLink } from '../../shared/pipeline/feedback-link.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { openDoor, type Door } from '../door.ts';
import { doorKey } from '../door-key.ts';
import { openLocalWorld, type LocalWorld } from '../local-world.ts';
import { lockFolder } from '../lock.ts';
import { runMonitor } from '../monitor.ts';
import { count } from '../output.ts';
import { pause } from '../pause.ts';
import { requireSecrets } from '../world.ts';
import { feeds, firstLookLines } from './feeds.ts';

export interface StartOptions {
  readonly folder: string;
  readonly tickMs: number;
  /** 0 lets the system choose. */
  readonly doorPort: number;
  readonly print: Print;
  readonly signal: AbortSignal;
  /** Called once every feed has its baseline, for a news source that waits for that. */
  readonly onBaseline?: () => void;
}

const pruneMs = 3_600_000;
const feedsLookMs = 250;

/** The local monitor: applies the config, then works until the signal comes or the world fails. */
export async function start(config: Config, options: StartOptions): Promise<void> {
  const lock = lockFolder(options.folder);
  const world = openLocalWorld(options.folder, options.print);
  let door: Door | undefined;
  try {
    await requireSecrets(world, config);
    await apply(world.ports, config);
    world.releaseMessages();
    const key = doorKey(options.folder);
    door = await openDoor(world.ports, options.doorPort, key).catch((error: unknown) => {
      // Addresses of feeds are in readers; without them, any port will do.
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken || config.channels.some(({ type }) => type === 'feed')) throw error;
      return openDoor(world.ports, 0, key);
    });
    const answered = doorLink(door.url, async () => key);
    options.print(greeting(config, options.folder, door).join('\n'));
    await work(world, { ...world.ports, door: answered }, config, options);
  } finally {
    await door?.close();
    await world.close();
    lock.release();
  }
}

async function work(world: LocalWorld, ports: Ports, config: Config, options: StartOptions): Promise<void> {
  let stageErrorCount = 0;
  const monitor = runMonitor(ports, {
    tickMs: options.tickMs,
    onStageError: (error) => {
      stageErrorCount += 1;
      const message = error instanceof Error ? error.message : String(error);
      // The first tells the owner; the log has them all.
      if (stageErrorCount === 1) options.print(`A step failed and will be tried again: ${message}`);
    },
  });
  const ended = new AbortController();
  const until = AbortSignal.any([options.signal, ended.signal]);
  const beside = Promise.all([
    watchFeeds(world, config, options, until),
    every(pruneMs, until, () => world.prune()),
  ]);
  options.signal.addEventListener('abort', () => void monitor.stop(), { once: true });
  if (options.signal.aborted) void monitor.stop();
  try {
    await Promise.all([monitor.ended, beside]);
  } finally {
    ended.abort();
    await Promise.allSettled([monitor.stop(), beside]);
  }
}

/** Says how the feeds have answered once each has been asked, so that a dead one does not look like no news. */
async function watchFeeds({ ports }: LocalWorld, config: Config, options: StartOptions, until: AbortSignal) {
  const ids = config.feeds.map((feed) => feed.id);
  const all = async (has: (state: FeedState) => boolean) => {
    const isSo = async () => {
      const rows = await getFeeds(ports.table, ids);
      return ids.map((id) => rows.get(id)).every((row) => row !== undefined && has(row.state));
    };
    while (!until.aborted && !(await isSo())) await pause(feedsLookMs, until);
    return !until.aborted;
  };
  if (!(await all((state) => state.polledAtMs !== undefined))) return;
  options.print(`${firstLookLines(await feeds(ports, config)).join('\n')}\n`);
  if (options.onBaseline !== undefined && (await all((state) => state.baselineAtMs !== undefined)))
    options.onBaseline();
}

async function every(ms: number, until: AbortSignal, task: () => Promise<void>): Promise<void> {
  while (!until.aborted) {
    await task();
    await pause(ms, until);
  }
}

function greeting(config: Config, folder: string, door: Door | undefined): string[] {
  const feedTopics = config.topics.filter((topic) =>
    config.channels.some(({ name, type }) => type === 'feed' && topic.alert.channels.includes(name)),
  );
  return [
    `Rasid watches ${count(config.feeds.length, 'feed')} for ${count(config.topics.length, 'topic')}. Its state is in ${folder}; Ctrl-C stops it, and it goes on where it was.`,
    ...config.topics.map((topic) => {
      const silence =
        topic.alert.channels.length === 0 ? ' (no channels: its hits are kept, nobody is told)' : '';
      return `  ${topic.name}: ${isolate(topic.title)}${silence}`;
    }),
    ...(door === undefined
      ? []
      : feedTopics.map(
          (topic) =>
            `Alerts of ${topic.name} as a feed: ${door.url}/topics/${encodeURIComponent(topic.name)}.xml (or .json)`,
        )),
    'What the feeds show at the first look is stored, not alerted.',
    '',
  ];
}
