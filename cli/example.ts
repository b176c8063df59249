import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Example } from '../shared/domain/topic.ts';
import type { Web } from '../shared/ports/web.ts';
import { idOf } from '../shared/store/ids.ts';
import { inSandbox } from './sandbox/in-sandbox.ts';
import { makePrivateFolder } from '../shared/worlds/local/private.ts';

const exampleBytesMax = 2_000_000;

export const isUrl = (entry: string) => /^https?:/iu.test(entry);

/**
 * An example article in a file: a web page (.html), Markdown with or without facts in front (.md), else plain text
 * whose first line is the title. Throws what is wrong with the file.
 */
export async function exampleOfFile(file: string): Promise<Example> {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) throw new Error(`${file} is no file`);
  if (stat.size > exampleBytesMax) throw new Error(`${file} is over ${exampleBytesMax} bytes`);
  const bytes = readFileSync(file);
  if (/\.x?html?$/iu.test(file)) return exampleOfPage(bytes, file, 'http://localhost/');
  const source = bytes.toString('utf8').replace(/^\uFEFF/u, '').trim(); // prettier-ignore
  if (source === '') throw new Error(`${file} is empty`);
  return /\.(?:md|markdown)$/iu.test(file) ? exampleOfMarkdown(source) : exampleOfText(source);
}

function exampleOfText(source: string): Example {
  const [title = '', ...rest] = source.split(/\r?\n/u);
  const text = rest.join('\n').trim();
  return text === '' ? { text: title } : { title: title.trim(), text };
}

/** Of the facts in front only these are an article's; whatever else stands there is the author's own. */
function exampleOfMarkdown(source: string): Example {
  const [, front, body = source] = /^---\r?\n([^]*?)\r?\n---\r?\n([^]*)$/u.exec(source) ?? [];
  const facts = front === undefined ? {} : ((parse(front, { logLevel: 'silent' }) as unknown) ?? {});
  const fact = (...keys: string[]) => keys.map((key) => (facts as Record<string, unknown>)[key]).find((value) => typeof value === 'string'); // prettier-ignore
  const title = fact('title');
  const dateMs = Date.parse(fact('publishedAt', 'date') ?? '');
  const plain = body.trim().replace(/^#+\s+/gmu, '');
  const { title: firstLine, text } = title === undefined ? exampleOfText(plain) : { title, text: plain };
  const lang = fact('lang', 'language');
  return {
    text,
    ...(firstLine !== undefined && { title: firstLine }),
    ...(lang !== undefined && { lang }),
    ...(Number.isFinite(dateMs) && { publishedAtMs: dateMs }),
  };
}

async function exampleOfPage(
  bytes: Uint8Array,
  name: string,
  url: string,
  contentType?: string,
): Promise<Example> {
  const document = { bytes, url, ...(contentType !== undefined && { contentType }) };
  const outcome = await inSandbox('extract', document, { shared: {} });
  if (outcome.kind === 'no-article') throw new Error(`${name} holds no article (${outcome.reason})`);
  const { title, text, lang, publishedAtMs } = outcome.page;
  return { title, text, lang, publishedAtMs };
}

/**
 * An example article on the web. It is fetched once and kept in the folder: a page that changes or goes away
 * later changes no topic.
 */
export async function exampleOfUrl(url: string, web: Web, folder: string): Promise<Example> {
  const file = exampleFile(url, folder);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Example;
  const answer = await web.fetch({ url });
  if (answer.kind === 'failed')
    throw new Error(`${url} could not be fetched: ${answer.reason}, ${answer.detail}`);
  if (answer.status !== 200) throw new Error(`${url} answered HTTP ${answer.status}`);
  const contentType = answer.headers['content-type'];
  const example = await exampleOfPage(answer.body, url, answer.url, contentType);
  keepExample(url, example, folder);
  return example;
}

/** Keeps what a page said, in place of fetching it. */
export function keepExample(url: string, example: Example, folder: string): void {
  const file = exampleFile(url, folder);
  makePrivateFolder(folder);
  writeFileSync(`${file}.new`, JSON.stringify(example));
  renameSync(`${file}.new`, file);
}

const exampleFile = (url: string, folder: string) => join(folder, `${idOf('example', url)}.json`);
