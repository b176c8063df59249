import type { Config } from '../domain/config.ts';
import { canonicalUrl } from '../net/canonical-url.ts';
import { idOf } from '../store/ids.ts';

/** The channel that a canary sings to, and the topic of the one that sings for good: no owner has one of this name. */
export const canaryChannel = 'rasid-canary';
const path = /^\/canary\/([a-z0-9-]{1,63})\.(xml|html)$/u;

/** The path of a canary's feed. */
export const canaryFeedPath = (name: string) => `/canary/${name}.xml`;

/** A config with the canary's feed, topic and channel beside the owner's own. */
export function withCanary(
  config: Config,
  canary: { name: string; feedUrl: string; everyMs: number; silence: number | 'off' },
): Config {
  const { name, feedUrl: url, everyMs, silence } = canary;
  const isKnown = config.channels.some((channel) => channel.name === canaryChannel);
  const id = idOf('feed', canonicalUrl(url) ?? url);
  return {
    ...config,
    feeds: [...config.feeds, { id, url, name: 'Rasid canary', everyMs }],
    topics: [
      ...config.topics,
      {
        name,
        title: 'Rasid canary',
        like: [],
        all: [{ name: 'name', terms: [`"${name}"`] }],
        any: [],
        weights: {},
        near: [],
        not: [],
        languages: [],
        alert: { channels: [canaryChannel], backfill: false, silence },
      },
    ],
    channels: [...config.channels, ...(isKnown ? [] : [{ name: canaryChannel, type: 'feed' } as const])],
  };
}

export interface CanaryAnswer {
  readonly status: 200 | 304;
  readonly type: string;
  readonly body: string;
  readonly etag?: string;
}

/**
 * A canary's feed or its article, or undefined for another path. Whoever asks with the first document's ETag has
 * stored the first look, which alerts nothing; the article is in the second document.
 */
export function canaryAnswer(
  request: { path: string; ifNoneMatch: string | undefined },
  how: { nowMs: number; urlOf: (path: string) => string },
): CanaryAnswer | undefined {
  const [, name = '', format] = path.exec(request.path) ?? [];
  if (format === 'html') return { status: 200, type: 'text/html; charset=utf-8', body: articleOf(name) };
  if (format !== 'xml') return undefined;
  const given = /"(first|second)"/u.exec(request.ifNoneMatch ?? '')?.[1];
  const type = 'application/rss+xml; charset=utf-8';
  if (given === 'second') return { status: 304, type, body: '', etag: '"second"' };
  const item = (guid: string, title: string, path: string) => ({ guid, title, link: how.urlOf(path), atMs: how.nowMs });
  const items = [item(`${name}-0`, perchTitle, `/canary/${name}-0.html`)];
  if (given === 'first') items.unshift(item(name, singsTitle(name), `/canary/${name}.html`));
  const body = canaryFeed(how.urlOf(canaryFeedPath(name)), items);
  return { status: 200, type, body, etag: given === 'first' ? '"second"' : '"first"' };
} // prettier-ignore

export interface CanaryItem {
  readonly guid: string;
  readonly title: string;
  readonly link: string;
  readonly atMs: number;
}

/** A canary's feed; titles hold nothing that XML reads. */
export function canaryFeed(link: string, items: readonly CanaryItem[]): string {
  const href = (url: string) => url.replace(/&/gu, '&amp;');
  const shown = items.map(
    (one) =>
      `<item><guid isPermaLink="false">${one.guid}</guid><title>${one.title}</title><link>${href(one.link)}</link><pubDate>${new Date(one.atMs).toUTCString()}</pubDate></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Rasid canary</title><link>${href(link)}</link><description>Articles to see that alerts arrive, and how fast</description>${shown.join('')}</channel></rss>`;
}

export function canaryPage(title: string, paragraphs: readonly string[]): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`;
}

function articleOf(name: string): string {
  // The perch does not name the bird: the topic has nothing to do with it.
  if (name.endsWith('-0')) {
    return canaryPage(perchTitle, [
      'A wooden perch was put up this morning, with a bowl of water beside it and a handful of seeds below.',
      'Nobody is sitting on it yet. Those who look for the first time are told to come back in a minute.',
    ]);
  }
  return canaryPage(singsTitle(name), [
    `The canary ${name} was let into the deployed account, and it is singing. Its feed was polled twice: the first look found an empty perch, the second found this article.`,
    'From here the article goes the way of every other: its page is fetched, its text is stored, its keywords are written, and every topic looks at it. One topic was waiting for exactly this bird.',
    'When the alert arrives in the feed of that topic, every part of the account has done its work once, and the owner may trust the silence of a quiet day.',
  ]);
}

const perchTitle = 'A perch for the canary';
const singsTitle = (name: string) => `The canary ${name} sings`;
