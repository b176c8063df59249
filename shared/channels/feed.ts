import type { Alert } from '../domain/alert.ts';
import type { ChannelConfig } from '../domain/config.ts';
import { escapeAttribute, legal } from '../domain/markup-text.ts';
import { plain, shown } from '../domain/plain.ts';
import { webAddress } from '../domain/web-address.ts';
import type { Channel } from './channel.ts';
import { alertLines, sourceTexts } from './message.ts';

/** Alerts as the topic's own feed: what the ledger says is sent is what the feed shows, so sending is nothing more. */
export function feedChannel(config: Extract<ChannelConfig, { type: 'feed' }>): Channel {
  return {
    name: config.name,
    target: `feed ${config.name}`,
    gapMs: 0,
    send: async () => ({ kind: 'sent' }),
  };
}

export interface AlertFeed {
  readonly topic: string;
  readonly title: string;
  /** Where this feed is served. */
  readonly selfUrl: string;
  /** Newest first. */
  readonly alerts: readonly Alert[];
  readonly nowMs: number;
}

/** A topic's alerts as RSS 2.0 or JSON Feed 1.1, one item an alert. */
export function renderFeed(format: 'rss' | 'json', feed: AlertFeed): string {
  return format === 'rss' ? renderRss(feed) : renderJson(feed);
}

function renderRss({ topic, title, selfUrl, alerts, nowMs }: AlertFeed): string {
  const items = alerts.map((alert) =>
    [
      '<item>',
      element('title', plain(alert.article.title)),
      ...[webAddress(alert.article.url) ?? []].flat().map((url) => element('link', url)),
      `<guid isPermaLink="false">${escape(alert.id)}</guid>`,
      element('pubDate', new Date(alert.foundAtMs).toUTCString()),
      element('dc:creator', plain(sourceText(alert))),
      element('dc:language', plain(alert.article.lang)),
      element('description', htmlOf(alert)),
      '</item>',
    ].join(''),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
    element('title', `${plain(title)} (Rasid)`),
    element('link', selfUrl),
    `<atom:link rel="self" type="application/rss+xml" href="${escape(selfUrl)}"/>`,
    element('description', `New articles on ${topic}, one item a story or a new fact`),
    element('lastBuildDate', new Date(alerts[0]?.foundAtMs ?? nowMs).toUTCString()),
    ...items,
    '</channel></rss>',
    '',
  ].join('\n');
}

function renderJson({ topic, title, selfUrl, alerts }: AlertFeed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: `${plain(title)} (Rasid)`,
    description: `New articles on ${topic}, one item a story or a new fact`,
    feed_url: selfUrl,
    items: alerts.map((alert) => ({
      id: alert.id,
      url: webAddress(alert.article.url),
      title: plain(alert.article.title),
      content_html: htmlOf(alert),
      date_published: new Date(alert.foundAtMs).toISOString(),
      authors: [{ name: plain(sourceText(alert)) }],
      language: plain(alert.article.lang),
      _rasid: {
        topic: alert.topic,
        via: alert.article.via && plain(alert.article.via),
        story: alert.story,
        chapter: alert.chapter,
        score: alert.score,
        threshold: alert.threshold,
        evidence: alert.evidence.map((one) => ({
          ...one,
          term: plain(one.term),
          surface: plain(one.surface),
          sentence: plain(one.sentence),
        })),
      },
    })),
  });
}

const sourceText = ({ article }: Alert) => sourceTexts(article, (text) => text).join(', ');

/** Each paragraph takes its direction from its own text. */
function htmlOf(alert: Alert): string {
  // The item has it in a field of its own.
  const withoutAddress = { ...alert, article: { ...alert.article, url: '' } };
  const lines = [
    plain(alert.article.lead),
    ...alertLines(withoutAddress, { timeZone: 'UTC', isRepeat: false, isSample: false }).slice(3),
  ];
  return lines.map((line) => `<p dir="auto">${escape(shown(line))}</p>`).join('');
}

const element = (name: string, text: string) => `<${name}>${escape(text)}</${name}>`;

const escape = (text: string) => escapeAttribute(legal(text));
