import Parser from 'rss-parser';
import { parseDate } from '../domain/dates.ts';
import type { Entry, FeedDocument } from '../domain/feed.ts';
import { fieldPrefix } from './canonical-xml.ts';
import { webAddress, type WebAddress } from '../domain/web-address.ts';
import type { HtmlCleaner } from './html-cleaner.ts';
import { limits } from './limits.ts';
import { paceOf } from './pace.ts';
import { titleMarkup } from './title.ts';

/** A field's element as rss-parser hands it on: its text, with its attributes if it has any. */
type Value = string | { readonly _?: string; readonly $: Readonly<Record<string, string>> };
type Fields = Readonly<Record<string, readonly Value[] | undefined>>;

interface How {
  readonly base: string;
  readonly nowMs: number;
  /** Of the fields that are in the document. */
  readonly names: ReadonlySet<string>;
  readonly cleaner: HtmlCleaner;
}

/** Entries dated further ahead than this carry no date at all. */
const futureMs = 86_400_000;

const words = (list: string) => list.split(' ');

/** Which of the dialects' fields count, best first. */
const feedOrder = {
  title: words('title dc:title atom:title news:name'),
  description: words('subtitle description tagline info abstract atom:subtitle dc:description itunes:summary itunes:subtitle'),
  language: words('language dc:language lang news:language'),
  id: words('id atom:id'),
  updated: words('updated atom:updated modified lastBuildDate dc:date dcterms:modified pubDate'),
}; // prettier-ignore
const entryOrder = {
  title: words('title dc:title atom:title news:title media:title'),
  summary: words('summary description abstract dc:description dcterms:abstract atom:summary itunes:summary media:description'),
  content: words('content content:encoded xhtml:body body fullitem atom:content'),
  guid: words('guid id atom:id dc:identifier about'),
  author: words('author atom:author dc:creator dc:author itunes:author'),
  language: words('language dc:language news:language lang'),
  date: words('published issued pubDate atom:published dcterms:issued news:publication_date dcterms:available dc:date created dcterms:created updated modified atom:updated dcterms:modified lastmod'),
}; // prettier-ignore

/** Reads the canonical XML with rss-parser and says in which order the dialects' fields count. */
export async function readFields(xml: string, how: How): Promise<Omit<FeedDocument, 'repairs'>> {
  const customFields = [...how.names].map((name): [string, string, { keepArray: true }] => [
    `${fieldPrefix}${name}`,
    name,
    { keepArray: true },
  ]);
  // Its types know single strings only; with keepArray it hands on what the XML has.
  const parser = new Parser<Fields, Fields>({
    customFields: { feed: customFields as never, item: customFields },
  });
  const parsed = await parser.parseString(xml);
  const entries = parsed.items.map((item) => entryOf(item as unknown as Fields, how));
  return { ...feedOf(parsed, how), entries };
}

function feedOf(fields: Fields, how: How): Omit<FeedDocument, 'entries' | 'repairs'> {
  const all = (name: string) => (fields[name] ?? []).map(textOf);
  return {
    title: titleOf(fields, feedOrder.title, how),
    description: html(fields, feedOrder.description, how),
    link: linkOf(fields, how.base),
    language: languageOf(fields, feedOrder.language),
    id: text(fields, feedOrder.id),
    updated: text(fields, feedOrder.updated),
    pace: paceOf({
      ttl: text(fields, ['ttl']),
      hours: all('hour'),
      days: all('day'),
    }),
  };
}

function entryOf(fields: Fields, how: How): Entry {
  const date = text(fields, entryOrder.date, theLast);
  const publishedAtMs = date === undefined ? undefined : parseDate(date);
  return {
    guid: text(fields, entryOrder.guid),
    link: linkOf(fields, how.base),
    title: titleOf(fields, entryOrder.title, how),
    summary: html(fields, entryOrder.summary, how),
    content: html(fields, entryOrder.content, how),
    author: text(fields, entryOrder.author),
    language: languageOf(fields, entryOrder.language),
    date,
    publishedAtMs:
      publishedAtMs !== undefined && publishedAtMs <= how.nowMs + futureMs ? publishedAtMs : undefined,
  };
}

