import type { Alert } from '../domain/alert.ts';
import type { Message, Notice } from '../domain/notice.ts';
import type { Evidence } from '../domain/topic.ts';

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
  const same = term === surface ? isolate(surface) : `${met} → ${isolate(surface)}`;
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
export function messageLines(message: Message, how: { timeZone: string; isRepeat: boolean }): string[] {
  return message.kind === 'alert' ? alertLines(message.alert, how) : noticeLines(message.notice, how);
}

function noticeLines({ title, text, url, atMs }: Notice, how: { timeZone: string; isRepeat: boolean }) {
  const repeat = how.isRepeat ? ' · may have been sent before' : '';
  return [`${isolate(title)}${repeat}`, plain(text), `${url} · ${timeText(atMs, how.timeZone)}`];
}

/** What an alert says in plain text, a line a thing; the first line says it shortest. */
export function alertLines(alert: Alert, how: { timeZone: string; isRepeat: boolean }): string[] {
  const { article } = alert;
  const published =
    article.publishedAtMs === undefined ? [] : [timeText(article.publishedAtMs, how.timeZone)];
  return [
    `${isolate(alert.topicTitle)} · ${chapterText(alert)}${how.isRepeat ? ' · may have been sent before' : ''}`,
    isolate(article.title),
    [isolate(article.outlet), article.lang, ...published].join(' · '),
    article.url,
    ...(alert.newFacts.length === 0 ? [] : [`New: ${alert.newFacts.map(isolate).join('; ')}`]),
    ...(article.textFromFeed === undefined
      ? []
      : [`The text is the feed's own: ${plain(article.textFromFeed)}.`]),
    `${points(alert.score)} points (${points(alert.threshold)} needed), because it says:`,
    ...evidenceLines(alert.evidence),
  ];
}

function chapterText({ chapter }: Alert): string {
  return chapter === 0 ? 'new story' : `new fact in a known story (${chapter})`;
}

/** Texts of strangers: no line ends, no control characters, no direction marks that outlive them. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/[\u202A-\u202E\u2066-\u2069]/gu, '');
}
