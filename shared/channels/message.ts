import type { Alert } from '../domain/alert.ts';
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

/** One reason: its points, its rule, the topic's term, the words of the article and their sentence. */
export function evidenceLine({ rule, term, surface, points: worth, sentence }: Evidence): string {
  return `+${points(worth)} ${rule} ${isolate(term)} → ${isolate(surface)}: ${isolate(sentence)}`;
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
    `${points(alert.score)} points, ${points(alert.threshold)} needed, because:`,
    ...alert.evidence.map((evidence) => `  ${evidenceLine(evidence)}`),
  ];
}

function chapterText({ chapter }: Alert): string {
  return chapter === 0 ? 'new story' : `new fact in a known story (${chapter})`;
}

/** Texts of strangers: no line ends, no control characters, no direction marks that outlive them. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/[\u202A-\u202E\u2066-\u2069]/gu, '');
}