const noAttributes: Readonly<Record<string, string>> = {};
const textOf = (value: Value) => (typeof value === 'string' ? value : (value._ ?? '')).trim();
const attributesOf = (value: Value) => (typeof value === 'string' ? noAttributes : value.$);
const saysSomething = (value: Value) => textOf(value) !== '';

type Choice = (values: readonly Value[]) => Value | undefined;
const theFirst: Choice = (values) => values.find(saysSomething);
/** Who writes a date twice has corrected it. */
const theLast: Choice = (values) => values.findLast(saysSomething);

/** Of the named fields the first that says something: their order is their worth. */
function best(fields: Fields, names: readonly string[], choice = theFirst): Value | undefined {
  for (const name of names) {
    const value = choice(fields[name] ?? []);
    if (value !== undefined) return value;
  }
  return undefined;
}

function text(fields: Fields, names: readonly string[], choice = theFirst): string | undefined {
  const value = best(fields, names, choice);
  return value === undefined ? undefined : textOf(value);
}

function html(fields: Fields, names: readonly string[], { base, cleaner }: How): string | undefined {
  const value = best(fields, names);
  if (value === undefined) return undefined;
  return cleaner.clean(textOf(value), attributesOf(value)['base'] ?? base).trim();
}

function titleOf(fields: Fields, names: readonly string[], { base, cleaner }: How): string | undefined {
  const value = best(fields, names);
  if (value === undefined) return undefined;
  const title = titleMarkup(textOf(value).slice(0, limits.titleSourceCharsMax));
  return cleaner
    .clean(title, attributesOf(value)['base'] ?? base)
    .trim()
    .slice(0, limits.titleCharsMax);
}

/** As BCP 47 spells it. */
function languageOf(fields: Fields, names: readonly string[]): string | undefined {
  return text(fields, names)?.replaceAll('_', '-');
}

/** The page that the feed or the entry stands for; absent where the document names none on the web. */
function linkOf(fields: Fields, documentBase: string): WebAddress | undefined {
  const links = [...(fields['link'] ?? []), ...(fields['atom:link'] ?? [])]
    .map((value) => ({ written: textOf(value), attributes: attributesOf(value) }))
    .filter(({ attributes }) => (attributes['rel'] ?? 'alternate') === 'alternate')
    .flatMap(({ written, attributes }) => {
      const url = written === '' ? attributes['href'] : written;
      const address = url === undefined ? undefined : webAddress(url, attributes['base'] ?? documentBase);
      return address === undefined ? [] : [{ written, address, type: attributes['type'] ?? 'html' }];
    });
  const link =
    links.find(({ written }) => written !== '') ??
    links.find(({ type }) => type.includes('html')) ??
    links[0];
  if (link !== undefined) return link.address;
  const guids = fields['guid'] ?? [];
  const permalinks = guids.filter((guid) => attributesOf(guid)['isPermaLink'] !== 'false');
  const pages = [permalinks, fields['loc'] ?? [], fields['about'] ?? [], fields['id'] ?? []].flat();
  const addresses = [...pages.map(textOf), ...mediaOf(fields), ...guids.map(textOf)];
  return addresses.map((written) => webAddress(written)).find((address) => address !== undefined);
}

/** A sound, a film or a document that an entry consists of; a picture only stands beside one. */
function mediaOf(fields: Fields): string[] {
  return [...(fields['enclosure'] ?? []), ...(fields['link'] ?? []), ...(fields['atom:link'] ?? [])]
    .map(attributesOf)
    .filter(
      ({ url, rel, type = '' }) => (url !== undefined || rel === 'enclosure') && !type.startsWith('image/'),
    )
    .map(({ url, href }) => url ?? href ?? '');
}
