import type { Alert } from './alert.ts';

/** What a digest tells of one alert. */
export interface DigestItem {
  readonly story: string;
  readonly chapter: number;
  readonly title: string;
  /** Empty where it is longer than any channel shows. */
  readonly url: string;
  readonly outlet: string;
  /** As an alert has it. */
  readonly via?: string | undefined;
  readonly lang: string;
  readonly publishedAtMs?: number | undefined;
  readonly score: number;
  readonly threshold: number;
  readonly newFacts: readonly string[];
}

/** Alerts of one topic for one channel, told together. */
export interface Digest {
  /** The same for every try. */
  readonly id: string;
  readonly topic: string;
  readonly topicTitle: string;
  /** Its time had come, or more came within the hour than the topic allows. */
  readonly why: 'schedule' | 'cap';
  /** The time that it is of; one digest a topic, channel and slot. */
  readonly slotMs: number;
  /** The strongest first, at most `digestLimits.itemsMax`. */
  readonly items: readonly DigestItem[];
  /** Everything that was folded into it. */
  readonly itemCount: number;
}

/** A digest is one item of the table: 400 kB at most, with every text as long as it may be. */
export const digestLimits = {
  itemsMax: 100,
  titleCharsMax: 300,
  outletCharsMax: 100,
  urlCharsMax: 1_000,
  factsMax: 3,
  factCharsMax: 100,
} as const;

/** The digest with more alerts in it: the strongest are shown, all are counted. */
export function withAlerts(digest: Digest, alerts: readonly Alert[]): Digest {
  const strength = ({ score, threshold }: DigestItem) => score / Math.max(threshold, Number.MIN_VALUE);
  const items = [...digest.items, ...alerts.map(itemOf)].sort((a, b) => strength(b) - strength(a));
  return {
    ...digest,
    items: items.slice(0, digestLimits.itemsMax),
    itemCount: digest.itemCount + alerts.length,
  };
}

function itemOf({ story, chapter, article, score, threshold, newFacts }: Alert): DigestItem {
  const { titleCharsMax, outletCharsMax, urlCharsMax, factsMax, factCharsMax } = digestLimits;
  const cut = (text: string, charsMax: number) =>
    text.length <= charsMax ? text : `${text.slice(0, charsMax - 1).toWellFormed()}…`;
  return {
    story,
    chapter,
    title: cut(article.title, titleCharsMax),
    url: article.url.length <= urlCharsMax ? article.url : '',
    outlet: cut(article.outlet, outletCharsMax),
    via: article.via === undefined ? undefined : cut(article.via, outletCharsMax),
    lang: article.lang,
    publishedAtMs: article.publishedAtMs,
    score,
    threshold,
    newFacts: newFacts.slice(0, factsMax).map((fact) => cut(fact, factCharsMax)),
  };
}
