import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, test } from 'liqe';
import MiniSearch, { type QueryCombination } from 'minisearch';
import type { Analyse, Token } from '../../shared/domain/text.ts';
import type { Topic } from '../../shared/domain/topic.ts';
import { candidates } from '../../shared/match/anchors.ts';
import { compile, planFor } from '../../shared/match/compile.ts';
import { match, scores } from '../../shared/match/match.ts';
import { readArticle, viewOf } from '../../shared/match/view.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { sentencesOf } from '../../shared/text/sentences.ts';

/** One engine over one workload in a process of its own: `rules.ts ENGINE FOLDER SIZE ROUNDS TEXTS`, one line of JSON. */
interface Rule {
  readonly id: string;
  readonly must: readonly string[];
  readonly any: readonly (readonly string[])[];
  readonly not: readonly string[];
  readonly phrase: readonly string[];
  readonly near: { readonly terms: readonly string[]; readonly slop: number };
  readonly prefix: readonly string[];
}

interface Engine {
  /** Ids of the rules that match. */
  readonly run: (text: string) => readonly string[];
  /** How many rules were looked at, where the engine tells. */
  readonly looked?: (text: string) => number;
  /** The words alone. */
  readonly read?: (text: string) => unknown;
}

const lang = 'ar';
const engines: Readonly<Record<string, (rules: readonly Rule[]) => () => Engine>> = {
  rasid: (rules) => rasid(rules, splitOnly),
  'rasid-scores': (rules) => rasid(rules, splitOnly, scores),
  'rasid-own-terms': (rules) => rasid(rules, analyse),
  'rasid-own-terms-scores': (rules) => rasid(rules, analyse, scores),
  liqe: (rules) => () => {
    const parsed = rules.map((rule) => ({ id: rule.id, ast: parse(liqeQuery(rule)) }));
    return {
      run: (text) => {
        const subject = { text: ` ${wordsOf(text).join(' ')} ` };
        return parsed.filter(({ ast }) => test(ast, subject)).map(({ id }) => id);
      },
    };
  },
  minisearch: (rules) => () => {
    const parsed = rules.map((rule) => ({ id: rule.id, query: miniQuery(rule) }));
    return {
      run: (text) => {
        const index = new MiniSearch({ fields: ['text'], tokenize: wordsOf, processTerm: (word) => word });
        index.add({ id: 0, text });
        return parsed.filter(({ query }) => index.search(query).length > 0).map(({ id }) => id);
      },
    };
  },
};

function rasid(rules: readonly Rule[], read: Analyse, judge: typeof scores = match): () => Engine {
  const topics = rules.map(topicOf);
  return () => {
    const plan = compile(topics, read);
    planFor(plan, lang, read);
    return {
      run: (text) => {
        const found: string[] = [];
        for (const { topic, isHit } of judge(plan, { text, lang }, read)) if (isHit) found.push(topic);
        return found;
      },
      read: (text) => read(text, lang),
      looked: (text) => {
        const { lexicon, anchors } = planFor(plan, lang, read);
        return candidates(anchors, viewOf(readArticle({ text, lang }, read), lexicon)).length;
      },
    };
  };
}

function topicOf({ id, must, any, not, phrase, near, prefix }: Rule): Topic {
  const groups = [...must.map((word) => [word]), ...any, ...prefix.map((start) => [`${start}*`])];
  if (phrase.length > 0) groups.push([`"${phrase.join(' ')}"`]);
  return {
    name: id,
    title: id,
    like: [],
    all: groups.map((terms, at) => ({ name: `g${at}`, terms })),
    any: [],
    weights: {},
    near: near.terms.length > 0 ? [{ terms: near.terms, within: near.slop + near.terms.length }] : [],
    not,
    languages: [],
    alert: { channels: [], backfill: false },
  };
}

