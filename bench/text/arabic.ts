import { execFileSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import snowball from 'snowball-stemmers';
import { bench, print, root } from './sets.ts';

interface Scores {
  readonly propn: number;
  readonly nominal: number;
  readonly conflation: { readonly P: number; readonly R: number; readonly F1: number };
}

/** Words under attached particles, and forms of one lemma, in a treebank's half. */
export function arabic(): void {
  const commands = [
    ['Rasid', `node ${join(root, 'cli/rasid.mjs')}`],
    [
      'snowball-stemmers',
      `node --import ${import.meta.resolve('tsx')} ${join(root, 'bench/text.ts')} snowball`,
    ],
  ] as const;
  const rows = commands.map(([name, command]) => {
    const output = execFileSync('python3', ['tools/pud_eval.py', 'arabic/pud-even.conllu', command], { cwd: bench }); // prettier-ignore
    const { propn, nominal, conflation } = JSON.parse(output.toString()) as Scores;
    return [
      name,
      ...[propn, nominal, conflation.P, conflation.R, conflation.F1].map((one) => one.toFixed(3)),
    ];
  });
  print(
    ['Arabic words (UD_Arabic-PUD)', 'names kept', 'nominals kept', 'same word P', 'R', 'F1'],
    [...rows, ['target', '0.950', '0.880', '0.670', '', '0.620']],
  );
}

/** A peer behind the interface that the treebank's scorer asks: JSON Lines in, JSON Lines out. */
export async function snowballTerms(): Promise<void> {
  const stemmer = snowball.newStemmer('arabic');
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, text } = JSON.parse(line) as { id: string; text: string };
    const terms = text.split(/\s+/u).map((word) => stemmer.stem(word));
    process.stdout.write(`${JSON.stringify({ id, terms })}\n`);
  }
}
