import * as z from 'zod/mini';
import { parseDate } from '../domain/dates.ts';
import type { Entry, ParseOutcome } from '../domain/feed.ts';
import { parseLenientJson } from '../domain/lenient-json.ts';
import { webAddress } from '../domain/web-address.ts';
import { htmlCleaner, type HtmlCleaner } from './html-cleaner.ts';
import { limits } from './limits.ts';
import { escapeText } from '../domain/markup-text.ts';

/** Feeds are made by hand too: what is of another type than it should be is as if it were not there. */
const lenient = <T extends z.ZodMiniType>(type: T) => z.catch(z.optional(type), undefined);
const text = lenient(z.union([z.string(), z.pipe(z.number(), z.transform(String))]));
const Author = lenient(z.object({ name: text }));
const Item = z.object({
  id: text,
  url: text,
  external_url: text,
  title: text,
  summary: text,
  content_html: text,
  content_text: text,
  date_published: text,
  date_modified: text,
  language: text,
  author: Author,
  // A million authors that are none would be a million errors: the first alone is read.
  authors: lenient(z.array(z.unknown())),
});
const JsonFeed = z.object({
  version: text,
  title: text,
  home_page_url: text,
  feed_url: text,
  description: text,
  language: text,
  items: lenient(z.array(z.unknown())),
});

const futureMs = 86_400_000;

/** JSON Feed 1.0 and 1.1 (jsonfeed.org). */
export function parseJsonFeed(source: string, how: { base: string; nowMs: number }): ParseOutcome {
  let value: unknown;
  try {
    value = parseLenientJson(source);
  } catch (error) {
    return { kind: 'not-a-feed', reason: 'broken', detail: `not JSON: ${(error as Error).message}` };
  }
  const feed = JsonFeed.safeParse(value).data;
  if (feed === undefined || (feed.items === undefined && !/jsonfeed\.org/u.test(feed.version ?? ''))) {
    return { kind: 'not-a-feed', reason: 'unknown-format', detail: 'JSON that is no JSON Feed' };
  }
  const given = feed.items ?? [];
  const items = given.slice(0, limits.entriesMax).flatMap((item) => Item.safeParse(item).data ?? []);
  const cleaner = htmlCleaner();
  const entries = items.map((item) => entryOf(item, how, cleaner));
  const isCut = given.length > limits.entriesMax;
  return {
    kind: 'feed',
    document: {
      title: feed.title,
      link: feed.home_page_url === undefined ? undefined : webAddress(feed.home_page_url, how.base),
      description: feed.description,
      language: feed.language,
      id: feed.feed_url,
      entries,
      repairs: [
        ...(isCut ? [`only the first ${limits.entriesMax} entries are read`] : []),
        ...cleaner.repairs,
      ],
    },
  };
}

function entryOf(
  item: z.infer<typeof Item>,
  { base, nowMs }: { base: string; nowMs: number },
  cleaner: HtmlCleaner,
): Entry {
  const date = item.date_published ?? item.date_modified;
  const publishedAtMs = date === undefined ? undefined : parseDate(date);
  const [link] = [item.url, item.external_url].flatMap((url) =>
    url === undefined ? [] : (webAddress(url, base) ?? []),
  );
  const plain = (value: string | undefined, charsMax: number) =>
    value === undefined ? undefined : escapeText(value.slice(0, charsMax));
  const content =
    item.content_html === undefined
      ? plain(item.content_text, limits.fieldCharsMax)
      : cleaner.clean(item.content_html, base);
  return {
    guid: item.id,
    link,
    title: plain(item.title, limits.titleCharsMax),
    summary: plain(item.summary, limits.fieldCharsMax),
    content,
    author: (Author.safeParse(item.authors?.[0]).data ?? item.author)?.name,
    language: item.language,
    date,
    publishedAtMs:
      publishedAtMs !== undefined && publishedAtMs <= nowMs + futureMs ? publishedAtMs : undefined,
  };
}
