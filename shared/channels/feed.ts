import type { Alert } from '../domain/alert.ts';
import type { ChannelConfig } from '../domain/config.ts';
import { escapeAttribute, legal } from '../domain/markup-text.ts';
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
      element('title', alert.article.title),
      element('link', alert.article.url),
      `<guid isPermaLink="false">${escape(alert.id)}</guid>`,
      element('pubDate', new Date(alert.foundAtMs).toUTCString()),
      element('dc:creator', sourceText(alert)),
      element('dc:language', alert.article.lang),
      element('description', htmlOf(alert)),
      '</item>',
    ].join(''),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
    element('title', `${title} (Rasid)`),
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
    title: `${title} (Rasid)`,
    description: `New articles on ${topic}, one item a story or a new fact`,
    feed_url: selfUrl,
    items: alerts.map((alert) => ({
      id: alert.id,
      url: alert.article.url,
      title: alert.article.title,
      content_html: htmlOf(alert),
      date_published: new Date(alert.foundAtMs).toISOString(),
      authors: [{ name: sourceText(alert) }],
      language: alert.article.lang,
      _rasid: {
        topic: alert.topic,
        via: alert.article.via,
        story: alert.story,
        chapter: alert.chapter,
        score: alert.score,
        threshold: alert.threshold,
        evidence: alert.evidence,
      },
    })),
  });
}

const sourceText = ({ article }: Alert) => sourceTexts(article, (text) => text).join(', ');

/** Each paragraph takes its direction from its own text. */
function htmlOf(alert: Alert): string {
  const lines = [
    alert.article.lead,
    ...alertLines(alert, { timeZone: 'UTC', isRepeat: false, isSample: false }).slice(4),
  ];
  return lines.map((line) => `<p dir="auto">${escape(line)}</p>`).join('');
}

const element = (name: string, text: string) => `<${name}>${escape(text)}</${name}>`;

const escape = (text: string) => escapeAttribute(legal(text));
