import { createInterface } from 'node:readline/promises';
import type { Ports } from '../shared/pipeline/ports.ts';
import { dayMs } from '../shared/store/ids.ts';
import { storedArticles } from './commands/topic-test.ts';
import {
  doubtLines,
  doubtsOf,
  doubtText,
  tuneBy,
  tuneLines,
  writeTuned,
  type Answers,
  type Doubts,
} from './commands/topic-tune.ts';
import { loadConfig, topicFilesOf } from './config-file.ts';
import { join } from 'node:path';
import type { Common } from './options.ts';
import { answer, say, usageError } from './output.ts';

export interface TuneOptions extends Common {
  readonly since: number;
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly write?: true;
}

/** Shows what a topic is least sure of, takes the answers, shows what they change, and changes it when told to. */
export async function tuneCommand(
  ports: Ports,
  name: string,
  options: TuneOptions,
  progress: { readonly show: (articleCount: number) => void; readonly done: () => void },
): Promise<void> {
  const config = await loadConfig(options.config, { examplesFolder: join(options.state, 'examples') });
  const file = topicFilesOf(options.config).find(({ topic }) => topic.name === name);
  if (file === undefined) throw usageError(`No topic "${name}"; known: ${config.topics.map((one) => one.name).join(', ')}.`); // prettier-ignore
  const sinceMs = ports.clock.nowMs() - options.since * dayMs;
  const doubts = await doubtsOf(config, name, storedArticles(ports, sinceMs), progress.show);
  progress.done();
  const { articleCount, weakestHits, strongestMisses } = doubts;
  const shown = { articleCount, weakestHits, strongestMisses };
  const isAsked = options.yes.length + options.no.length > 0;
  const isTalk = !isAsked && options.json !== true && process.stdin.isTTY && process.stdout.isTTY;
  if (!isAsked && !isTalk) {
    const next = 'Answer with --yes URL... and --no URL...; --write then changes the file.';
    answer(options, shown, [...doubtLines(doubts), next]);
    return;
  }
  const talk = isTalk ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  try {
    const ask = async (question: string) => (await talk?.question(question))?.trim().toLowerCase() ?? '';
    const answers = talk === undefined ? options : await answersOf(doubts, ask);
    const tuned = tuneBy(config, file, doubts, answers);
    if (talk !== undefined) say(tuneLines(tuned).join('\n'));
    const isWanted = talk === undefined ? options.write === true : tuned.diff.length > 0 && (await ask('Change the file? y/n ')) === 'y'; // prettier-ignore
    if (isWanted) writeTuned(tuned, file, options.state);
    const end = isWanted ? `Written. \`rasid apply\` takes it over.` : 'Nothing has been written; --write does.'; // prettier-ignore
    if (talk !== undefined) say(isWanted ? end : 'The file is as it was.');
    else answer(options, { ...shown, ...tuned, written: isWanted }, [...tuneLines(tuned), end]);
  } finally {
    talk?.close();
  }
}

async function answersOf(doubts: Doubts, ask: (question: string) => Promise<string>): Promise<Answers> {
  const yes: string[] = [];
  const no: string[] = [];
  const all = [...doubts.weakestHits, ...doubts.strongestMisses];
  for (const [at, doubt] of all.entries()) {
    say(`${at + 1} of ${all.length}\n${doubtText(doubt).join('\n')}`);
    const word = await ask('Is this what the topic means? y/n, Enter for "leave it", q to end: ');
    if (word === 'q') break;
    if (word === 'y') yes.push(doubt.url);
    if (word === 'n') no.push(doubt.url);
  }
  return { yes, no };
}
