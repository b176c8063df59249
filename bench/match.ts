import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bench, print, root } from './text/sets.ts';

/** Many rules against one article at a time, beside packages that match queries with texts, on one seeded workload. */
const corpus = join(bench, 'keywords/akec/documents/raw');
const workload = join(bench, 'tools/percolate_workload.mjs');
/** The length of text that the targets are for. */
const wordsWanted = 470;
const sizes = [10_000, 100_000];
const targets = { ms: [0.4, 3], ownTermsFactor: 1.5, loadMs: 2_000, heapMb: 80 };
const textsMax = 200;
const peerTexts = 5;

interface Run {
  readonly engine: string;
  readonly label: string;
  readonly rounds: number;
  readonly texts: number;
  /** Kinds of rules that it has no way to state; they are not compared. */
  readonly lacks: readonly string[];
  /** Own terms match more than the workload expects: nothing to compare with. */
  readonly isComparable: boolean;
}

const ours = { rounds: 15, texts: textsMax, lacks: [], isComparable: true };
const runs: readonly Run[] = [
  { ...ours, engine: 'rasid-scores', label: 'Rasid, scores' },
  { ...ours, engine: 'rasid', label: 'Rasid, match with receipts' },
  { ...ours, engine: 'rasid-own-terms-scores', label: 'own terms, scores', isComparable: false },
  { ...ours, engine: 'rasid-own-terms', label: 'own terms, match with receipts', isComparable: false },
  { engine: 'liqe', label: 'liqe 3.8.7', rounds: 2, texts: peerTexts, lacks: ['near'], isComparable: true },
  { engine: 'minisearch', label: 'MiniSearch 7.2.0', rounds: 2, texts: peerTexts, lacks: ['near', 'phrase'], isComparable: true },
]; // prettier-ignore

interface Measured {
  readonly loadMs: number;
  readonly heapGrowthMb: number;
  readonly ms: number;
  readonly analyseMs?: number;
  readonly matchCount: number;
  readonly lookedCount?: number;
  readonly textIds: readonly string[];
}

if (!existsSync(corpus)) {
  process.stdout.write(`The public test sets are not at ${bench}; its README tells what they are and where from.\n`);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'rasid-match-'));
  try {
    await compare(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
} // prettier-ignore

async function compare(folder: string): Promise<void> {
  writePieces(join(folder, 'corpus'));
  const node = (...words: readonly string[]) => execFileSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 1e8 });
  process.stdout.write(node(workload, 'generate', '--corpus', join(folder, 'corpus'), '--out', folder, '--docs', String(textsMax), '--sizes', sizes.join(',')));
  node(workload, 'expect', '--out', folder, '--sizes', sizes.join(','));
  const peers = join(folder, 'rules.mjs');
  const banner = `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(join(root, 'package.json'))});`;
  await build({ entryPoints: [join(root, 'bench/peers/rules.ts')], outfile: peers, bundle: true, platform: 'node', format: 'esm', banner: { js: banner }, logLevel: 'error' });
  for (const size of sizes) {
    // The packages grow with the rules: one size tells.
    const rows = runs.filter(({ texts }) => texts > peerTexts || size === sizes[0]).map((run) => {
      const { engine, rounds, texts } = run;
      const measured = JSON.parse(node('--expose-gc', peers, engine, folder, String(size), String(rounds), String(texts))) as Measured;
      return rowOf(folder, size, run, measured);
    });
    process.stdout.write(`\n${size} rules, one article at a time, splitting it into words included\n`);
    print(['', 'ms an article', 'of it words', 'load ms', 'heap MB', 'matches', 'looked at', 'disagree', 'cannot state'], rows);
  }
  const [few, many] = targets.ms;
  process.stdout.write(`\nTargets: ${few} and ${many} ms, with own terms ${targets.ownTermsFactor} times that; at ${sizes[1]} rules load ${targets.loadMs} ms, heap ${targets.heapMb} MB; no disagreement.\n`);
  process.stdout.write(`Each line in a process of its own. The best of ${ours.rounds} rounds for each article, of 2 rounds and ${peerTexts} articles for the packages. Node ${process.version}, ${cpus()[0]?.model ?? ''}.\n`);
} // prettier-ignore

function rowOf(folder: string, size: number, run: Run, measured: Measured): string[] {
  const { label, engine, lacks, isComparable } = run;
  const { ms, analyseMs, loadMs, heapGrowthMb, matchCount, lookedCount, textIds } = measured;
  const compared = comparedIn(folder, size, lacks, new Set(textIds));
  const expected = compared(`expected-${size}.tsv`);
  const found = compared(`found-${engine}-${size}.tsv`);
  const shared = [...found].filter((pair) => expected.has(pair)).length;
  const wrong = found.size + expected.size - 2 * shared;
  return [
    label,
    ms.toFixed(3),
    analyseMs?.toFixed(3) ?? '',
    loadMs.toFixed(0),
    heapGrowthMb.toFixed(1),
    matchCount.toFixed(0),
    lookedCount?.toFixed(0) ?? 'all',
    isComparable ? `${wrong} of ${expected.size}` : '',
    lacks.join(', '),
  ];
}

/** Pairs of text and rule in a file, those left out that an engine was not asked for. */
function comparedIn(folder: string, size: number, lacks: readonly string[], textIds: ReadonlySet<string>) {
  const left = new Set<string>();
  for (const line of readFileSync(join(folder, `rules-${size}.jsonl`), 'utf8').trim().split('\n')) {
    const { id, kind } = JSON.parse(line) as { id: string; kind: string };
    if (lacks.includes(kind)) left.add(id);
  }
  return (file: string) =>
    new Set(
      readFileSync(join(folder, file), 'utf8').split('\n').filter((pair) => {
        const [text = '', rule = ''] = pair.split('\t');
        return textIds.has(text) && !left.has(rule);
      }),
    );
} // prettier-ignore

/** The texts in pieces of about the length wanted, at words. */
function writePieces(folder: string): void {
  mkdirSync(folder);
  for (const file of readdirSync(corpus)) {
    const words = readFileSync(join(corpus, file), 'utf8').split(/(?<=\s)(?=\S)/u);
    const pieceCount = Math.max(1, Math.round(words.length / wordsWanted));
    const pieceWords = Math.ceil(words.length / pieceCount);
    for (let piece = 0; piece < pieceCount; piece += 1)
      writeFileSync(join(folder, `${piece}-${file}`), words.slice(piece * pieceWords, (piece + 1) * pieceWords).join(''));
  }
} // prettier-ignore