/** Words between spaces, so that liqe's search within a string finds whole ones; it knows no windows. */
function liqeQuery({ must, any, not, phrase, near, prefix }: Rule): string {
  const whole = (words: string) => `" ${words} "`;
  const wanted = [
    ...[...must, ...near.terms].map(whole),
    ...any.map((words) => `(${words.map(whole).join(' OR ')})`),
    ...prefix.map((start) => `" ${start}"`),
    ...(phrase.length > 0 ? [whole(phrase.join(' '))] : []),
  ];
  return [...wanted, ...not.map((word) => `NOT ${whole(word)}`)].join(' AND ');
}

/** MiniSearch knows neither phrases nor windows: their words. */
function miniQuery({ must, any, not, phrase, near, prefix }: Rule): QueryCombination {
  const queries: (string | QueryCombination)[] = [
    ...[...must, ...phrase, ...near.terms],
    ...any.map((words): QueryCombination => ({ combineWith: 'OR', queries: [...words] })),
    ...prefix.map((start): QueryCombination => ({ combineWith: 'AND', queries: [start], prefix: true })),
  ];
  const wanted: QueryCombination = { combineWith: 'AND', queries };
  return not.length === 0 ? wanted : { combineWith: 'AND_NOT', queries: [wanted, ...not] };
}

/** As the workload splits: marks dropped, runs of letters and digits, lower case. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().replace(/\p{M}+/gu, '').match(/[\p{L}\p{N}]+/gu) ?? [];
} // prettier-ignore

/** The same with places in the text, and sentences, as receipts show them. */
function splitOnly(text: string): ReturnType<Analyse> {
  const tokens: Token[] = [];
  const runs = /[\p{L}\p{M}\p{N}]+/gu;
  for (let found = runs.exec(text); found !== null; found = runs.exec(text)) {
    const term = found[0].toLowerCase().replace(/\p{M}+/gu, '');
    if (term !== '') tokens.push({ term, folded: term, start: found.index, end: runs.lastIndex, isStopword: false });
  }
  return { lang, text, tokens, sentences: sentencesOf(text, tokens), concepts: [] };
} // prettier-ignore

function linesOf<Line>(path: string): Line[] {
  return readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Line);
} // prettier-ignore

/** Heap and typed arrays, MB, after two collections. */
function heapMb(): number {
  for (let round = 0; round < 2; round += 1) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_000_000;
}

function measure([name = '', folder = '', size = '', rounds = '', textCount = '']: readonly string[]) {
  const texts = linesOf<{ id: string; text: string }>(join(folder, 'docs.jsonl')).slice(0, Number(textCount));
  const load = engines[name]!(linesOf<Rule>(join(folder, `rules-${size}.jsonl`)));
  const before = heapMb();
  const startMs = performance.now();
  const engine = load();
  const loadMs = performance.now() - startMs;
  const heapGrowthMb = heapMb() - before;
  const found = texts.map(({ id, text }) => engine.run(text).map((rule) => `${id}\t${rule}\n`));
  writeFileSync(join(folder, `found-${name}-${size}.tsv`), found.flat().join(''));
  const matchCount = found.flat().length / texts.length;
  const ms = bestOf(Number(rounds), texts, engine.run);
  const analyseMs = engine.read && bestOf(Number(rounds), texts, engine.read);
  const { looked } = engine;
  const lookedCount = looked && texts.reduce((sum, { text }) => sum + looked(text), 0) / texts.length;
  const textIds = texts.map(({ id }) => id);
  return { loadMs, heapGrowthMb, ms, analyseMs, matchCount, lookedCount, textIds };
}

/** The machine may have other work: of each article the best time. */
function bestOf(rounds: number, texts: readonly { text: string }[], step: (text: string) => unknown): number {
  const bestMs = texts.map(() => Infinity);
  for (let round = 0; round < rounds; round += 1) {
    texts.forEach(({ text }, at) => {
      const startMs = performance.now();
      step(text);
      bestMs[at] = Math.min(bestMs[at]!, performance.now() - startMs);
    });
  }
  return bestMs.reduce((sum, ms) => sum + ms, 0) / texts.length;
}

process.stdout.write(`${JSON.stringify(measure(process.argv.slice(2)))}\n`);
