import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { extract } from 'keyword-extractor';
import { frequenciesFrom, tally, type Frequencies } from '../../shared/domain/frequencies.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { keywords } from '../../shared/text/keywords.ts';
import { bench, print } from './sets.ts';

// Its types were not packed with it.
const { default: rake } = createRequire(import.meta.url)('rake-js') as {
  default: (text: string, options: { language: string }) => string[];
};

interface KeywordSet {
  readonly name: string;
  readonly folder: string;
  readonly texts: string;
  readonly lang: 'en' | 'fr' | 'ar';
  readonly options: readonly string[];
  readonly target: number;
}

const sets: readonly KeywordSet[] = [
  { name: '500N-KPCrowd, English', folder: 'keywords/500N-KPCrowd', texts: 'docsutf8', lang: 'en', options: [], target: 0.2 },
  { name: 'WikiNews, French', folder: 'keywords/WikiNews', texts: 'docsutf8', lang: 'fr', options: [], target: 0.42 },
  { name: 'AKEC raw, top 20, Arabic', folder: 'keywords/akec', texts: 'documents/raw', lang: 'ar', options: ['--gold-top', '20', '--ids', 'keywords/akec/train.ids'], target: 0.27 },
]; // prettier-ignore

/** What the packages call the languages that they have stopwords for; their types leave Arabic out. */
const peerLanguages = { en: 'english', fr: 'french', ar: 'arabic' } as const;

type Extract = (text: string, lang: KeywordSet['lang']) => readonly string[];

const rasid =
  (terms?: Frequencies): Extract =>
  (text, lang) =>
    keywords({ text, lang }, { frequencies: { terms } }).keywords.map(({ surface }) => surface);

/** `learned` counts terms over the set's texts, as a store does over the articles that it has. */
const extractorsFor = (texts: readonly string[], lang: KeywordSet['lang']): (readonly [string, Extract])[] => [
  ['Rasid', rasid()],
  ['Rasid, learned', rasid(frequenciesOf(texts, lang))],
  ['keyword-extractor', (text) => extract(text, { language: peerLanguages[lang] as 'english', remove_digits: true, return_changed_case: true, remove_duplicates: true })],
  ...(lang === 'en' ? [['rake-js', (text: string) => rake(text, { language: 'english' })] as const] : []),
]; // prettier-ignore

function frequenciesOf(texts: readonly string[], lang: string): Frequencies {
  const { add, counts } = tally();
  for (const text of texts) add(new Set(analyse(text, lang).tokens.map(({ term }) => term)));
  return frequenciesFrom(counts());
}

const resamples = 2_000;
/** Read before the clock runs, as a process that has run for a second would have. */
const warmUpTexts = 30;

/** F1 at 10 by the sets' own scorer, with a bootstrap interval over the texts, and the median time of a text. */
export function keyphrases(): void {
  const temp = mkdtempSync(join(tmpdir(), 'rasid-keywords-'));
  const rows = sets.flatMap((set) => {
    const names = readdirSync(join(bench, set.folder, set.texts)).filter((file) => file.endsWith('.txt'));
    const texts = names.map((file) => ({ id: basename(file, '.txt'), text: readFileSync(join(bench, set.folder, set.texts, file), 'utf8') })); // prettier-ignore
    return extractorsFor(
      texts.map(({ text }) => text),
      set.lang,
    ).map(([name, extract]) => {
      for (const { text } of texts.slice(0, warmUpTexts)) extract(text, set.lang);
      const times: number[] = [];
      const lines = texts.map(({ id, text }) => {
        const begin = performance.now();
        const found = extract(text, set.lang);
        times.push(performance.now() - begin);
        return `${JSON.stringify({ id, keywords: found })}\n`;
      });
      writeFileSync(join(temp, 'pred.jsonl'), lines.join(''));
      const scores = score(set, temp);
      const [low, high] = interval(scores);
      return [`${set.name}: ${name}`, mean(scores).toFixed(3), `${low.toFixed(3)}-${high.toFixed(3)}`, name === 'Rasid' ? set.target.toFixed(2) : '', median(times).toFixed(2)]; // prettier-ignore
    });
  });
  print(['keywords', 'F1@10', '95 %', 'target', 'median ms'], rows);
  rmSync(temp, { recursive: true });
}

function score({ folder, lang, options }: KeywordSet, temp: string): number[] {
  const perText = join(temp, 'scores.jsonl');
  execFileSync('/usr/bin/python3', ['tools/keyphrase_eval.py', join(temp, 'pred.jsonl'), folder, '--lang', lang, ...options, '--per-doc', perText], { cwd: bench }); // prettier-ignore
  const lines = readFileSync(perText, 'utf8').trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { f10: number }).f10);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]) => sorted(values)[Math.floor(values.length / 2)] ?? NaN;

/** Bootstrap percentiles (Efron 1979), the same draws every time. */
function interval(values: readonly number[]): [number, number] {
  let seed = 1;
  const draw = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return values[seed % values.length]!;
  };
  const means = sorted(Array.from({ length: resamples }, () => mean(values.map(draw))));
  return [means[Math.floor(0.025 * resamples)]!, means[Math.floor(0.975 * resamples)]!];
}
