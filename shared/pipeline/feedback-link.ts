import type { Alert } from '../domain/alert.ts';
import { signedPath } from '../domain/signed-path.ts';
import { dayMs } from '../store/ids.ts';

/** Where readers answer: a place on the web, and what signs its links. */
export interface DoorLink {
  /** The whole address of a path; undefined as long as there is no key. */
  link(path: string): Promise<string | undefined>;
}

/** What a feedback link is about, and until when it may be used. */
export interface FeedbackTarget {
  readonly topic: string;
  readonly story: string;
  readonly chapter: number;
  readonly expiresAtMs: number;
}

/** A link is good for so long after its alert. */
const goodForMs = 30 * dayMs;
const path = /^\/feedback\/([a-z0-9][a-z0-9-]{0,63})\/([\w-]{1,64})\/(\d{1,5})\/([0-9a-z]{1,8})$/u;

export function doorLink(url: string, key: () => Promise<string | undefined>): DoorLink {
  return {
    async link(path) {
      const value = await key();
      return value && new URL(signedPath(value, path), url).href;
    },
  };
}

/** The link of an alert: the same for every try, so that a repeat says what it said. */
export async function feedbackUrlOf(door: DoorLink | undefined, alert: Alert): Promise<string | undefined> {
  const { topic, story, chapter, foundAtMs } = alert;
  return door?.link(feedbackPathOf({ topic, story, chapter, expiresAtMs: foundAtMs + goodForMs }));
}

/** Until when it is good stands in the path, in seconds, and is signed with it. */
export function feedbackPathOf({ topic, story, chapter, expiresAtMs }: FeedbackTarget): string {
  return `/feedback/${topic}/${story}/${chapter}/${Math.floor(expiresAtMs / 1_000).toString(36)}`;
}

/** Undefined for another path. */
export function feedbackTargetOf(text: string): FeedbackTarget | undefined {
  const [, topic, story, chapter, expires] = path.exec(text) ?? [];
  if (topic === undefined || story === undefined || expires === undefined) return undefined;
  return { topic, story, chapter: Number(chapter), expiresAtMs: Number.parseInt(expires, 36) * 1_000 };
}
