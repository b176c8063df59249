import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pageSets } from './pages.ts';
import { bench, hasBench, linesOf, root } from './text/sets.ts';

const rasid = `node ${join(root, 'cli/rasid.mjs')}`;

interface Set {
  readonly name: string;
  /** Where it is from, and under which licence. */
  readonly source: string;
  /** A shell command in the folder of the sets; `$TEMP` is a folder for what lies between. */
  readonly command: string;
  /** Writes into the temporary folder what the command needs. */
  readonly prepare?: (temp: string) => void;
}

/** Sets of events in the scorer's format: the public one, and our own beside this file. */
const eventSets = [
  { set: 'given', path: 'events/dev.jsonl', examples: 2 },
  ...readdirSync(join(root, 'bench/events'))
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => ({ set: basename(file, '.jsonl'), path: join(root, 'bench/events', file), examples: 3 })),
];

interface EventRun {
  readonly examplesMax: number;
  readonly how?: 'without dates' | 'with half of the concepts';
}

const eventRuns: readonly EventRun[] = [
  { examplesMax: 3 },
  { examplesMax: 2 },
  { examplesMax: 1 },
  { examplesMax: 2, how: 'without dates' },
  { examplesMax: 2, how: 'with half of the concepts' },
];

function eventSet({ set, path }: (typeof eventSets)[number], { examplesMax, how }: EventRun): Set {
  const matcher =
    how === 'with half of the concepts'
      ? `node --import ${import.meta.resolve('tsx')} ${join(root, 'bench/half-concepts.ts')}`
      : `${rasid} match`;
  return {
    name: `same event, ${set}, ${examplesMax} example${examplesMax === 1 ? '' : 's'}${how ? `, ${how}` : ''}`,
    source: 'written for this project',
    prepare: (temp) => {
      const items = linesOf<EventItem>(path).map((item) =>
        how === 'without dates' ? { ...item, publishedAt: undefined } : item,
      );
      const exemplars = items.filter(({ label }) => label === 'exemplar');
      const topics = [...new Set(exemplars.map(({ topic }) => topic))].map((topic) => ({
        topic,
        like: exemplars.filter((item) => item.topic === topic).slice(0, examplesMax),
      }));
      writeLines(join(temp, 'topics.jsonl'), topics);
      writeLines(
        join(temp, 'items.jsonl'),
        items.filter(({ label }) => label !== 'exemplar'),
      );
    },
    command: `${matcher} --topics $TEMP/topics.jsonl --jsonl < $TEMP/items.jsonl > $TEMP/pred.jsonl
      python3 tools/events_eval.py --gold ${path} --pred $TEMP/pred.jsonl`,
  };
}

const keywordSet = (name: string, folder: string, texts: string, options: string): Set => ({
  name: `keywords: ${name}`,
  source: 'LIAAD/KeywordExtractor-Datasets and ailab-uniud/akec, research use',
  prepare: (temp) => {
    const names = readdirSync(join(bench, folder, texts)).filter((file) => file.endsWith('.txt'));
    const lines = names.map((file) => ({ id: basename(file, '.txt'), text: readFileSync(join(bench, folder, texts, file), 'utf8') })); // prettier-ignore
    writeLines(join(temp, 'texts.jsonl'), lines);
  },
  command: `${rasid} keywords --jsonl < $TEMP/texts.jsonl | node -e '
    for (const line of require("fs").readFileSync(0, "utf8").trim().split("\\n")) {
      const { id, keywords = [] } = JSON.parse(line);
      console.log(JSON.stringify({ id, keywords: keywords.map((one) => one.term) }));
    }' > $TEMP/pred.jsonl
    /usr/bin/python3 tools/keyphrase_eval.py $TEMP/pred.jsonl ${folder} ${options}`,
});

const relatedSource = 'ECB+ (tommasoc80/EventStoryLine), CC BY 3.0';
const sets: readonly Set[] = [
  ...pageSets.map(({ name, source, scorer }) => ({
    name: `pages: ${name}`,
    source,
    command: `${scorer} --worker '${rasid} read --jsonl'`,
  })),
  {
    name: 'Arabic words',
    source: 'UD_Arabic-PUD, CC BY-SA 3.0',
    command: `python3 tools/pud_eval.py arabic/pud-even.conllu '${rasid}'`,
  },
  keywordSet('KPCrowd, English', 'keywords/500N-KPCrowd', 'docsutf8', '--lang en'),
  keywordSet('WikiNews, French', 'keywords/WikiNews', 'docsutf8', '--lang fr'),
  keywordSet(
    'AKEC, Arabic',
    'keywords/akec',
    'documents/raw',
    '--lang ar --gold-top 20 --ids keywords/akec/train.ids',
  ),
  ...eventSets.flatMap((set) =>
    eventRuns.filter((run) => run.examplesMax <= set.examples).map((run) => eventSet(set, run)),
  ),
  {
    name: 'articles like these, 3 examples',
    source: relatedSource,
    command: `${rasid} match --topics related/watches-dev.jsonl --jsonl < related/ecbplus-dev.jsonl > $TEMP/pred.jsonl
      python3 tools/related_eval.py related/ecbplus-dev.jsonl related/watches-dev.jsonl $TEMP/pred.jsonl`,
  },
  {
    name: 'articles like this, 1 example',
    source: relatedSource,
    command: `python3 tools/related_eval.py --make related/ecbplus-dev.jsonl $TEMP/watches.jsonl --exemplars 1 --per-event 0
      ${rasid} match --topics $TEMP/watches.jsonl --jsonl < related/ecbplus-dev.jsonl > $TEMP/pred.jsonl
      python3 tools/related_eval.py related/ecbplus-dev.jsonl $TEMP/watches.jsonl $TEMP/pred.jsonl`,
  },
  {
    name: 'stories',
    source: relatedSource,
    command: `python3 tools/stories_eval.py --make related/ecbplus-dev.jsonl $TEMP/docs.jsonl
      ${rasid} stories --jsonl < $TEMP/docs.jsonl > $TEMP/pred.jsonl
      python3 tools/stories_eval.py related/ecbplus-dev.jsonl $TEMP/pred.jsonl`,
  },
];

interface EventItem {
  readonly label: string;
  readonly topic: string;
  readonly publishedAt?: string | undefined;
}

function writeLines(path: string, lines: readonly unknown[]): void {
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Runs the sets whose names hold the words given, all without, and prints what their own scorers say. */
function main(words: readonly string[]): void {
  if (!hasBench()) {
    process.stdout.write(
      `The public test sets are not at ${bench}; its README tells what they are and where from.\n`,
    );
    return;
  }
  for (const { name, source, command, prepare } of sets.filter((set) =>
    words.every((word) => set.name.includes(word)),
  )) {
    // prettier-ignore
    process.stdout.write(`\n## ${name} (${source})\n`);
    const temp = mkdtempSync(join(tmpdir(), 'rasid-quality-'));
    try {
      prepare?.(temp);
      const env = { ...process.env, TEMP: temp };
      execFileSync('sh', ['-ec', command], { cwd: bench, env, stdio: ['ignore', 'inherit', 'inherit'] });
    } catch {
      // The scorer has said why; the other sets go on.
      process.exitCode = 1;
    } finally {
      rmSync(temp, { recursive: true });
    }
  }
}

main(process.argv.slice(2));
