import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { topicFromYaml } from '../../shared/config/topic.ts';
import { errorText } from '../../shared/config/yaml.ts';
import type { Config } from '../../shared/domain/config.ts';
import { draft, type Draft } from '../../shared/match/draft.ts';
import { analyserOf } from '../../shared/pipeline/analyser-of.ts';
import { webFor } from '../../shared/pipeline/configured-web.ts';
import { conceptTables, tableLanguages } from '../concept-tables.ts';
import { readRasid, withWords } from '../config-file.ts';
import { exampleOfFile, exampleOfUrl, isUrl } from '../example.ts';
import { count, usageError } from '../output.ts';
import { topicYaml, type LikeEntry } from '../topic-yaml.ts';
import { articlesOfFile } from './topic-test.ts';

export interface FromOptions {
  readonly config: string;
  readonly state: string;
  readonly out?: string | undefined;
  readonly force?: true | undefined;
  readonly name?: string | undefined;
  readonly not: readonly string[];
  readonly langs?: readonly string[] | undefined;
}

export interface FromOutcome {
  readonly name: string;
  readonly yaml: string;
  readonly file: string | undefined;
  readonly exampleCount: number;
  readonly isProvisional: boolean;
  readonly threshold: number;
  readonly suggestion: Draft['suggestion'];
  readonly not: Draft['not'];
  readonly scores: { readonly examples: readonly number[]; readonly counterExamples: readonly number[] };
  /** What the writer of the topic should know. */
  readonly advice: readonly string[];
}

const examplesMax = 20;
const usualLanguages = ['ar', 'en', 'fr', 'tr', 'fa'];

/** Examples become a topic, written where `out` says; a mistake writes nothing. */
export async function topicFrom(sources: readonly string[], options: FromOptions): Promise<FromOutcome> {
  const settings = existsSync(options.config)
    ? withWords(readRasid(options.config), options.config)
    : undefined;
  const { out } = options;
  if (out !== undefined && existsSync(out) && options.force !== true)
    throw usageError(`${out} is there already; nothing has been written. --force writes over it.`);
  // Without a file of its own the topic is for the folder of topics.
  const folder =
    out === undefined ? resolve(dirname(options.config), settings?.topics ?? '.') : dirname(resolve(out));
  const like = await readAll(sources, folder, options, settings);
  const counterExamples = await readAll(options.not, folder, options, settings);
  if (like.length === 0) throw usageError('No example: give a file or a URL.');
  if (like.length > examplesMax) throw usageError(`${like.length} examples; a topic takes at most ${examplesMax}.`); // prettier-ignore

  const analyse = analyserOf(settings ?? {});
  const examples = like.map(({ example }) => example);
  const langs = languages(
    options.langs,
    examples.map(({ text, lang }) => analyse(text, lang).lang),
  );
  const made = draft(examples, counterExamples.map(({ example }) => example), { analyse, tables: conceptTables(settings?.words), langs }); // prettier-ignore
  const name = options.name ?? nameOf(like, made);
  const title = examples[0]!.title ?? examples[0]!.text;
  const yaml = topicYaml({
    name,
    title: shortened(title),
    like,
    counterExamples,
    channels: settings === undefined ? [] : settings.channels.slice(0, 1).map((channel) => channel.name),
    draft: made,
  });
  const checked = topicFromYaml(yaml, out ?? 'topic');
  if ('errors' in checked) throw usageError(`No topic can be written from this: ${checked.errors.map(errorText).join('\n')}`); // prettier-ignore
  if (out !== undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(out, yaml);
  }
  return {
    name,
    yaml,
    file: out,
    exampleCount: like.length,
    isProvisional: like.length === 1,
    threshold: made.threshold,
    suggestion: made.suggestion,
    not: made.not,
    scores: {
      examples: made.examples.map(({ score }) => score),
      counterExamples: made.counterExamples.map(({ score }) => score),
    },
    advice: adviceOf(like, counterExamples, made),
  };
}

async function readAll(
  sources: readonly string[],
  folder: string,
  { state }: FromOptions,
  settings: Pick<Config, 'contact' | 'allowNets' | 'allowPorts'> | undefined,
): Promise<LikeEntry[]> {
  const web = webFor(settings && { config: settings });
  try {
    const read: LikeEntry[] = [];
    for (const source of sources) {
      try {
        if (isUrl(source))
          read.push({ entry: source, example: await exampleOfUrl(source, web, join(state, 'examples')) }); // prettier-ignore
        else if (source === '-' || /\.(?:jsonl|ndjson)$/iu.test(source))
          for await (const { article } of articlesOfFile(source))
            read.push({ entry: undefined, example: article });
        else read.push({ entry: relative(folder, resolve(source)), example: await exampleOfFile(source) });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw usageError(message.includes(source) ? message : `${source}: ${message}`);
      }
    }
    return read;
  } finally {
    await web.close();
  }
}

function languages(asked: readonly string[] | undefined, ofExamples: readonly string[]): string[] {
  const known = new Set<string>(tableLanguages);
  const unknown = asked?.find((lang) => !known.has(lang));
  if (unknown !== undefined) throw usageError(`No table is in "${unknown}"; known: ${tableLanguages.join(', ')}.`); // prettier-ignore
  return [...new Set([...ofExamples, ...(asked ?? usualLanguages)])].filter((lang) => known.has(lang));
}

/** A name that says what it is about, from its concepts or the title's Latin words. */
function nameOf(like: readonly LikeEntry[], { weights }: Draft): string {
  const ids = weights.flatMap(({ from }) =>
    'concept' in from && from.titleCount > 0 ? [from.concept.id] : [],
  );
  const words = ids.length > 0 ? ids.slice(0, 3) : (like[0]!.example.title ?? '').split(/\s+/u).slice(0, 4);
  const parts = words
    .join('-')
    .normalize('NFD')
    .toLowerCase()
    .match(/[a-z0-9]+/gu) ?? ['my-topic'];
  return parts.join('-').slice(0, 64).replace(/-$/u, '');
}

const shortened = (title: string) => (title.length <= 200 ? title : `${title.slice(0, 199)}…`);

function adviceOf(like: readonly LikeEntry[], counterExamples: readonly LikeEntry[], made: Draft): string[] {
  const shown = ({ entry, example }: LikeEntry) => entry ?? example.title ?? 'an example';
  const missed = like.filter((_, at) => !made.examples[at]!.isHit);
  const accepted = counterExamples.filter((_, at) => made.counterExamples[at]!.isHit);
  return [
    ...(like.length === 1 ? ['Give a second example, best by another outlet or in another language: with one the threshold is only a usual value.'] : []), // prettier-ignore
    ...missed.map((one) => `The topic would not match its own example ${shown(one)}: it has little in common with the others, or a term of \`not\`.`), // prettier-ignore
    ...accepted.map((one) => `No word tells ${shown(one)} apart from the examples: it still matches. Write what makes it different under \`not\`.`), // prettier-ignore
    ...(made.suggestion.uncovered.length === 0 ? [] : [`Aliases are wanted for ${made.suggestion.uncovered.join('، ')}: see the comment in the topic.`]), // prettier-ignore
  ];
}

export function topicFromLines({ name, yaml, file, exampleCount, threshold }: FromOutcome): string[] {
  if (file === undefined) return [yaml.trimEnd()];
  return [
    `${file}: topic ${name} from ${count(exampleCount, 'example')}, threshold ${threshold}.`,
    `Try it with \`rasid topic test ${name}\`, then \`rasid apply\`.`,
  ];
}
