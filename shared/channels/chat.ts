import type { Alert } from '../domain/alert.ts';
import type { Digest } from '../domain/digest.ts';
import type { Message, Notice } from '../domain/notice.ts';
import { plain } from '../domain/plain.ts';
import { webAddress } from '../domain/web-address.ts';
import { cutOnWord, ownLine } from './lines.ts';
import { chapterText, digestText, digestTitle, isolate, marksOf, moreText, points, sizeLines, sourceTexts, timeText, type Showing } from './message.ts'; // prettier-ignore

/** Most of a text that one message shows, in UTF-16 units. */
const limits = {
  topicCharsMax: 100,
  titleCharsMax: 250,
  outletCharsMax: 80,
  surfaceCharsMax: 60,
  factCharsMax: 80,
  factsMax: 4,
  noteCharsMax: 300,
  /** A longer address is left out, and the message says so: what is cut leads nowhere. */
  urlCharsMax: 1_000,
  /** What is said where the whole is refused. */
  shortCharsMax: 600,
  /** Fewer letters of a cut line say nothing. */
  pieceCharsMin: 12,
} as const;

/** A message as chats, phones and mail show it: each text is one line, made safe for mixed directions, without markup. */
export interface Chat {
  /** Topic and chapter. */
  readonly head: string;
  readonly title: string;
  /** Empty where there is none that can be shown. */
  readonly url: string;
  /** The most telling first; what does not fit is cut from the end. */
  readonly details: readonly string[];
  /** Where the reader can answer; empty where nobody can. */
  readonly feedback: string;
  /** Of a digest: what it tells, each with its own link. What does not fit is cut on one of them, and counted. */
  readonly list?: List | undefined;
}

export interface Linked {
  readonly text: string;
  /** Empty where there is none that can be shown. */
  readonly url: string;
}

interface List {
  readonly items: readonly Linked[];
  /** How many there are, shown or not. */
  readonly itemCount: number;
  /** Where all of them are; empty where nowhere. */
  readonly url: string;
}

export function chatOf(message: Message, how: Showing): Chat {
  switch (message.kind) {
    case 'alert':
      return alertChat(message.alert, how);
    case 'digest':
      return digestChat(message.digest, how);
    case 'notice':
      return noticeChat(message.notice, how);
  }
}

/** What a list shows: its items, and how many more there are. */
export function linesOf({ list }: Chat): readonly Linked[] {
  if (list === undefined) return [];
  const { items, itemCount, url } = list;
  const moreCount = itemCount - items.length;
  return moreCount === 0 ? items : [...items, { text: moreText(moreCount, url), url }];
}

function alertChat(alert: Alert, how: Showing): Chat {
  const { article, newFacts } = alert;
  const moreFacts = newFacts.length > limits.factsMax ? `; ${newFacts.length - limits.factsMax} more` : '';
  const facts = newFacts.slice(0, limits.factsMax).map((fact) => piece(fact, limits.factCharsMax));
  const times = article.publishedAtMs === undefined ? [] : [timeText(article.publishedAtMs, how.timeZone)];
  return chat({
    head: `${piece(alert.topicTitle, limits.topicCharsMax)} · ${chapterText(alert)}${marksOf(how)}`,
    title: article.title,
    url: article.url,
    details: [
      [...sourceTexts(article, outletPiece), plain(article.lang), ...times].join(' · '),
      receiptLine(alert),
      ...(facts.length === 0 ? [] : [`New: ${facts.join('; ')}${moreFacts}`]),
      ...sizeLines(alert),
      ...(article.textFromFeed === undefined ? [] : [`The text is the feed's own: ${note(article.textFromFeed)}.`]),
      ownLine(note(article.lead)),
    ],
    feedback: how.feedbackUrl ?? '',
  });
} // prettier-ignore

function digestChat(digest: Digest, how: Showing): Chat {
  const url = shownUrl(how.feedUrl ?? '');
  const items = digest.items.map((item) => {
    const title = ownLine(cutOnWord(plain(item.title).trim(), limits.titleCharsMax));
    const facts = item.newFacts.map((fact) => piece(fact, limits.factCharsMax)).join('; ');
    const about = [...sourceTexts(item, outletPiece), ...(facts === '' ? [] : [`new: ${facts}`])].join(' · ');
    return { text: `• ${title} (${about})`, url: shownUrl(item.url) };
  });
  return {
    head: `${piece(digest.topicTitle, limits.topicCharsMax)} · ${digestText(digest, how.timeZone)}${marksOf(how)}`,
    title: digestTitle(digest),
    url,
    details: [],
    list: { items, itemCount: digest.itemCount, url },
    feedback: '',
  };
} // prettier-ignore

function noticeChat({ title, text, url, atMs }: Notice, how: Showing): Chat {
  const head = `Rasid · ${timeText(atMs, how.timeZone)}${marksOf(how)}`;
  return chat({ head, title, url, details: [ownLine(note(text))], feedback: '' });
}

