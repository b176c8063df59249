import type { Alert } from '../domain/alert.ts';
import type { Digest } from '../domain/digest.ts';
import type { Message, Notice } from '../domain/notice.ts';
import { sizeText } from '../domain/story.ts';
import type { Evidence } from '../domain/topic.ts';
import { plain } from '../domain/plain.ts';
import { webAddress } from '../domain/web-address.ts';

/** How a message is shown. */
export interface Showing {
  readonly timeZone: string;
  /** An earlier try may have arrived. */
  readonly isRepeat: boolean;
  /** It reports nothing: the owner tries a channel. */
  readonly isSample: boolean;
  /** Where the reader can answer an alert. */
  readonly feedbackUrl?: string | undefined;
  /** The topic's own feed, which has what a digest leaves out. */
  readonly feedUrl?: string | undefined;
}

/** Mixed directions on one line: the embedded text cannot reorder what stands around it (UAX #9, FSI and PDI). */
export const isolate = (text: string) => `\u2068${plain(text)}\u2069`;

/** `2026-02-13 14:05` in a time zone; `never` where there is no time. */
export function timeText(timeMs: number | undefined, timeZone: string): string {
  if (timeMs === undefined) return 'never';
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(timeMs);
}

export const points = (value: number) => value.toFixed(1).replace(/\.0$/u, '');

/** One reason: its points, its rule, the topic's term and the words of the article that it met. */
function reasonText({ rule, term, surface, points: worth }: Evidence): string {
  // A name that was met by its sound has no spelling of its own.
  const met = term.startsWith('~') ? 'a name in the examples' : isolate(term);
  // What is like the examples says so in the article's own words: a concept has none that fits every reader.
  const isOwn = term === surface || (rule === 'like' && !term.startsWith('~'));
  const same = isOwn ? isolate(surface) : `${met} → ${isolate(surface)}`;
  return `${same} (${rule}, +${points(worth)})`;
}

/** Each sentence of the article once, with what the topic met in it. */
export function evidenceLines(evidence: readonly Evidence[]): string[] {
  const bySentence = new Map<string, Evidence[]>();
  for (const one of evidence) bySentence.set(one.sentence, [...(bySentence.get(one.sentence) ?? []), one]);
  return [...bySentence].flatMap(([sentence, met]) => [
    `“${isolate(sentence)}”`,
    ...met.map((one) => `    ${reasonText(one)}`),
  ]);
}

/** What a message says in plain text, a line a thing; the first line says it shortest. */
export function messageLines(message: Message, how: Showing): string[] {
  switch (message.kind) {
    case 'alert':
      return alertLines(message.alert, how);
    case 'digest':
      return digestLines(message.digest, how);
    case 'notice':
      return noticeLines(message.notice, how);
  }
}

function digestLines(digest: Digest, how: Showing): string[] {
  const { items, itemCount } = digest;
  const moreCount = itemCount - items.length;
  return [
    `${isolate(digest.topicTitle)} · ${digestText(digest, how.timeZone)}${marksOf(how)}`,
    digestTitle(digest),
    ...items.flatMap(({ title, url, newFacts, ...source }) => {
      const facts = newFacts.length === 0 ? [] : [`new: ${newFacts.map(isolate).join('; ')}`];
      return [`• ${isolate(title)} (${[...sourceTexts(source, isolate), ...facts].join(' · ')})`, ...addressLines(url).map((line) => `    ${line}`)];
    }),
    ...(moreCount === 0 ? [] : [moreText(moreCount, how.feedUrl ?? ''), ...(how.feedUrl === undefined ? [] : [`    ${how.feedUrl}`])]),
  ];
} // prettier-ignore

/** `digest of 2026-02-13 08:00` in the reader's zone. */
export const digestText = ({ slotMs, why }: Pick<Digest, 'slotMs' | 'why'>, timeZone: string) =>
  why === 'schedule' ? `digest of ${timeText(slotMs, timeZone)}` : 'more than its cap per hour';

/** The one line that stands for all of them. */
export function digestTitle({ items, itemCount, why }: Pick<Digest, 'items' | 'itemCount' | 'why'>): string {
  const first = items[0]?.title;
  const begin = why === 'schedule' ? `${itemCount} new` : `and ${itemCount} more`;
  return first === undefined ? begin : `${begin}: ${isolate(first)}${itemCount > 1 ? ' …' : ''}`;
}

export const moreText = (count: number, feedUrl: string) =>
  `and ${count} more${feedUrl === '' ? ' that do not fit here' : ", in the topic's own feed"}`;

function noticeLines({ title, text, url, atMs }: Notice, how: Showing) {
  return [
    `${isolate(title)}${marksOf(how)}`,
    plain(text),
    ...addressLines(url ?? ''),
    timeText(atMs, how.timeZone),
  ];
}

/** What an alert says in plain text, a line a thing; the first line says it shortest. */
export function alertLines(alert: Alert, how: Showing): string[] {
  const { article } = alert;
  const published =
    article.publishedAtMs === undefined ? [] : [timeText(article.publishedAtMs, how.timeZone)];
  return [
    `${isolate(alert.topicTitle)} · ${chapterText(alert)}${marksOf(how)}`,
    isolate(article.title),
    [...sourceTexts(article, isolate), plain(article.lang), ...published].join(' · '),
    ...addressLines(article.url),
    ...(alert.newFacts.length === 0 ? [] : [`New: ${alert.newFacts.map(isolate).join('; ')}`]),
    ...sizeLines(alert),
    ...(article.textFromFeed === undefined
      ? []
      : [`The text is the feed's own: ${plain(article.textFromFeed)}.`]),
    `${points(alert.score)} points (${points(alert.threshold)} needed), because it says:`,
    ...evidenceLines(alert.evidence),
    ...(how.feedbackUrl === undefined ? [] : [`Feedback: ${how.feedbackUrl}`]),
  ];
}

/** The outlet, and the feed that showed the article where that does not speak for its page. */
export function sourceTexts(
  { outlet, via }: { readonly outlet: string; readonly via?: string | undefined },
  shown: (text: string) => string,
): string[] {
  // Without a page nobody but the feed has said it.
  const outlets = outlet === via ? [] : [shown(outlet)];
  return via === undefined ? outlets : [...outlets, `via ${shown(via)}`];
}

/** A line with the address, where it is one: rows of earlier versions hold what feeds wrote. */
const addressLines = (url: string): readonly string[] => [webAddress(url) ?? []].flat();

/** What a reader must know before reading on. */
export const marksOf = ({ isRepeat, isSample }: Showing) =>
  `${isSample ? ' · a sample' : ''}${isRepeat ? ' · may have been sent before' : ''}`;

export function chapterText({ chapter }: Pick<Alert, 'chapter'>): string {
  return chapter === 0 ? 'new story' : `new fact in a known story (${chapter})`;
}

/** Who reports the story so far, where more than one does. */
export function sizeLines({ size }: Pick<Alert, 'size'>): string[] {
  if (size === undefined || size.outletCount + size.independentCount <= 2) return [];
  return [`The story so far: ${sizeText(size)}`];
}
