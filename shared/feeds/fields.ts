import Parser from 'rss-parser';
import { parseDate } from '../domain/dates.ts';
import type { Entry, FeedDocument } from '../domain/feed.ts';
import { fieldPrefix } from './canonical-xml.ts';
import { absoluteUrl, safeHtml } from './html.ts';
import { limits } from './limits.ts';
import { fieldNames } from './names.ts';
import { paceOf } from './pace.ts';

/** A field's element as rss-parser hands it on: the text and the attributes. */
interface Value {
  readonly _?: string;
  readonly $: Readonly<Record<string, string>>;
}
type Fields = Readonly<Record<string, readonly Value[] | undefined>>;

/** Entries dated further ahead than this carry no date at all. */
const futureMs = 86_400_000;

const customFields = [...fieldNames, 'about', 'lang'].map((name): [string, string, { keepArray: true }] => [
  `${fieldPrefix}${name}`,
  name,
  { keepArray: true },
]);

/** Reads the canonical XML with rss-parser and says in which order the dialects' fields count. */
export async function readFields(xml: string, how: { nowMs: number }) {
  // Its types know single strings only; with keepArray it hands on what the XML has.
  const parser = new Parser<Fields, Fields>({
    customFields: { feed: customFields as never, item: customFields },
  });
  const parsed = await parser.parseString(xml);
  const feed = feedOf(parsed);
  return { ...feed, entries: parsed.items.map((item) => entryOf(item as unknown as Fields, how)) };
}

function feedOf(fields: Fields): Omit<FeedDocument, 'entries' | 'repairs'> {
  const title = html(fields, 'title dc:title atom:title news:name');
  const description = html(
    fields,
    'subtitle description tagline info abstract atom:subtitle dc:description itunes:summary itunes:subtitle',
  );
  return {
    title: title?.slice(0, limits.titleCharsMax),
    description,
    link: linkOf(fields) ?? undefined,
    language: text(fields, 'language dc:language lang news:language'),
    id: text(fields, 'id atom:id'),
    updated: text(fields, 'updated atom:updated modified lastBuildDate dc:date dcterms:modified pubDate'),
    pace: paceOf({
      ttl: text(fields, 'ttl'),
      updatePeriod: text(fields, 'sy:updatePeriod'),
      updateFrequency: text(fields, 'sy:updateFrequency'),
      hours: all(fields, 'hour'),
      days: all(fields, 'day'),
    }),
  };
}

function entryOf(fields: Fields, { nowMs }: { nowMs: number }): Entry {
  const summary = html(fields, 'summary description abstract dc:description dcterms:abstract atom:summary itunes:summary media:description');
  const content = html(fields, 'content content:encoded xhtml:body body fullitem atom:content');
  const date = text(fields, 'published issued pubDate atom:published dcterms:issued news:publication_date dcterms:available dc:date created dcterms:created updated modified atom:updated dcterms:modified lastmod');
  const publishedAtMs = date === undefined ? undefined : parseDate(date);
  return {
    guid: text(fields, 'guid id atom:id dc:identifier about'),
    link: linkOf(fields),
    title: html(fields, 'title dc:title atom:title news:title media:title')?.slice(0, limits.titleCharsMax),
    summary,
    content,
    author: text(fields, 'author atom:author dc:creator dc:author itunes:author'),
    language: text(fields, 'language dc:language news:language lang'),
    date,
    publishedAtMs: publishedAtMs !== undefined && publishedAtMs <= nowMs + futureMs ? publishedAtMs : undefined,
  };
} // prettier-ignore

/** The first of the named fields that says something; their order is their worth. */
function first(fields: Fields, names: string): Value | undefined {
  return names
    .split(' ')
    .flatMap((name) => fields[name] ?? [])
    .find((value) => (value._ ?? '').trim() !== '');
}

function all(fields: Fields, name: string): string[] {
  return (fields[name] ?? []).map((value) => value._ ?? '');
}

function text(fields: Fields, names: string): string | undefined {
  return first(fields, names)?._?.trim();
}

function html(fields: Fields, names: string): string | undefined {
  const value = first(fields, names);
  return value?._ === undefined ? undefined : safeHtml(value._.trim(), value.$['base'] ?? '').trim();
}

/** The page that the feed or the entry stands for, absolute. */
function linkOf(fields: Fields): string | undefined {
  const links = [...(fields['link'] ?? []), ...(fields['atom:link'] ?? [])];
  const written = links.find((value) => (value._ ?? '').trim() !== '');
  const alternates = links.filter(({ $ }) => $['href'] !== undefined && ($['rel'] ?? 'alternate') === 'alternate');
  const alternate = alternates.find(({ $ }) => /html/u.test($['type'] ?? 'html')) ?? alternates[0];
  const href = alternate?.$['href'];
  if (written !== undefined) return absoluteUrl(written._ ?? '', written.$['base'] ?? '');
  if (alternate !== undefined && href !== undefined) return absoluteUrl(href, alternate.$['base'] ?? '');
  const permalink = (fields['guid'] ?? []).find(({ $, _ }) => $['isPermaLink'] !== 'false' && isWebUrl(_));
  const other = permalink ?? [...(fields['loc'] ?? []), ...(fields['about'] ?? []), ...(fields['id'] ?? [])].find(({ _ }) => isWebUrl(_));
  return other?._?.trim();
} // prettier-ignore

const isWebUrl = (url: string | undefined) => /^https?:\/\//iu.test(url?.trim() ?? '');