/** The receipt in one line: points, and the words of the article that brought them. */
function receiptLine({ score, threshold, evidence }: Alert): string {
  const met = evidence.map(
    (one) => `${piece(one.surface, limits.surfaceCharsMax)} +${points(one.points)}`,
  );
  const because = met.length === 0 ? '' : `: ${met.join(', ')}`;
  return `${points(score)} points (${points(threshold)} needed)${because}`;
} // prettier-ignore

function chat({
  head,
  title,
  url,
  details,
  feedback,
}: Omit<Chat, 'url' | 'list'> & { url: string | undefined }): Chat {
  const link = url === undefined ? '' : shownUrl(url);
  const missing = link === '' && url !== undefined ? ['Its address cannot be shown here.'] : [];
  return {
    head,
    // The title carries the link in most chats: it is never without a letter to tap on.
    title: ownLine(cutOnWord(plain(title).trim(), limits.titleCharsMax)) || link,
    url: link,
    details: [...missing, ...details].filter((line) => line.trim() !== ''),
    feedback: shownUrl(feedback),
  };
}

const piece = (text: string, charsMax: number) => isolate(cutOnWord(plain(text), charsMax));
const outletPiece = (text: string) => piece(text, limits.outletCharsMax);
const note = (text: string) => cutOnWord(plain(text), limits.noteCharsMax);

/** As a link that no reader and no markup ends too early. */
function shownUrl(url: string): string {
  const address = webAddress(url);
  if (address === undefined) return '';
  const shown = new URL(address).href.replace(/[|<>()"'`\\*[\]{}^\s]/gu, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return shown.length > limits.urlCharsMax ? '' : shown;
} // prettier-ignore

/** A line a thing; the address has its own, where it stands apart from text of either direction. */
export function plainText(chat: Chat): string {
  const { head, title, url, details, list } = chat;
  const items = linesOf(chat).flatMap((one) => [one.text, one.url]);
  return [head, title, ...details, ...items, ...feedbackLines(chat), list === undefined ? url : ''].filter((line) => line !== '').join('\n');
} // prettier-ignore

/** The link to feedback as a line; what is cut would lead nowhere, so it never is. */
export const feedbackLines = ({ feedback }: Pick<Chat, 'feedback'>) =>
  feedback === '' ? [] : [`Feedback: ${feedback}`];

/** The shortest that still says it: for a receiver that has refused more. */
export const shortChat = (whole: Chat) => fitChat(whole, limits.shortCharsMax + whole.url.length + whole.feedback.length, (one) => plainText(one).length); // prettier-ignore
export const shortText = (whole: Chat) => plainText(shortChat(whole));

/** Cuts lines, the least telling first and each on a word, until the whole is small enough; the link stays. */
export function fitChat(whole: Chat, sizeMax: number, sizeOf: (chat: Chat) => number): Chat {
  const fits = (one: Chat) => sizeOf(one) <= sizeMax;
  let fitted = fitList(whole, fits);
  for (let at = whole.details.length - 1; at >= 0 && !fits(fitted); at -= 1) {
    const from = fitted;
    const withDetail = (text: string) => ({ ...from, details: from.details.with(at, text) });
    fitted = longest(from.details[at] ?? '', withDetail, fits);
  }
  fitted = { ...fitted, details: fitted.details.filter((line) => line !== '') };
  if (!fits(fitted)) fitted = { ...fitted, feedback: '' };
  for (const key of ['head', 'title'] as const) {
    const from = fitted;
    if (!fits(from)) fitted = longest(from[key], (text) => ({ ...from, [key]: text }), fits);
  }
  return fitted;
}

/** As many items as fit, their number being counted anew with each. */
function fitList(whole: Chat, fits: (chat: Chat) => boolean): Chat {
  const { list } = whole;
  if (list === undefined) return whole;
  const withItems = (count: number) => ({ ...whole, list: { ...list, items: list.items.slice(0, count) } });
  let low = 0;
  for (let high = list.items.length; low < high;) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(withItems(middle))) low = middle;
    else high = middle - 1;
  }
  return withItems(low);
}

/** The longest cut of a line with which the whole fits; without the line where none does. */
function longest(line: string, withText: (text: string) => Chat, fits: (chat: Chat) => boolean): Chat {
  let low = 0;
  for (let high = line.length; low < high;) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(withText(cutOnWord(line, middle)))) low = middle;
    else high = middle - 1;
  }
  return withText(low < limits.pieceCharsMin ? '' : cutOnWord(line, low));
} // prettier-ignore

/** Nothing in the line is read as Markdown by Discord or Teams: no emphasis, code, link, mention, list or heading. */
export const escapeMarkdown = (line: string) =>
  line.replace(/[\\*_~`|<>@#[\]]|^(?=[-+])/gmu, (char) => `\\${char}`);
