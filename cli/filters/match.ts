import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { topicFromValue, topicFromYaml, type TopicSource } from '../../shared/config/topic.ts';
import { errorText, type ConfigError } from '../../shared/config/yaml.ts';
import type { Match, Matchable, Topic } from '../../shared/domain/topic.ts';
import { judgeMs } from '../../shared/pipeline/limits.ts';
import { exampleWithin, foldersOfTopics } from '../example-folders.ts';
import { exampleOfFile, isUrl } from '../example.ts';
import { inSandbox } from '../sandbox/in-sandbox.ts';
import type { Filter } from './jsonl.ts';

/**
 * Articles against a folder of YAML topics or a JSON Lines file of topics. Examples may lie in the topics' folder, the
 * config's around it, or one that is allowed. Throws when a topic is wrong.
 */
export async function matchFilter(
  topicsPath: string,
  allowFolders: readonly string[] = [],
  matcher: Matcher = sandboxed,
): Promise<Filter> {
  const matchesOf = matcher(await topicsOf(topicsPath, allowFolders));
  return async (input) => {
    const { id, article } = articleOfLine(input);
    return (await matchesOf(article)).map(({ topic, score, threshold, isHit, receipt }) => {
      return { topic, id, score, threshold, hit: isHit, receipt };
    });
  };
}

/** The matches of articles with topics. */
export type Matcher = (topics: readonly Topic[]) => (article: Matchable) => Promise<readonly Match[]>;

const sandboxed: Matcher = (topics) => {
  const how = { shared: { topics }, cpuMsMax: judgeMs(topics.length) };
  return (article) => inSandbox('match', article, how);
};

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

async function topicsOf(path: string, allowFolders: readonly string[]): Promise<Topic[]> {
  const isFolder = statSync(path).isDirectory();
  const folders = [...foldersOfTopics(isFolder ? path : dirname(path)), ...allowFolders];
  if (!isFolder) return topicsOfLines(path, folders);
  const files = readdirSync(path)
    .filter((name) => /\.ya?ml$/u.test(name))
    .sort();
  if (files.length === 0) throw new Error(`${path}: no .yaml file in it`);
  return inOrder(files, (name) => {
    const file = join(path, name);
    return resolved(checked(topicFromYaml(readFileSync(file, 'utf8'), file)), { file, folders });
  });
}

function topicsOfLines(file: string, folders: readonly string[]): Promise<Topic[]> {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '');
  return inOrder(lines, ({ line, number }) => {
    const topic = checked(topicFromValue(topicFields(line, file, number), file, number));
    return resolved(topic, { file: `${file}:${number}`, folders });
  });
}

async function inOrder<From, To>(items: readonly From[], make: (item: From) => Promise<To>): Promise<To[]> {
  const made: To[] = [];
  for (const item of items) made.push(await make(item));
  return made;
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
async function resolved(
  topic: TopicSource,
  { file, folders }: { file: string; folders: readonly string[] },
): Promise<Topic> {
  const like = await inOrder(topic.like, async (entry) => {
    if (typeof entry !== 'string') return entry;
    if (isUrl(entry)) throw new Error(`${entry}: this filter reads files only; fetch the page first`);
    try {
      return await exampleOfFile(exampleWithin(folders, dirname(file), entry));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${file}: like: ${message}`, { cause: error });
    }
  });
  return { ...topic, like };
}

function picked(record: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
