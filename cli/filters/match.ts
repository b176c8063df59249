import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { topicFromValue, topicFromYaml, type TopicSource } from '../../shared/config/topic.ts';
import { errorText, type ConfigError } from '../../shared/config/yaml.ts';
import type { Analyse } from '../../shared/domain/text.ts';
import type { Matchable, Topic } from '../../shared/domain/topic.ts';
import { compile } from '../../shared/match/compile.ts';
import { match } from '../../shared/match/match.ts';
import { analyse as plainAnalyse } from '../../shared/text/analyse.ts';
import { exampleWithin, foldersOfTopics } from '../example-folders.ts';
import { exampleOfFile, isUrl } from '../example.ts';
import type { Filter } from './jsonl.ts';

/**
 * Articles against a folder of YAML topics or a JSON Lines file of topics. Examples may lie in the topics' folder, the
 * config's around it, or one that is allowed. Throws when a topic is wrong.
 */
export async function matchFilter(
  topicsPath: string,
  analyse: Analyse = plainAnalyse,
  allowFolders: readonly string[] = [],
): Promise<Filter> {
  const plan = compile(topicsOf(topicsPath, allowFolders), analyse);
  return await Promise.resolve((input) => {
    const { id, article } = articleOfLine(input);
    return match(plan, article, analyse).map(({ topic, score, threshold, isHit, receipt }) => {
      return { topic, id, score, threshold, hit: isHit, receipt };
    });
  });
}

/** One line of articles: `{"id", "text", "title"?, "lang"?, "publishedAt"?, "feed"?, "url"?}`. Throws what is wrong with it. */
export function articleOfLine(line: Record<string, unknown>): { id: string; article: Matchable } {
  const { id, text } = line;
  if (typeof id !== 'string' && typeof id !== 'number') throw new Error('"id" is no string');
  if (typeof text !== 'string') throw new Error('"text" is no string');
  return {
    id: String(id),
    article: {
      text,
      title: optionalString(line, 'title'),
      lang: optionalString(line, 'lang'),
      publishedAtMs: publishedAtOf(line),
      feed: optionalString(line, 'feed'),
      url: optionalString(line, 'url'),
    },
  };
}

function optionalString(line: Record<string, unknown>, key: string): string | undefined {
  const value = line[key] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw new Error(`"${key}" is no string`);
  return value === '' ? undefined : value;
}

/** `publishedAt` of a line in milliseconds; undefined when it has none. */
export function publishedAtOf(line: Record<string, unknown>): number | undefined {
  const source = optionalString(line, 'publishedAt');
  if (source === undefined) return undefined;
  const atMs = Date.parse(source);
  if (Number.isNaN(atMs)) throw new Error('"publishedAt" is no date');
  return atMs;
}

function topicsOf(path: string, allowFolders: readonly string[]): Topic[] {
  const isFolder = statSync(path).isDirectory();
  const folders = [...foldersOfTopics(isFolder ? path : dirname(path)), ...allowFolders];
  if (!isFolder) return topicsOfLines(path, folders);
  const files = readdirSync(path)
    .filter((name) => /\.ya?ml$/u.test(name))
    .sort();
  if (files.length === 0) throw new Error(`${path}: no .yaml file in it`);
  return files.map((name) => {
    const file = join(path, name);
    return resolved(checked(topicFromYaml(readFileSync(file, 'utf8'), file)), { file, folders });
  });
}

function topicsOfLines(file: string, folders: readonly string[]): Topic[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const topic = checked(topicFromValue(topicFields(line, file, index + 1), file, index + 1));
      return [resolved(topic, { file: `${file}:${index + 1}`, folders })];
    });
}

const topicKeys = 'topic title like all any weights near not threshold languages sources alert'.split(' ');
const exampleKeys = 'text title lang publishedAt'.split(' ');

/** Lines made for measuring carry fields of their own; these are none of ours. */
function topicFields(line: string, file: string, number: number): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`${file}:${number}: not JSON`);
  }
  if (!isRecord(value)) return value;
  const fields = picked(value, topicKeys);
  const { like } = fields;
  if (!Array.isArray(like)) return fields;
  return {
    ...fields,
    like: like.map((entry: unknown) => (isRecord(entry) ? picked(entry, exampleKeys) : entry)),
  };
}

function checked(
  outcome: { readonly topic: TopicSource } | { readonly errors: readonly ConfigError[] },
): TopicSource {
  if ('topic' in outcome) return outcome.topic;
  throw new Error(outcome.errors.map(errorText).join('\n'));
}

/** Examples that are files are read: plain text, the first line the title. */
function resolved(topic: TopicSource, from: { file: string; folders: readonly string[] }): Topic {
  return {
    ...topic,
    like: topic.like.map((entry) => {
      if (typeof entry !== 'string') return entry;
      if (isUrl(entry)) throw new Error(`${entry}: this filter reads files only; fetch the page first`);
      try {
        return exampleOfFile(exampleWithin(from.folders, dirname(from.file), entry));
      } catch (error) {
        throw new Error(`${from.file}: like: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
    }),
  };
}

function picked(record: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
