import { z } from 'zod';
import { hasTerms, type AlertPolicy, type Breaking, type Example, type Topic } from '../domain/topic.ts';
import { duration, quietHours, schedule } from './values.ts';
import { checkValue, parseYaml, type ConfigError, type Parsed } from './yaml.ts';

/** A topic whose examples may still be paths or URLs; resolving these is the caller's. */
export interface TopicSource extends Omit<Topic, 'like'> {
  readonly like: readonly (string | Example)[];
}

export const topicLimits = {
  termChars: 200,
  termWords: 12,
  groupCount: 20,
  groupTermCount: 200,
  likeCount: 20,
  likeTextChars: 200_000,
  nearCount: 50,
  nearTermCount: 8,
  nearWithinWords: 200,
  sourceCount: 200,
  sourceChars: 200,
  weightMax: 1_000,
} as const;

const word = /[\p{L}\p{N}]/u;

const term = z
  .union([z.string(), z.number()], 'a term is a word or a phrase')
  .transform((value) => String(value).trim())
  .refine((value) => word.test(value), 'a term without a letter or digit')
  .refine((value) => value.length <= topicLimits.termChars, `a term over ${topicLimits.termChars} characters`)
  .refine(
    (value) => value.split(/\s+/u).length <= topicLimits.termWords,
    `a term of more than ${topicLimits.termWords} words`,
  )
  .refine((value) => !/\*./u.test(value), 'a star stands only at the end of a term');

const language = z.string().regex(/^[a-z]{2,3}$/u, 'a language code such as ar or en');

/** A list for every language, or lists by language. */
const listOrByLanguage = (list: z.ZodType<string[]>) =>
  z.union(
    [
      list,
      z
        .record(language, list)
        .refine((lists) => Object.keys(lists).length > 0, 'no language: give a list under at least one'),
    ],
    'a list of terms, or such lists by language code',
  );

const terms = listOrByLanguage(z.array(term).min(1).max(topicLimits.groupTermCount));
const weight = z.number().positive().max(topicLimits.weightMax);

const example = z
  .strictObject({
    text: z.string().min(1).max(topicLimits.likeTextChars),
    title: z.string().max(1_000).optional(),
    lang: z.string().max(35).optional(),
    publishedAt: z
      .string()
      .refine(
        (value) => Number.isFinite(Date.parse(value)),
        'no date: write one such as 2026-02-13T08:00:00Z',
      )
      .optional(),
  })
  .transform(({ publishedAt, ...rest }): Example => {
    return { ...rest, publishedAtMs: publishedAt === undefined ? undefined : Date.parse(publishedAt) };
  });

/** So many independent texts make a story breaking news where `breaking: true` says no more. */
const breakingTexts = 3;
const breaking = z.union(
  [
    z.boolean().transform((isOn): Breaking | undefined => (isOn ? { texts: breakingTexts } : undefined)),
    z
      .strictObject({
        texts: z.int().min(2).max(1_000).optional(),
        score: z.number().min(1).max(1_000).optional(),
      })
      .refine(({ texts, score }) => texts !== undefined || score !== undefined, 'give texts, score or both'),
  ],
  'true, or { texts: 5 } for so many independent texts, or { score: 3 } for so many times the threshold',
);

const alert = z
  .strictObject({
    channels: z.array(z.string().min(1)).min(1),
    when: schedule().optional(),
    quiet: quietHours().optional(),
    breaking: breaking.optional(),
    perHour: z.int().positive().max(3_600).optional(),
    backfill: z.boolean().default(false),
    edits: z
      .boolean('true or false: whether an article that has alerted alerts again when it is edited')
      .optional(),
    silence: z
      .union(
        [z.literal('off'), duration({ atLeast: '1h', atMost: '365d' })],
        'off, or a time from 1h to 365d such as 3d',
      )
      .optional(),
  })
  .transform(({ when, perHour, ...rest }): AlertPolicy => ({ ...rest, digest: when, perHourMax: perHour }));

const source = z
  .string()
  .trim()
  .min(1)
  .max(topicLimits.sourceChars)
  .refine((value) => !/^https?:/iu.test(value), 'an address: give the host alone, such as example.org')
  .refine((value) => word.test(value), 'neither the name of a feed nor a host such as example.org');

const near = z.strictObject({
  terms: listOrByLanguage(z.array(term).min(2).max(topicLimits.nearTermCount)),
  within: z.int().min(2).max(topicLimits.nearWithinWords),
  ordered: z.boolean().optional(),
  weight: weight.optional(),
});

/** The YAML format of a topic, as docs/topics.md teaches it. */
export const topicSchema = z
  .strictObject({
    topic: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/u, 'a name of a-z, 0-9 and -, at most 64 characters'),
    title: z.string().min(1).max(300).optional(),
    like: z
      .array(z.union([z.string().min(1), example]))
      .max(topicLimits.likeCount)
      .default([]),
    all: z
      .record(z.string(), terms)
      .refine(
        (groups) => Object.keys(groups).length <= topicLimits.groupCount,
        `more than ${topicLimits.groupCount} groups`,
      )
      .default({}),
    any: terms.optional(),
    weights: z.record(term, weight).default({}),
    near: z.array(near).max(topicLimits.nearCount).default([]),
    not: terms.optional(),
    span: z
      .union(
        [z.literal('always'), duration({ atLeast: '1d', atMost: '3650d' })],
        'always, or a time from 1d to 3650d such as 30d',
      )
      .optional(),
    threshold: z.number().positive().optional(),
    languages: z.array(language).min(1).optional(),
    sources: z.array(source).min(1).max(topicLimits.sourceCount).optional(),
    alert: alert.optional(),
  })
  .transform((topic): TopicSource => {
    return {
      name: topic.topic,
      title: topic.title ?? topic.topic,
      like: topic.like,
      all: Object.entries(topic.all).map(([name, groupTerms]) => ({ name, terms: groupTerms })),
      any: topic.any ?? [],
      weights: topic.weights,
      near: topic.near,
      not: topic.not ?? [],
      spanMs: topic.span,
      threshold: topic.threshold,
      languages: topic.languages ?? [],
      sources: topic.sources,
      // Without `alert` a topic is watched silently: its hits are kept and shown, nobody is told.
      alert: topic.alert ?? { channels: [], backfill: false },
    };
  })
  .refine(
    ({ like, all, any, weights, near: nears }) =>
      like.length + all.length + Object.keys(weights).length + nears.length > 0 || hasTerms(any),
    'a topic with no terms: give it like, all, any, weights or near',
  );

/** Every error names its line and column; an unknown key comes with the nearest known one. */
export function topicFromYaml(
  source: string,
  file: string,
): { readonly topic: TopicSource } | { readonly errors: readonly ConfigError[] } {
  return topicOf(parseYaml(source, file, topicSchema));
}

/** The same from a value that is no YAML file: one line of a JSON Lines file. */
export function topicFromValue(
  value: unknown,
  file: string,
  line: number,
): { readonly topic: TopicSource } | { readonly errors: readonly ConfigError[] } {
  return topicOf(checkValue(value, file, line, topicSchema));
}

function topicOf(parsed: Parsed<TopicSource>) {
  return 'value' in parsed ? { topic: parsed.value } : parsed;
}
