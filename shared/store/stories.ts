import type { AlertRate } from '../domain/silence.ts';
import type { Story } from '../domain/story.ts';
import type { Action, Table } from '../ports/table.ts';
import { dayMs } from './ids.ts';

/** The row on whose revision all placings of one topic meet: which stories are recent. */
export interface TopicHead {
  /** Newest last; bounded by `recentStoriesMax`. */
  readonly recent: readonly { readonly story: string; readonly latestAtMs: number }[];
  /** How often it alerts; undefined before the first alert. */
  readonly rate?: AlertRate | undefined;
}

/** An article in a topic: what `place` has decided, once. */
export interface HitRecord {
  readonly topic: string;
  readonly articleId: string;
  readonly objectKey: string;
  readonly score: number;
  readonly threshold: number;
  readonly story: string;
  /** When the version was read that it was last told by; undefined in rows of an earlier Rasid. */
  readonly versionAtMs?: number | undefined;
  /** The chapter that it opened; undefined when it only joined what was told. */
  readonly chapter?: number | undefined;
  /** Chapters that were opened when it was edited. */
  readonly editChapters?: readonly number[] | undefined;
  readonly duplicateOf?: string | undefined;
  readonly isBaseline: boolean;
  /** It would have opened a chapter, had a reader not wanted silence. */
  readonly heldBack?: 'muted' | 'paused' | undefined;
  readonly placedAtMs: number;
}

/** A story that nothing joined for so long is over. */
export const storyOpenMs = 3 * dayMs;
/** Bounds what one placing reads; the oldest are given up first, and that is logged. */
export const recentStoriesMax = 200;

const topicPk = (topic: string) => `topic#${topic}`;
const headKeyOf = (topic: string) => ({ pk: topicPk(topic), sk: 'head' });
const hitKeyOf = (topic: string, articleId: string) => ({ pk: topicPk(topic), sk: `hit#${articleId}` });
const storyKeyOf = (topic: string, story: string) => ({ pk: topicPk(topic), sk: `story#${story}` });

export async function getHead(table: Table, topic: string) {
  const item = await table.get<TopicHead>(headKeyOf(topic));
  return { head: item?.body ?? { recent: [] }, revision: item?.revision };
}

/** How often each topic alerts, for those that have. */
export async function getRates(table: Table, topics: readonly string[]): Promise<Map<string, AlertRate>> {
  const items = await table.getMany<TopicHead>(topics.map(headKeyOf));
  return new Map(
    items.flatMap(({ pk, body }) =>
      body.rate === undefined ? [] : [[pk.slice('topic#'.length), body.rate]],
    ),
  );
}

export async function getStories(table: Table, topic: string, stories: readonly string[]): Promise<Story[]> {
  const items = await table.getMany<Story>(stories.map((story) => storyKeyOf(topic, story)));
  // A row of an earlier version has nothing to compare with: its story is over, and the next report begins a new one.
  return items.map((item) => item.body).filter((story) => 'free' in story);
}

export async function getHit(table: Table, topic: string, articleId: string): Promise<HitRecord | undefined> {
  return (await table.get<HitRecord>(hitKeyOf(topic, articleId)))?.body;
}

export function headAction(topic: string, head: TopicHead, revision: number | undefined): Action {
  const when = revision === undefined ? 'absent' : { revision };
  return { put: { ...headKeyOf(topic), body: head }, when };
}

/** Guarded by the head's revision, which every placing moves. */
export function storyAction(topic: string, story: Story): Action {
  return { put: { ...storyKeyOf(topic, story.id), body: story }, when: 'always' };
}

/** `absent` makes placing idempotent; a baseline hit that comes again as news is replaced. */
export function hitAction(hit: HitRecord, earlier: HitRecord | undefined): Action {
  const when = earlier === undefined ? 'absent' : 'present';
  return { put: { ...hitKeyOf(hit.topic, hit.articleId), body: hit }, when };
}
