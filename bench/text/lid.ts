import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { identify } from '../../shared/text/identify.ts';
import { linesOf, print, root } from './sets.ts';

const words = 6;
const runs = 3;
/** Languages as franc calls them (ISO 639-3) in the codes that all others use. */
const short: Readonly<Record<string, string>> = {
  arb: 'ar', eng: 'en', fra: 'fr', pes: 'fa', prs: 'fa', urd: 'ur', tur: 'tr', ckb: 'ckb', kmr: 'ku', kur: 'ku',
}; // prettier-ignore
const targets: Readonly<Record<string, number>> = { ar: 98.8, en: 98.8, fr: 98.8, fa: 98.8, ur: 98.8, tr: 96.6, ckb: 93 }; // prettier-ignore

type EldModule = { readonly eld: { detect(text: string): { language: string } } };

interface Peer {
  readonly name: string;
  /** A module that has to be loaded before the first answer. */
  readonly module: string;
  /** An expression over the module `it` and a text `s`. */
  readonly call: string;
  readonly detect: (text: string) => string;
}

/** The share of right answers for the first six words of sentences in nine languages; loading, and memory after it. */
export async function languages(): Promise<void> {
  const own = join(root, 'node_modules/.cache-lid.mjs');
  await build({ entryPoints: [join(root, 'shared/text/identify.ts')], bundle: true, format: 'esm', platform: 'node', outfile: own, logLevel: 'silent' }); // prettier-ignore
  const eld = await Promise.all(
    (['extrasmall', 'small', 'medium', 'large'] as const).map(async (size): Promise<Peer> => {
      const detector = ((await import(`eld/${size}`)) as EldModule).eld;
      const detect = (text: string) => detector.detect(text).language;
      return { name: `eld ${size}`, module: `eld/${size}`, call: 'it.eld.detect(s)', detect };
    }),
  );
  const tinyld = await import('tinyld');
  const { franc } = await import('franc');
  const peers: Peer[] = [
    { name: 'Rasid', module: own, call: 'it.identify(s)', detect: identify },
    ...eld,
    { name: 'tinyld', module: 'tinyld', call: 'it.detect(s)', detect: tinyld.detect },
    { name: 'franc', module: 'franc', call: 'it.franc(s)', detect: (text) => short[franc(text)] ?? '' },
  ];
  const lines = linesOf<{ lang: string; text: string }>('lid/sentences.jsonl');
  const sets = [...new Set(lines.map(({ lang }) => lang))];
  const rows = peers.map(({ name, module, call, detect }) => {
    const shares = sets.map((set) => {
      const ofSet = lines.filter(({ lang }) => lang === set);
      const right = ofSet.filter(({ text }) => detect(snippet(text)) === set.replace('-headline', ''));
      return ((100 * right.length) / ofSet.length).toFixed(1);
    });
    return [name, ...shares, ...coldImport(module, call)];
  });
  print(
    ['first six words, % right', ...sets, 'import ms', 'MB'],
    [...rows, ['target', ...sets.map((set) => String(targets[set] ?? '')), '200', '90']],
  );
  rmSync(own);
}

const snippet = (text: string) => text.split(/\s+/u).slice(0, words).join(' ');

/** Best of some processes of their own, which is what is left when the machine is busy. */
function coldImport(module: string, call: string): [ms: string, mb: string] {
  const program = `const begin = performance.now(); const it = await import(${JSON.stringify(module)}); const s = 'one short text'; ${call}; console.log(JSON.stringify([performance.now() - begin, process.memoryUsage().rss / 1e6]));`;
  const found = Array.from({ length: runs }, () => {
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: root });
    return JSON.parse(output.toString()) as [number, number];
  });
  const best = (at: 0 | 1) => Math.min(...found.map((pair) => pair[at])).toFixed(0);
  return [best(0), best(1)];
}
