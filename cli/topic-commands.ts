import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../shared/domain/config.ts';
import type { Ports } from '../shared/pipeline/ports.ts';
import { dayMs } from '../shared/store/ids.ts';
import { feedback, feedbackLines, undoFeedback } from './commands/feedback.ts';
import { near, nearLines, ruledOut } from './commands/near.ts';
import { replay, replayLines } from './commands/replay.ts';
import { topicLint, topicLintLines } from './commands/topic-lint.ts';
import { topicFrom, topicFromLines, type FromOptions } from './commands/topic-from.ts';
import { articlesOfFile, storedArticles, topicTest, topicTestLines } from './commands/topic-test.ts';
import { loadConfig, topicFilesOf } from './config-file.ts';
import { inWorld } from './in-world.ts';
import { command, days, looking, worldCommand, type Common, type InWorld } from './options.ts';
import { answer, usageError, warn } from './output.ts';
import { tuneCommand, type TuneOptions } from './tune-command.ts';
import { appliedConfig } from './world.ts';

/** The commands around what a topic matches. */
export function addTopicCommands(program: Command): void {
  const topic = program.command('topic').description('work on a topic');
  command(
    topic,
    'from',
    'write a topic from examples: files (.txt, .md, .html, .jsonl), URLs, or - for JSON Lines',
  )
    .argument('<examples...>', 'articles about it; two or three are better than one')
    .option(
      '--not <article>',
      'an article that is not meant, a file or a URL; may be given again',
      collected,
      [],
    )
    .option('--name <name>', 'of the topic')
    .option('--langs <codes>', 'languages to give aliases in, such as ar,en', (text: string) =>
      text.split(','),
    )
    .option('--out <file>', 'write it there instead of printing it')
    .option('--force', 'write over a file that is there')
    .action(async (sources: string[], options: Common & Omit<FromOptions, 'config' | 'state'>) => {
      const made = await topicFrom(sources, options);
      answer(options, made, topicFromLines(made));
      if (options.json !== true) for (const line of made.advice) warn(line);
    });

  worldCommand(topic, 'test', 'what a topic matches among the stored articles, or those of a file')
    .argument('<topic>', 'its name')
    .option('--since <days>', 'how far back', days, 30)
    .option('--articles <file>', 'JSON Lines of articles: {"id", "text", "title"?, "lang"?, "publishedAt"?}')
    .action(async (name: string, options: InWorld & { since: number; articles?: string }) => {
      await inWorld(looking(options), async ({ ports }) => {
        const config = await configWith(ports, options, name);
        const sinceMs = ports.clock.nowMs() - options.since * dayMs;
        const articles =
          options.articles === undefined ? storedArticles(ports, sinceMs) : articlesOfFile(options.articles);
        const tested = await topicTest(config, name, articles, progress);
        progressDone();
        answer(options, tested, topicTestLines(topicOf(config, name), tested));
      });
    });

  worldCommand(
    topic,
    'lint',
    'what is doubtful about a topic or all of them: terms, groups, thresholds that do nothing',
  )
    .argument('[topic]', 'its name')
    .option('--since <days>', 'articles to look for its terms in', days, 30)
    .action(async (name: string | undefined, options: InWorld & { since: number }) => {
      await inWorld(looking(options), async ({ ports }) => {
        const config = await configWith(ports, options, name);
        const files = existsSync(options.config) ? topicFilesOf(options.config) : [];
        const articles = storedArticles(ports, ports.clock.nowMs() - options.since * dayMs);
        const findings = await topicLint(config, files, { name, articles, onProgress: progress });
        progressDone();
        answer(options, findings, topicLintLines(findings, name === undefined ? config.topics.length : 1));
        if (findings.some(({ severity }) => severity === 'never')) process.exitCode = 1;
      });
    });

  worldCommand(
    topic,
    'tune',
    "ask about a topic's weakest hits and strongest misses, and change its file by the answers",
  )
    .argument('<topic>', 'its name')
    .option('--since <days>', 'how far back', days, 7)
    .option('--yes <urls...>', 'articles that are meant: they become examples', [])
    .option('--no <urls...>', 'articles that are not meant', [])
    .option('--write', 'change the file; without it, the change is only shown')
    .action(async (name: string, options: InWorld & TuneOptions) => {
      await inWorld(options, async ({ ports }) => {
        await tuneCommand(ports, name, options, { show: progress, done: progressDone });
      });
    });

  worldCommand(program, 'replay', 'what a changed topic would have matched and what it would no longer match')
    .requiredOption('--topic <name>', 'as it stands in the files now')
    .option('--since <days>', 'how far back', days, 30)
    .action(async (options: InWorld & { topic: string; since: number }) => {
      await inWorld(looking(options), async ({ ports }) => {
        const config = await configWith(ports, options, options.topic);
        const replayed = await replay(ports, config, options.topic, {
          sinceMs: ports.clock.nowMs() - options.since * dayMs,
          onProgress: progress,
        });
        progressDone();
        answer(options, replayed, replayLines(replayed));
      });
    });

  worldCommand(program, 'feedback', 'what readers have said of alerts, and is in force')
    .option('--undo <id>', 'take one back')
    .action(async (options: InWorld & { undo?: string }) => {
      await inWorld(looking(options), async ({ ports }) => {
        const { timeZone } = await appliedConfig(ports);
        const said =
          options.undo === undefined ? await feedback(ports) : [await undoFeedback(ports, options.undo)];
        const lines = feedbackLines(said, ports.clock.nowMs(), timeZone);
        answer(options, said, options.undo === undefined ? lines : ['Taken back:', ...lines]);
      });
    });

  worldCommand(program, 'near', 'articles that nearly matched, newest first')
    .option('--topic <name>', 'of one topic only')
    .option('--since <days>', 'how far back', days, 7)
    .option('--ruled-out', 'also what a single hard rule kept out; compares every article again')
    .action(async (options: InWorld & { topic?: string; since: number; ruledOut?: true }) => {
      await inWorld(looking(options), async ({ ports }) => {
        const config = options.topic === undefined ? await appliedConfig(ports) : await configWith(ports, options, options.topic); // prettier-ignore
        const { topic: name } = options;
        const sinceMs = ports.clock.nowMs() - options.since * dayMs;
        const found = await near(ports, name, sinceMs);
        if (options.ruledOut === true)
          found.push(...(await ruledOut(ports, config, { topic: name, sinceMs, onProgress: progress })));
        progressDone();
        answer(options, found, nearLines(found, config.timeZone));
      });
    });
}

/** The owner's files where they are there, else what was applied; either has to have the topic. */
async function configWith(ports: Ports, options: Common, name: string | undefined): Promise<Config> {
  const config = existsSync(options.config)
    ? await loadConfig(options.config, { examplesFolder: join(options.state, 'examples') })
    : await appliedConfig(ports);
  if (name !== undefined && !config.topics.some((candidate) => candidate.name === name)) {
    throw usageError(`No topic "${name}"; known: ${config.topics.map((one) => one.name).join(', ')}.`);
  }
  return config;
}

const topicOf = (config: Config, name: string) => config.topics.find((topic) => topic.name === name)!;

const progressEvery = 50;

/** One line that counts on, for whoever sits before a terminal. */
function progress(articleCount: number): void {
  if (process.stderr.isTTY && articleCount % progressEvery === 0)
    process.stderr.write(`\r${articleCount} articles compared`);
}

/** The line is the terminal's again. */
function progressDone(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
}

const collected = (value: string, before: readonly string[]) => [...before, value];
