import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { wordsFromYaml } from '../shared/config/words.ts';
import { rasidFromYaml, type RasidSource } from '../shared/config/rasid-yaml.ts';
import { topicFromYaml, type TopicSource } from '../shared/config/topic.ts';
import { configLimits, errorText, placeIn, placesIn, type ConfigError } from '../shared/config/yaml.ts';
import type { Config } from '../shared/domain/config.ts';
import type { OwnWords } from '../shared/domain/text.ts';
import type { FeedConfig } from '../shared/domain/feed.ts';
import type { Example, Topic } from '../shared/domain/topic.ts';
import { canonicalUrl } from '../shared/net/canonical-url.ts';
import { idOf } from '../shared/store/ids.ts';
import { exampleWithin } from './example-folders.ts';
import { exampleOfFile, exampleOfUrl, isUrl } from './example.ts';
import { webFor } from '../shared/pipeline/configured-web.ts';
import { usageError } from './output.ts';

export interface LoadHow {
  /** Where examples from the web are kept. */
  readonly examplesFolder: string;
  /** Feeds beside those in the file. */
  readonly feeds?: readonly Omit<FeedConfig, 'id'>[];
}

/**
 * A whole config from its files: `rasid.yaml`, its topics, their examples. Everything that is wrong with any of
 * them is one error, with file and line, and nothing has been changed.
 */
export async function loadConfig(file: string, how: LoadHow): Promise<Config> {
  if (!existsSync(file)) throw usageError(`${file} is not there. \`rasid init\` writes one to begin with.`);
  const { allowFolders, ...rasid } = readRasid(file);
  const folder = resolve(dirname(file), rasid.topics);
  const sources = readTopics(folder, shown(folder), rasid);
  const settings = {
    ...withWords(rasid, file),
    feeds: withIds([...rasid.feeds, ...(how.feeds ?? [])], file),
  };
  if (settings.feeds.length === 0)
    throw usageError(`${shown(file)}:1:1: feeds: no feed; give at least one URL`);
  const folders = [dirname(file), folder, ...allowedFolders(allowFolders, file)];
  return { ...settings, topics: await resolveTopics(sources, settings, { ...how, folders }) };
}

export interface TopicFile {
  readonly file: string;
  /** As the owner would type it. */
  readonly shown: string;
  readonly text: string;
  readonly topic: TopicSource;
}

/** The topics of a config, each with its file. */
export function topicFilesOf(file: string): TopicFile[] {
  const rasid = readRasid(file);
  const folder = resolve(dirname(file), rasid.topics);
  return readTopics(folder, shown(folder), rasid);
}

/** The config file alone, without its topics. */
export function readRasid(file: string): RasidSource {
  const parsed = rasidFromYaml(readSource(file), shown(file));
  if ('errors' in parsed) throw wrong(parsed.errors);
  return parsed.value;
}

/** A topic may be a stranger's link to a device that never ends. */
function readSource(file: string): string {
  const { sourceBytesMax } = configLimits;
  const found = statSync(file, { throwIfNoEntry: false });
  const place = { file: shown(file), line: 1, column: 1, key: '' };
  if (found?.isFile() !== true)
    throw wrong([{ ...place, message: 'Invalid config: expected a file. Remove it or write one.' }]);
  if (found.size > sourceBytesMax)
    throw wrong([{ ...place, message: `Invalid size "${found.size} bytes": expected at most ${sourceBytesMax}. Split the file.` }]);
  return readFileSync(file, 'utf8');
} // prettier-ignore

/** Folders beside the config's own that the owner lets topics take examples from. */
function allowedFolders(allowFolders: readonly string[], config: string): string[] {
  return allowFolders.map((one, index) => {
    const folder = resolve(dirname(config), one);
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
    const place = placeIn(readFileSync(config, 'utf8'), ['allowFolders', index]);
    throw wrong([{ file: shown(config), ...place, key: 'allowFolders', message: `${shown(folder)} is no folder` }]);
  });
} // prettier-ignore

/** The config's settings with the owner's words, which lie in a file of their own. */
export function withWords(
  { words, ...rest }: Omit<RasidSource, 'allowFolders'>,
  file: string,
): Omit<RasidSource, 'words' | 'allowFolders'> & Pick<Config, 'words'> {
  return words === undefined ? rest : { ...rest, words: readWords(resolve(dirname(file), words), file) };
}

