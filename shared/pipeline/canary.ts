import type { Config } from '../domain/config.ts';
import { canonicalUrl } from '../net/canonical-url.ts';
import { idOf } from '../store/ids.ts';

/** The channel that a canary sings to: no owner has one of this name. */
export const canaryChannel = 'rasid-canary';
const path = /^\/canary\/([a-z0-9-]{1,63})\.(xml|html)$/u;

/** The path of a canary's feed. */
export const canaryFeedPath = (name: string) => `/canary/${name}.xml`;

/** A config with the canary's feed, topic and channel beside the owner's own. */
export function withCanary(config: Config, canary: { name: string; feedUrl: string }): Config {
  const { name, feedUrl: url } = canary;
  const id = idOf('feed', canonicalUrl(url) ?? url);
  return {
    ...config,
    // Due again at the next tick: an owner waits for it.
    feeds: [...config.feeds, { id, url, name: 'Rasid canary', everyMs: 1_000 }],
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
        alert: { channels: [canaryChannel], backfill: false },
      },
    ],
    channels: [...config.channels, { name: canaryChannel, type: 'feed' }],
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
  const pubDate = new Date(how.nowMs).toUTCString();
  const item = (guid: string, title: string, link: string) =>
    `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title><link>${link.replace(/&/gu, '&amp;')}</link><pubDate>${pubDate}</pubDate></item>`;
  const items = [item(`${name}-0`, perchTitle, how.urlOf(`/canary/${name}-0.html`))];
  if (given === 'first') items.unshift(item(name, singsTitle(name), how.urlOf(`/canary/${name}.html`)));
  const body = `<?xml version="1.0"?><rss version="2.0"><channel><title>Rasid canary</title><link>${how.urlOf(canaryFeedPath(name)).replace(/&/gu, '&amp;')}</link><description>One article, to see that alerts arrive</description>${items.join('')}</channel></rss>`;
  return { status: 200, type, body, etag: given === 'first' ? '"second"' : '"first"' };
} // prettier-ignore

function articleOf(name: string): string {
  // The perch does not name the bird: the topic has nothing to do with it.
  const [title, ...paragraphs] = name.endsWith('-0')
    ? [
        perchTitle,
        'A wooden perch was put up this morning, with a bowl of water beside it and a handful of seeds below.',
        'Nobody is sitting on it yet. Those who look for the first time are told to come back in a minute.',
      ]
    : [
        singsTitle(name),
        `The canary ${name} was let into the deployed account, and it is singing. Its feed was polled twice: the first look found an empty perch, the second found this article.`,
        'From here the article goes the way of every other: its page is fetched, its text is stored, its keywords are written, and every topic looks at it. One topic was waiting for exactly this bird.',
        'When the alert arrives in the feed of that topic, every part of the account has done its work once, and the owner may trust the silence of a quiet day.',
      ];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`;
}

const perchTitle = 'A perch for the canary';
const singsTitle = (name: string) => `The canary ${name} sings`;
