import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Print } from '../shared/channels/channel.ts';
import { apply } from '../shared/pipeline/apply.ts';
import { addAwsCommands } from './aws/commands.ts';
import { channelTest, channelTestLines } from './commands/channel-test.ts';
import { applyLines } from './commands/apply.ts';
import { findingText, topicLint } from './commands/topic-lint.ts';
import { init, initLines } from './commands/init.ts';
import { search, searchLines } from './commands/search.ts';
import { start } from './commands/start.ts';
import { why, whyLines } from './commands/why.ts';
import { loadConfig, topicFilesOf } from './config-file.ts';
import { addDeliveryCommands } from './delivery-commands.ts';
import { addFeedCommands } from './feed-commands.ts';
import { inWorld } from './in-world.ts';
import {
  command,
  countOf,
  days,
  looking,
  port,
  sampleState,
  worldCommand,
  type Common,
  type InWorld,
} from './options.ts';
import { answer, say, sayJson, usageError, warn } from './output.ts';
import { openSample } from './sample.ts';
import { addTopicCommands } from './topic-commands.ts';
import { appliedConfig, requireSecrets } from './world.ts';

const tickMsMax = 60_000;
const sampleTickMs = 1_000;
const doorPort = 8_787;

/** What works on a config or a world; with them comes everything that Rasid can do. */
export function addCommands(program: Command): void {
  command(program, 'start', 'run the monitor; without a config, on the sample newsroom')
    .option('--port <number>', 'port of the alert feeds on this machine, 0 for any', port, doorPort)
    .action(async (options: Common & { port: number }) => {
      const print = printer(options);
      const signal = untilInterrupted();
      if (existsSync(options.config)) {
        const config = await loadConfig(options.config, { examplesFolder: join(options.state, 'examples') });
        const tickMs = Math.min(tickMsMax, ...config.feeds.map(({ everyMs = tickMsMax }) => everyMs));
        await start(config, { folder: options.state, tickMs, doorPort: options.port, print, signal });
        return;
      }
      if (options.config !== 'rasid.yaml') throw usageError(`${options.config} is not there.`);
      await startSample(options, print, signal);
    });

  command(program, 'init', 'write a config to begin with').action((options: Common) => {
    const written = init('.');
    answer(options, { written }, initLines(written));
  });

  worldCommand(
    program,
    'apply',
    'take the feeds, topics and channels of the config over; a running monitor follows',
  ).action(async (options: InWorld) => {
    const config = await loadConfig(options.config, { examplesFolder: join(options.state, 'examples') });
    await inWorld(options, async (world) => {
      await requireSecrets(world, config);
      const outcome = await apply(world.ports, config);
      const doubts = await topicLint(config, topicFilesOf(options.config), {});
      answer(options, { ...outcome, doubts }, applyLines(outcome));
      for (const doubt of doubts) warn(`Doubtful: ${findingText(doubt)}`);
    });
  });

  const channel = program.command('channel').description('work on a channel');
  worldCommand(channel, 'test', 'send a sample by a channel, from this machine, and say what became of it')
    .argument('<channel>', 'its name')
    .action(async (name: string, options: InWorld) => {
      await inWorld(looking(options), async ({ ports }) => {
        const print: Print = (text) => {
          if (options.json !== true) say(text);
        };
        const tested = await channelTest({ ...ports, print }, options.config, name);
        answer(options, tested, channelTestLines(tested));
        if (tested.outcome.kind !== 'sent') process.exitCode = 1;
      });
    });

  worldCommand(program, 'why', 'why an article alerted, or why it did not')
    .argument('<url>', 'of the article')
    .action(async (url: string, options: InWorld) => {
      await inWorld(looking(options), async ({ ports }) => {
        const config = await appliedConfig(ports);
        const found = await why(ports, config, url);
        answer(options, found, whyLines(found, config));
      });
    });

  worldCommand(program, 'search', 'stored articles that hold all of the words')
    .argument('<words...>', 'in any written form')
    .option('--since <days>', 'how far back', days, 30)
    .action(async (words: string[], options: InWorld & { since: number }) => {
      await inWorld(looking(options), async ({ ports }) => {
        const config = await appliedConfig(ports);
        const found = await search(ports, words, { days: options.since, articlesMax: 50 });
        answer(options, found, searchLines(found, config.timeZone));
      });
    });

  command(program, 'estimate', 'what the config would cost in a month on AWS')
    .option('--feeds <number>', "so many feeds every ten minutes, instead of the config's", countOf)
    .option('--articles <number>', 'new articles of a feed a day', countOf, 20)
    .action(async (options: Common & { feeds?: number; articles: number }) => {
      const feeds =
        options.feeds === undefined
          ? (await loadConfig(options.config, { examplesFolder: join(options.state, 'examples') })).feeds
          : Array.from({ length: options.feeds }, () => ({}));
      warn('Counting the calls of a made-up day ...');
      const { estimate, estimateLines } = await import('./estimate/estimate.ts');
      const month = await estimate(feeds, options.articles);
      answer(options, month, estimateLines(month));
    });

  addTopicCommands(program);
  addFeedCommands(program);
  addDeliveryCommands(program);
  addAwsCommands(program, { print: printer({}), signal: untilInterrupted });
}

async function startSample(
  options: Common & { port: number },
  print: Print,
  signal: AbortSignal,
): Promise<void> {
  const folder = sampleState(options.state);
  print(
    'There is no rasid.yaml here, so this is the sample newsroom: ten outlets on this machine, their day in three minutes. One topic alerts at once, one also a webhook that is down at first, one once a day: in the last minute.',
  );
  const sample = await openSample(folder, Date.now, (line) => print(`${line}\n`));
  try {
    await start(sample.config, {
      folder,
      tickMs: sampleTickMs,
      doorPort: options.port,
      print,
      signal,
      onBaseline: () => sample.open(),
    });
  } finally {
    await sample.close();
  }
}

function printer({ json }: Pick<Common, 'json'>): Print {
  return (text, record) => {
    if (json === true) sayJson(record ?? { text });
    else say(text);
  };
}

/** The first Ctrl-C ends what is under way; the second does not wait for it. */
function untilInterrupted(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (stopping.signal.aborted) process.exit(130);
      stopping.abort();
    });
  }
  return stopping.signal;
}