function readWords(file: string, config: string): OwnWords {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    const place = placeIn(readFileSync(config, 'utf8'), ['words']);
    throw wrong([{ file: shown(config), ...place, key: 'words', message: `${shown(file)} is no file` }]);
  }
  const parsed = wordsFromYaml(readSource(file), shown(file));
  if ('errors' in parsed) throw wrong(parsed.errors);
  return parsed.value;
}

function readTopics(folder: string, name: string, { channels }: Pick<RasidSource, 'channels'>): TopicFile[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw usageError(
      `${name} is no folder. Topics lie there, one YAML file each; \`rasid init\` writes an example.`,
    );
  }
  const names = readdirSync(folder).filter((entry) => /\.ya?ml$/u.test(entry)).sort(); // prettier-ignore
  if (names.length === 0) throw usageError(`${name} holds no .yaml file: Rasid has nothing to watch for.`);
  const errors: ConfigError[] = [];
  const topics: TopicFile[] = [];
  for (const entry of names) {
    const file = join(folder, entry);
    const text = readSource(file);
    const parsed = topicFromYaml(text, shown(file));
    if ('errors' in parsed) errors.push(...parsed.errors);
    else topics.push({ file, shown: shown(file), text, topic: parsed.topic });
  }
  for (const one of topics) errors.push(...unknownChannels(one, channels), ...doubled(one, topics));
  if (errors.length > 0) throw wrong(errors);
  return topics;
}

function unknownChannels({ file, text, topic }: TopicFile, channels: RasidSource['channels']): ConfigError[] {
  const known = channels.map((channel) => channel.name);
  const unknown = topic.alert.channels
    .map((name, index) => ({ name, index }))
    .filter(({ name }) => !known.includes(name));
  if (unknown.length === 0) return [];
  const placeOf = placesIn(text);
  return unknown.slice(0, configLimits.errorsMax).map(({ name, index }) => {
    const message = `no channel "${name}"; known: ${known.join(', ')}`;
    return { file: shown(file), ...placeOf(['alert', 'channels', index]), key: 'alert.channels', message };
  });
}

function doubled({ file, text, topic }: TopicFile, topics: readonly TopicFile[]): ConfigError[] {
  const first = topics.find((other) => other.topic.name === topic.name);
  if (first === undefined || first.file === file) return [];
  const message = `${shown(first.file)} has the topic "${topic.name}" already`;
  return [{ file: shown(file), ...placeIn(text, ['topic']), key: 'topic', message }];
}

/** Two feeds with one canonical URL would be polled twice and read once: a slip that is worth a word. */
function withIds(feeds: readonly Omit<FeedConfig, 'id'>[], file: string): FeedConfig[] {
  const seen = new Map<string, string>();
  return feeds.map(({ url, ...rest }, index) => {
    const id = idOf('feed', canonicalUrl(url) ?? url);
    const earlier = seen.get(id);
    if (earlier !== undefined) {
      const place = placeIn(readFileSync(file, 'utf8'), ['feeds', index]);
      throw wrong([
        {
          file: shown(file),
          ...place,
          key: 'feeds',
          message: `${url} is ${earlier}, which is there already`,
        },
      ]);
    }
    seen.set(id, url);
    return { id, url, ...rest };
  });
}

async function resolveTopics(
  sources: readonly TopicFile[],
  settings: Omit<Config, 'topics'>,
  { examplesFolder, folders }: LoadHow & { readonly folders: readonly string[] },
): Promise<Topic[]> {
  const web = webFor({ config: settings });
  try {
    const topics: Topic[] = [];
    for (const source of sources) {
      const like: Example[] = [];
      for (const [index, entry] of source.topic.like.entries()) {
        like.push(typeof entry === 'string' ? await exampleOf(source, index, entry) : entry);
      }
      topics.push({ ...source.topic, like });
    }
    return topics;
  } finally {
    await web.close();
  }

  async function exampleOf({ file, text }: TopicFile, index: number, entry: string): Promise<Example> {
    try {
      if (isUrl(entry)) return await exampleOfUrl(entry, web, examplesFolder);
      return await exampleOfFile(exampleWithin(folders, dirname(file), entry));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw wrong([{ file: shown(file), ...placeIn(text, ['like', index]), key: 'like', message }]);
    }
  }
}

const wrong = (errors: readonly ConfigError[]) => usageError(errors.map(errorText).join('\n'));

/** As the owner would type it. */
const shown = (file: string) => relative('', file) || '.';
