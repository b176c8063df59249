import type { Alert } from '../domain/alert.ts';
import { isPaused, overlayOf, type Feedback } from '../domain/feedback.ts';
import type { Example, Topic } from '../domain/topic.ts';
import { directionOf } from '../channels/lines.ts';
import { getArticleObject } from '../store/articles.ts';
import { getAlert } from '../store/messages.ts';
import { addFeedback, getTopicFeedback, removeFeedback } from '../store/feedback.ts';
import { dayMs, idOf } from '../store/ids.ts';
import { getHit } from '../store/stories.ts';
import { feedbackTargetOf } from './feedback-link.ts';
import { feedbackPage, pageHeaders, type Choice, type Said } from './feedback-page.ts';
import type { Ports } from './ports.ts';

export type FeedbackPorts = Pick<Ports, 'table' | 'blobs' | 'clock' | 'config'>;

/** A request whose signature has been found right. */
export interface DoorRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType?: string | undefined;
  /** Another site's page, or nobody knows who, has sent it. */
  readonly isForeign?: boolean | undefined;
  /** At most `doorLimits.bodyBytesMax`; undefined when it was larger. */
  readonly body: string | undefined;
}

export interface DoorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const doorLimits = { bodyBytesMax: 1_000 } as const;
/** Of an article that was called relevant: as much as tells what it is about. */
const exampleCharsMax = 3_000;
const choices: readonly Choice[] = [
  'relevant',
  'not-relevant',
  'mute',
  'pause-day',
  'pause-week',
  'pause',
  'resume',
];
const pausesMs: Partial<Record<Choice, number>> = { 'pause-day': dayMs, 'pause-week': 7 * dayMs };

/**
 * The page of a feedback link. Looking changes nothing, however many scanners follow the link; only a form that is sent
 * does, and each thing once. Undefined for a path that is none of feedback's.
 */
export async function feedbackAnswer(ports: FeedbackPorts, request: DoorRequest): Promise<DoorAnswer | undefined> {
  const target = feedbackTargetOf(request.path);
  if (target === undefined) return undefined;
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) return { ...plain(405, 'no such method here'), headers: { ...pageHeaders, allow: 'GET, HEAD, POST' } };
  const alert = await getAlert(ports.table, target);
  const topic = (await ports.config())?.config.topics.find(({ name }) => name === target.topic);
  const nowMs = ports.clock.nowMs();
  if (target.expiresAtMs <= nowMs || alert === undefined || topic === undefined) return page(410, topic, alert, { kind: 'expired' }, nowMs);
  if (request.method !== 'POST') return page(200, await withSaid(ports, topic), alert, { kind: 'asked' }, nowMs);
  const choice = choiceOf(request);
  if (typeof choice === 'number') return plain(choice, 'nothing was changed');
  const said = await act(ports, alert, choice);
  return page(200, await withSaid(ports, topic), alert, said, nowMs);
} // prettier-ignore

/** What the form asks for, or the status that refuses it. */
function choiceOf({ contentType = '', isForeign, body }: DoorRequest): Choice | number {
  if (isForeign === true) return 403;
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/iu.test(contentType)) return 415;
  if (body === undefined) return 413;
  const asked = new URLSearchParams(body).getAll('do');
  return (asked.length === 1 && choices.find((choice) => choice === asked[0])) || 400;
}

async function act(ports: FeedbackPorts, alert: Alert, choice: Choice): Promise<Said> {
  const nowMs = ports.clock.nowMs();
  const { topic, story, chapter, article } = alert;
  if (choice === 'resume') {
    const ended = await removeFeedback(ports.table, topic, ({ kind }) => kind === 'pause', nowMs);
    return { kind: ended.length > 0 ? 'done' : 'done before', choice };
  }
  const kind = choice === 'pause-day' || choice === 'pause-week' ? 'pause' : choice;
  // One verdict an alert: who has called it relevant cannot call it the contrary.
  const what = kind === 'not-relevant' ? 'relevant' : kind;
  const pauseMs = pausesMs[choice];
  const one: Feedback = {
    id: idOf('feedback', topic, story, String(chapter), what).slice(0, 12),
    kind,
    topic,
    story,
    title: article.title,
    atMs: nowMs,
    ...(pauseMs !== undefined && { untilMs: nowMs + pauseMs }),
    ...(kind === 'relevant' && { example: await exampleOf(ports, alert) }),
  };
  return { kind: (await addFeedback(ports.table, one)) === 'added' ? 'done' : 'done before', choice };
}

/** The article that the alert was about; its lead where its text is no longer there. */
async function exampleOf(ports: FeedbackPorts, { topic, article }: Alert): Promise<Example> {
  const hit = await getHit(ports.table, topic, article.id);
  const object = hit && (await getArticleObject(ports.blobs, hit.objectKey));
  const text = (object?.article.text ?? article.lead).slice(0, exampleCharsMax).toWellFormed();
  return { text, title: article.title, lang: article.lang, publishedAtMs: article.publishedAtMs };
}

/** The topic as it stands now: what was just said is not in the config of this call yet. */
async function withSaid({ table }: FeedbackPorts, topic: Topic): Promise<Topic> {
  return { ...topic, overlay: overlayOf(await getTopicFeedback(table, topic.name)) };
}

function page(status: number, topic: Topic | undefined, alert: Alert | undefined, said: Said, nowMs: number): DoorAnswer {
  const title = topic?.title ?? alert?.topicTitle ?? '';
  const body = feedbackPage({
    lang: directionOf(title) === 'rtl' ? 'ar' : 'en',
    title,
    article: alert?.article.title ?? '',
    isPaused: topic !== undefined && isPaused(topic, nowMs),
    isMuted: alert !== undefined && topic?.overlay?.mutedStories.includes(alert.story) === true,
    said,
  });
  return { status, headers: pageHeaders, body };
} // prettier-ignore

const plain = (status: number, text: string): DoorAnswer => {
  return { status, headers: { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` };
}; // prettier-ignore
