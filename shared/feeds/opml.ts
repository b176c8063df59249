import { decodeHTMLStrict } from 'entities';
import type { Outline, OpmlOutcome } from '../domain/feed.ts';
import { textOf } from './bytes.ts';
import { limits } from './limits.ts';
import { readMarkup } from './markup.ts';
import { webUrl } from './web-url.ts';
import { escapeAttribute, legal } from '../domain/markup-text.ts';
import { plain } from '../domain/plain.ts';

/**
 * An OPML list of feeds, of any version, encoding and state of repair -> its feeds in order, each address once.
 * Folders around a feed are its category, outermost first; without folders the `category` attribute is.
 */
export function readOpml(bytes: Uint8Array, contentType?: string): OpmlOutcome {
  const outlines = new Map<string, Outline>();
  /** Of each outline that is open: the folders around what is in it. */
  const paths: (readonly string[])[] = [];
  let isOpml = false as boolean;
  let leftOutCount = 0;
  let outlineCount = 0;

  const open = (name: string, given: Readonly<Record<string, string>>) => {
    if (name.toLowerCase() === 'opml') isOpml = true;
    if (name.toLowerCase() !== 'outline') return;
    const path = paths.at(-1) ?? [];
    outlineCount += 1;
    if (outlines.size === limits.outlinesMax || outlineCount > limits.outlinesReadMax) {
      paths.push(path);
      if (Object.keys(given).some((key) => /^(?:xml|feed)url$/iu.test(key))) leftOutCount += 1;
      return;
    }
    const outline = outlineOf(attributesOf(given), path);
    // A feed that was left open is no folder of those after it.
    paths.push(outline.kind === 'folder' ? namesOf(outline.name, path) : path);
    if (outline.kind === 'broken') leftOutCount += 1;
    if (outline.kind !== 'feed' || outlines.has(outline.feed.url)) return;
    outlines.set(outline.feed.url, outline.feed);
  };
  const close = (name: string) => {
    if (name.toLowerCase() === 'outline') paths.pop();
  };
  const text = textOf(bytes, contentType === undefined ? {} : { contentType });
  const isWhole = readMarkup(text, { onopentag: open, onclosetag: close }, { xmlMode: true });
  if (!isWhole) leftOutCount += 1;
  if (!isOpml && outlines.size === 0) return { kind: 'not-opml', detail: 'no <opml> and no outline in it' };
  return { kind: 'opml', outlines: [...outlines.values()], leftOutCount };
}

type Read = { kind: 'folder'; name: string } | { kind: 'feed'; feed: Outline } | { kind: 'broken' };

function outlineOf(attributes: ReadonlyMap<string, string>, path: readonly string[]): Read {
  const said = (...names: readonly string[]) =>
    names.map((name) => oneLine(attributes.get(name) ?? '')).find((value) => value !== '');
  const written = said('xmlurl', 'feedurl', 'url');
  if (written === undefined) return { kind: 'folder', name: said('title', 'text') ?? '' };
  const url = webUrl(written);
  if (url === undefined) return { kind: 'broken' };
  const category = path.length > 0 ? path.join('/') : categoryOf(said('category')?.split(',')[0]);
  const siteUrl = webUrl(said('htmlurl') ?? '');
  return {
    kind: 'feed',
    feed: {
      url,
      title: (said('title', 'text') ?? new URL(url).hostname).slice(0, limits.titleCharsMax),
      ...(siteUrl !== undefined && { siteUrl }),
      ...(category !== undefined && { category }),
    },
  };
}

/** Folder names from the outermost in, as OPML's own `category` has them: `/news/iraq`. */
function categoryOf(path = ''): string | undefined {
  return namesOf(path).join('/') || undefined;
}

/** The folders of a path within others, bounded here: a list of 60,000 feeds looks at them for each. */
function namesOf(path: string, around: readonly string[] = []): readonly string[] {
  if (around.length === limits.foldersMax) return around;
  const names = path.split('/').map((name) => oneLine(name.slice(0, limits.folderCharsMax)));
  return [...around, ...names.filter((name) => name !== '')].slice(0, limits.foldersMax);
}

const oneLine = (text: string) => plain(legal(text)).replace(/\s+/gu, ' ').trim();

function attributesOf(given: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(given)
      .slice(0, limits.attributesMax)
      .map(([key, value]) => [key.toLowerCase(), decodeHTMLStrict(value.slice(0, limits.attributeCharsMax))]),
  );
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly feeds: Outline[];
}

/** A list of feeds as OPML 2.0, one folder a category; `readOpml` gives the same feeds back. */
export function writeOpml(outlines: readonly Outline[], title: string): string {
  const root: Folder = { folders: new Map(), feeds: [] };
  for (const outline of outlines) folderOf(root, categoryOf(outline.category)).feeds.push(outline);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<opml version="2.0">`,
    `  <head><title>${escapeAttribute(oneLine(title))}</title></head>`,
    '  <body>',
    ...linesOf(root, '    '),
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function folderOf(root: Folder, category: string | undefined): Folder {
  let folder = root;
  for (const name of category?.split('/') ?? []) {
    const inner = folder.folders.get(name) ?? { folders: new Map(), feeds: [] };
    folder.folders.set(name, inner);
    folder = inner;
  }
  return folder;
}

function linesOf({ folders, feeds }: Folder, indent: string): string[] {
  return [
    ...feeds.map(({ url, title, siteUrl }) => {
      const site = siteUrl === undefined ? '' : attribute('htmlUrl', siteUrl);
      return `${indent}<outline type="rss"${attribute('text', title)}${attribute('title', title)}${attribute('xmlUrl', url)}${site}/>`;
    }),
    ...[...folders].flatMap(([name, folder]) => [
      `${indent}<outline${attribute('text', name)}${attribute('title', name)}>`,
      ...linesOf(folder, `${indent}  `),
      `${indent}</outline>`,
    ]),
  ];
}

const attribute = (key: string, value: string) => ` ${key}="${escapeAttribute(oneLine(value))}"`;
