import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bench, root } from '../text/sets.ts';
import { tfIdfClusters } from './peers.ts';

const docs = 'related/ecbplus-dev.jsonl';
/** The scorer's own order first; one order says little, since each puts other articles at the beginning. */
const seeds = [3, 4, 5] as const;
const peerCosines = [0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2, 0.25, 0.3];

export interface Bcubed {
  readonly P: number;
  readonly R: number;
  readonly F1: number;
  readonly stories: number;
  readonly events: number;
}

export interface ClusterFigures {
  readonly seed: number;
  readonly ours: Bcubed;
  /** The best of all its settings on this very set. */
  readonly peer: Bcubed;
}

/** ECB+ in time order through the filter that the command offers, scored by the set's own scorer. */
export function clusters(): ClusterFigures[] {
  return seeds.map((seed) => {
    const temp = mkdtempSync(join(tmpdir(), 'rasid-stories-'));
    try {
      const [input, output] = [join(temp, 'docs.jsonl'), join(temp, 'stories.jsonl')];
      scorer(['--make', docs, input, '--seed', String(seed)]);
      const rasid = [join(root, 'cli/rasid.mjs'), 'stories', '--jsonl'];
      const lines = readFileSync(input, 'utf8');
      writeFileSync(output, execFileSync('node', rasid, { input: lines, maxBuffer: 1 << 26 }));
      const score = () => JSON.parse(scorer([docs, output])) as Bcubed;
      const ours = score();
      const articles = lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { id: string; text: string });
      const peers = peerCosines.map((cosine) => {
        const found = tfIdfClusters(
          articles.map(({ text }) => text),
          cosine,
        );
        writeFileSync(
          output,
          articles.map(({ id }, at) => `${JSON.stringify({ id, story: `c${found[at]}` })}\n`).join(''),
        );
        return score();
      });
      return { seed, ours, peer: peers.reduce((best, one) => (one.F1 > best.F1 ? one : best)) };
    } finally {
      rmSync(temp, { recursive: true });
    }
  });
}

const scorer = (args: readonly string[]) =>
  execFileSync('python3', ['tools/stories_eval.py', ...args], { cwd: bench, encoding: 'utf8' });
