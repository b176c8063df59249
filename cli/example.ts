import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Example } from '../shared/domain/topic.ts';
import { extract } from '../shared/extract/extract.ts';
import type { Web } from '../shared/ports/web.ts';
import { idOf } from '../shared/store/ids.ts';

const exampleBytesMax = 2_000_000;

export const isUrl = (entry: string) => /^https?:/iu.test(entry);

/** An example article in a file: the first line is its title. Throws what is wrong with the file. */
export function exampleOfFile(file: string): Example {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) throw new Error(`${file} is no file`);
  if (stat.size > exampleBytesMax) throw new Error(`${file} is over ${exampleBytesMax} bytes`);
  const source = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/u, '')
    .trim();
  if (source === '') throw new Error(`${file} is empty`);
  const [title = '', ...rest] = source.split(/\r?\n/u);
  const text = rest.join('\n').trim();
  return text === '' ? { text: title } : { title: title.trim(), text };
}

/**
 * An example article on the web. It is fetched once and kept in the folder: a page that changes or goes away
 * later changes no topic.
 */
export async function exampleOfUrl(url: string, web: Web, folder: string): Promise<Example> {
  const file = join(folder, `${idOf('example', url)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Example;
  const answer = await web.fetch({ url });
  if (answer.kind === 'failed')
    throw new Error(`${url} could not be fetched: ${answer.reason}, ${answer.detail}`);
  if (answer.status !== 200) throw new Error(`${url} answered HTTP ${answer.status}`);
  const contentType = answer.headers['content-type'];
  const outcome = extract(answer.body, {
    url: answer.url,
    ...(contentType !== undefined && { contentType }),
  });
  if (outcome.kind === 'no-article') throw new Error(`${url} holds no article (${outcome.reason})`);
  const { title, text, lang, publishedAtMs } = outcome.page;
  const example: Example = { title, text, lang, publishedAtMs };
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(example));
  renameSync(`${file}.new`, file);
  return example;
}
