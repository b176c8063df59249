import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The public test sets and their scorers are no part of the project: their licences differ. */
const bench = join(root, '../shared/bench');

/** Public sets of pages with what is right for them, and how their own scorer is asked. */
export const pageSets = [
  {
    name: 'scrapinghub',
    source: 'scrapinghub/article-extraction-benchmark, MIT',
    scorer: 'node tools/extraction_eval.mjs --dataset scrapinghub --data articles/scrapinghub',
  },
  {
    name: 'WCXB articles',
    source: 'Murrough-Foley/web-content-extraction-benchmark, CC-BY-4.0',
    scorer: 'node tools/extraction_eval.mjs --dataset wcxb --split dev --type article --data articles/wcxb',
  },
] as const;

const workers = [
  { name: 'Rasid', command: `node ${join(root, 'cli/rasid.mjs')} read --jsonl` },
  { name: 'Readability', command: `node ${join(root, 'bench/peers/readability.mjs')}` },
  { name: 'defuddle', command: `node ${join(root, 'bench/peers/defuddle.mjs')}` },
] as const;

interface Scores {
  readonly pages: number;
  readonly crashes: number;
  readonly empty: number;
  readonly ms: { readonly median: number; readonly p95: number };
  readonly peakMB: number;
  readonly shingle: { readonly f1: number; readonly precision: number; readonly recall: number };
  readonly word: { readonly f1: number };
  readonly title?: { readonly exact: number };
  readonly author?: { readonly exact: number };
  readonly date?: { readonly exact: number };
}

const columns: readonly (readonly [name: string, of: (scores: Scores) => string])[] = [
  ['F1', ({ shingle }) => share(shingle.f1)],
  ['precision', ({ shingle }) => share(shingle.precision)],
  ['recall', ({ shingle }) => share(shingle.recall)],
  ['word F1', ({ word }) => share(word.f1)],
  ['title', ({ title }) => share(title?.exact)],
  ['author', ({ author }) => share(author?.exact)],
  ['date', ({ date }) => share(date?.exact)],
  ['crashes', ({ crashes }) => String(crashes)],
  ['empty', ({ empty }) => String(empty)],
  ['median', ({ ms }) => `${ms.median.toFixed(1)} ms`],
  ['p95', ({ ms }) => `${ms.p95.toFixed(1)} ms`],
  ['peak', ({ peakMB }) => `${peakMB} MB`],
];

const share = (value: number | undefined) => (value === undefined ? '-' : value.toFixed(4));
const row = (name: string, cells: readonly string[]) =>
  `${name.padEnd(14)}${cells.map((cell) => cell.padStart(10)).join('')}\n`;

/** Every set by its own scorer, beside peers on the same scorer. Both peers run on linkedom, as Rasid does. */
function benchPages(): void {
  if (!existsSync(bench)) {
    process.stdout.write(
      `The public test sets are not at ${bench}; its README tells what they are and where from.\n`,
    );
    return;
  }
  for (const { name, source, scorer } of pageSets) {
    process.stdout.write(`\n${name} (${source})\n`);
    process.stdout.write(row('', columns.map(([column]) => column))); // prettier-ignore
    for (const worker of workers) {
      const ended = spawnSync('sh', ['-c', `${scorer} --worker '${worker.command}'`], {
        cwd: bench,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      if (ended.status !== 0) {
        process.stdout.write(`${worker.name}: the scorer ended with ${ended.status}\n`);
        process.exitCode = 1;
        continue;
      }
      const scores = JSON.parse(ended.stdout) as Scores;
      process.stdout.write(row(worker.name, columns.map(([, of]) => of(scores)))); // prettier-ignore
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) benchPages();
