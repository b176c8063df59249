import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FrontMatter = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/u),
  outlet: z.string(),
  lang: z.enum(['ar', 'en', 'fr', 'tr', 'fa']),
  topic: z.string(),
  event: z.string(),
  /** What it is to its topic: on it, near it, or far from every topic. */
  label: z.enum(['true', 'near', 'far']),
  copyOf: z.string().optional(),
  /** Minute of the newsroom's day; 0 and below: published before it opens. */
  at: z.number(),
  title: z.string(),
  author: z.string().optional(),
});

export interface SampleArticle extends z.infer<typeof FrontMatter> {
  readonly paragraphs: readonly string[];
}

/** The newsroom's articles: one Markdown file each, facts in front, paragraphs below. Throws what is wrong where. */
export function readArticles(folder: string): SampleArticle[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => readArticle(join(folder, name), name));
}

function readArticle(file: string, name: string): SampleArticle {
  const [, front = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/u.exec(readFileSync(file, 'utf8')) ?? [];
  const source = parse(front) as Record<string, unknown> | null;
  const parsed = FrontMatter.safeParse({ ...source, label: String(source?.['label']) });
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  if (`${parsed.data.id}.md` !== name) throw new Error(`${file}: its id is ${parsed.data.id}`);
  const paragraphs = body.split(/\n\s*\n/u).map((one) => one.replace(/\s+/gu, ' ').trim()).filter((one) => one !== ''); // prettier-ignore
  if (paragraphs.length === 0) throw new Error(`${file}: no text`);
  return { ...parsed.data, paragraphs };
}
