import type { Config } from './config.ts';
import type { Example, Overlay, Topic } from './topic.ts';

/** What a reader has said by a link of an alert. */
export interface Feedback {
  readonly id: string;
  readonly kind: 'relevant' | 'not-relevant' | 'mute' | 'pause';
  readonly topic: string;
  readonly story: string;
  /** Of the article that the alert was about. */
  readonly title: string;
  readonly atMs: number;
  /** For `pause`; undefined: until somebody resumes it. */
  readonly untilMs?: number | undefined;
  /** For `relevant`: the article. */
  readonly example?: Example | undefined;
}

/** How far feedback may move a topic; older ones of a kind give way. */
export const feedbackLimits = {
  keptMax: { relevant: 5, 'not-relevant': 5, mute: 100, pause: 1 },
  /** Each verdict moves the threshold by so much, and all of them together within these. */
  step: 0.05,
  strictnessMin: 0.9,
  strictnessMax: 1.25,
} as const;

/** A topic's feedback with one more, oldest first; the oldest of its kind gives way. */
export function withFeedback(given: readonly Feedback[], one: Feedback): readonly Feedback[] {
  const all = [...given.filter(({ id }) => id !== one.id), one];
  const extra = all.filter(({ kind }) => kind === one.kind).slice(0, -feedbackLimits.keptMax[one.kind]);
  return all.filter((each) => !extra.includes(each));
}

/** What a topic's feedback comes to; undefined where it comes to nothing. */
export function overlayOf(given: readonly Feedback[]): Overlay | undefined {
  if (given.length === 0) return undefined;
  const count = (kind: Feedback['kind']) => given.filter((one) => one.kind === kind).length;
  const { step, strictnessMin, strictnessMax } = feedbackLimits;
  const asked = 1 + step * (count('not-relevant') - count('relevant'));
  const pause = given.findLast(({ kind }) => kind === 'pause');
  return {
    like: given.flatMap(({ kind, example }) => (kind === 'relevant' && example ? [example] : [])),
    strictness: Math.min(Math.max(asked, strictnessMin), strictnessMax),
    mutedStories: given.flatMap(({ kind, story }) => (kind === 'mute' ? [story] : [])),
    pausedUntilMs: pause && (pause.untilMs ?? Infinity),
  };
}

/**
 * A topic with its overlay. Articles that readers called relevant join the examples of a topic that has some: to one
 * of rules alone, examples would be one more demand.
 */
export function effectiveTopic(topic: Topic, given: readonly Feedback[]): Topic {
  const overlay = overlayOf(given);
  if (overlay === undefined) return topic;
  const like = topic.like.length === 0 ? topic.like : [...topic.like, ...overlay.like];
  return { ...topic, like, overlay };
}

/** The very same object where nobody has said anything. */
export function effectiveConfig(config: Config, said: ReadonlyMap<string, readonly Feedback[]>): Config {
  if (!config.topics.some(({ name }) => said.has(name))) return config;
  const topics = config.topics.map((topic) => effectiveTopic(topic, said.get(topic.name) ?? []));
  return { ...config, topics };
}

export const isPaused = ({ overlay }: Pick<Topic, 'overlay'>, nowMs: number) =>
  overlay?.pausedUntilMs !== undefined && overlay.pausedUntilMs > nowMs;

/** Why a story's new chapter alerts nobody; undefined where it does. */
export function heldBackBy(topic: Pick<Topic, 'overlay'>, story: string, nowMs: number) {
  if (isPaused(topic, nowMs)) return 'paused';
  return topic.overlay?.mutedStories.includes(story) === true ? 'muted' : undefined;
}

/** What the overlay changes of its topic, a line a thing: the diff that `apply` shows. */
export function overlayLines(
  topic: Pick<Topic, 'like'>,
  given: readonly Feedback[],
  how: { nowMs: number; timeText: (ms: number) => string },
): string[] {
  const overlay = overlayOf(given);
  if (overlay === undefined) return [];
  const { like, strictness, mutedStories, pausedUntilMs = 0 } = overlay;
  return [
    ...(topic.like.length > 0 && like.length > 0 ? [`like: ${like.length} more, called relevant`] : []),
    ...(strictness === 1 ? [] : [`threshold: × ${strictness.toFixed(2)}`]),
    ...(mutedStories.length === 0 ? [] : [`stories muted: ${mutedStories.length}`]),
    ...(pausedUntilMs === Infinity ? ['paused until it is resumed'] : pausedUntilMs > how.nowMs ? [`paused until ${how.timeText(pausedUntilMs)}`] : []),
  ];
} // prettier-ignore
