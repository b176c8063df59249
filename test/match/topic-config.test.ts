import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { topicFromValue, topicFromYaml } from '../../shared/config/topic.ts';
import { duration } from '../../shared/config/values.ts';
import { configLimits, parseYaml } from '../../shared/config/yaml.ts';

const errorsOf = (source: string) => {
  const outcome = topicFromYaml(source, 'a.yaml');
  return 'errors' in outcome ? outcome.errors : [];
};

const whole = `
topic: isis-detainees
title: نقل معتقلي داعش
like: [articles/seed.ar.txt, { text: نص, title: عنوان, lang: ar, publishedAt: 2026-02-13T08:00:00Z }]
all:
  who:   [داعش, تنظيم الدولة, ISIS]
  count: [6000]
any: [نقل, «وقف إطلاق النار»]
weights: { نقل: 4, CENTCOM: 3 }
near:  [{ terms: [داعش, معتقل], within: 8, ordered: true, weight: 2 }]
not:   [كرة القدم]
threshold: 12
languages: [ar, en]
alert: { channels: [desk], when: weekly Mon 8:30 Asia/Tehran, quiet: 23:00-06:00 Asia/Baghdad, breaking: { texts: 5, score: 2.5 }, perHour: 6, backfill: true, edits: true }
`;

describe('topicFromYaml', () => {
  it('reads every key of the format', () => {
    expect(topicFromYaml(whole, 'a.yaml')).toEqual({
      topic: {
        name: 'isis-detainees',
        title: 'نقل معتقلي داعش',
        like: [
          'articles/seed.ar.txt',
          { text: 'نص', title: 'عنوان', lang: 'ar', publishedAtMs: Date.UTC(2026, 1, 13, 8) },
        ],
        all: [
          { name: 'who', terms: ['داعش', 'تنظيم الدولة', 'ISIS'] },
          { name: 'count', terms: ['6000'] },
        ],
        any: ['نقل', '«وقف إطلاق النار»'],
        weights: { نقل: 4, CENTCOM: 3 },
        near: [{ terms: ['داعش', 'معتقل'], within: 8, ordered: true, weight: 2 }],
        not: ['كرة القدم'],
        threshold: 12,
        languages: ['ar', 'en'],
        alert: {
          channels: ['desk'],
          digest: { kind: 'weekly', weekday: 1, minute: 510, timeZone: 'Asia/Tehran' },
          breaking: { texts: 5, score: 2.5 },
          quiet: { fromMinute: 1380, toMinute: 360, timeZone: 'Asia/Baghdad' },
          perHourMax: 6,
          backfill: true,
          edits: true,
        },
      },
    });
  });

  it('reads terms by language, and sources', () => {
    const source =
      'topic: x\nall: { who: { ar: [داعش], en: [ISIS, 2] } }\nany: { en: [a] }\nsources: [City Desk, example.org]';
    expect(topicFromYaml(source, 'a.yaml')).toMatchObject({
      topic: {
        all: [{ name: 'who', terms: { ar: ['داعش'], en: ['ISIS', '2'] } }],
        any: { en: ['a'] },
        sources: ['City Desk', 'example.org'],
      },
    });
  });

  it.each([
    ['now', undefined],
    ['hourly', { kind: 'hourly' }],
    ['hourly Asia/Kathmandu', { kind: 'hourly', timeZone: 'Asia/Kathmandu' }],
    ['daily 08:00', { kind: 'daily', minute: 480 }],
    ['daily 18:05 Africa/Cairo', { kind: 'daily', minute: 1_085, timeZone: 'Africa/Cairo' }],
    ['weekly sunday 00:00', { kind: 'weekly', weekday: 0, minute: 0 }],
  ])('reads the time %j', (when, digest) => {
    const parsed = topicFromYaml(
      `topic: x\nany: [a]\nalert: { channels: [c], when: ${when}, breaking: true }`,
      'a.yaml',
    );
    expect(parsed).toMatchObject({
      topic: { alert: { ...(digest !== undefined && { digest }), breaking: { texts: 3 } } },
    });
    if ('topic' in parsed && digest === undefined) expect(parsed.topic.alert.digest).toBeUndefined();
  });

  it.each([
    ...['daily', 'daily 24:00', 'weekly 08:00', 'weekly fri', 'now UTC', 'soon'].map((when) => [
      'when',
      when,
      'write now',
    ]),
    ...['hourly 08:00', 'daily 08:00 Asia/Bagdad'].map((when) => ['when', when, 'no time zone']),
    ...['{}', 'sometimes'].map((breaking) => ['breaking', breaking, '']),
  ] as const)('%s: %s is an error with its place', (key, value, message) => {
    const [error] = errorsOf(`topic: x\nany: [a]\nalert: { channels: [c], ${key}: ${value} }`);
    expect(error).toMatchObject({ line: 3, key: `alert.${key}` });
    expect(error!.message).toContain(message);
  });

  it.each([
    ['topic: x\nany: { en: [a, "…"] }', 2, 16, 'any.en.1', 'without a letter or digit'],
    ['topic: x\nany: [a]\nspan: 30', 3, 7, 'span', ''],
    ['topic: x\nany: [a]\nspan: 2h', 3, 7, 'span', 'always, or a time from 1d'],
    ['topic: x\nany: [a]\nalert: { channels: [c], silence: 3 }', 3, 34, 'alert.silence', 'off, or a time'],
    [
      'topic: x\nany: [a]\nalert: { channels: [c], edits: always }',
      3,
      32,
      'alert.edits',
      'true or false: whether',
    ],
    [
      'topic: x\nany: [a]\nalert: { channels: [c], edit: true }',
      3,
      25,
      'alert.edit',
      'did you mean "edits"?',
    ],
    ['topic: x\nany: { en: [] }', 2, 12, 'any.en', ''],
    ['topic: x\nany: {}', 2, 6, 'any', ''],
    ['topic: x\nany: 3', 2, 6, 'any', 'a list of terms, or such lists by language code'],
    ['topic: x\nany: { english: [a] }', 2, 8, 'any.english', 'a language code'],
    ['topic: x\nany: [a]\nsources: []', 3, 10, 'sources', ''],
    ['topic: x\nany: [a]\nsources: [b, "https://example.org/"]', 3, 14, 'sources.1', 'the host alone'],
    ['topic: x\nany: [a]\nsources: example.org', 3, 10, 'sources', 'expected array'],
    ['topic: x\nany: [a]\nthreshhold: 3', 3, 1, 'threshhold', 'did you mean "threshold"?'],
    ['topic: x\nany: [a]\nalert:\n  channels: [c]\n  quite: 1', 5, 3, 'alert.quite', 'did you mean "quiet"?'],
    ['topic: x\nlike:\n  - a.txt\n  - { text: t, titel: u }', 4, 16, 'like.1.titel', 'did you mean "title"?'],
    ['topic: x\nany: [a]\nzzz: 1', 3, 1, 'zzz', 'known here: topic, title, like'],
    ['topic: x', 1, 1, '', 'a topic with no terms'],
    ['topic: x\nnot: [a]', 1, 1, '', 'a topic with no terms'],
    ['topic: x\nany: [a, "…"]', 2, 10, 'any.1', 'without a letter or digit'],
    ['topic: x\nany: [a*b]', 2, 7, 'any.0', 'a star stands only at the end'],
    ['topic: X y\nany: [a]', 1, 8, 'topic', 'a name of a-z'],
    ['topic: x\nany: [a]\ntopic: y', 3, 1, '', 'expected it once'],
    ['topic: x\nany: [a', 2, 8, '', 'end with a ]'],
    ['topic: x\nall: { who: [] }', 2, 13, 'all.who', ''],
    ['topic: x\nweights: { a: -1 }', 2, 15, 'weights.a', ''],
    ['topic: x\nnear: [{ terms: [a, b], within: 1 }]', 2, 33, 'near.0.within', ''],
    [
      'topic: x\nany: [a]\nalert: { channels: [c], quiet: 23:00-06:00 Asia/Bagdad }',
      3,
      32,
      'alert.quiet',
      'no time zone',
    ],
    [
      'topic: x\nany: [a]\nalert: { channels: [c], quiet: 25:00-06:00 UTC }',
      3,
      32,
      'alert.quiet',
      'no quiet time',
    ],
    [
      'topic: x\nany: [a]\nalert: { channels: [c], quiet: 06:00-06:00 UTC }',
      3,
      32,
      'alert.quiet',
      'one minute',
    ],
    ['- a', 1, 1, '', 'expected object'],
    ['', 1, 1, '', 'expected object'],
  ])('%j is an error with its place', (source, line, column, key, message) => {
    const [error] = errorsOf(source);
    expect(error).toMatchObject({ file: 'a.yaml', line, column, key });
    expect(error!.message).toContain(message);
  });

  it('is bounded: size, aliases, findings', () => {
    expect(errorsOf(`topic: x # ${'x'.repeat(configLimits.sourceCharsMax)}`)[0]!.message).toContain(
      'Invalid size',
    );
    const bomb = [
      'a: &a [x, x]',
      ...Array.from({ length: 9 }, (_, at) => {
        const name = String.fromCharCode(98 + at);
        const before = String.fromCharCode(97 + at);
        return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
      }),
    ].join('\n');
    expect(errorsOf(bomb)[0]!.message).toMatch(/alias/u);
    const many = Array.from({ length: 500 }, (_, at) => `key${at}: 1`).join('\n');
    expect(errorsOf(many).length).toBeLessThanOrEqual(configLimits.errorsMax);
  });

  it('never throws, and every error lies within the source', () => {
    const line = fc.oneof(
      fc.constantFrom(...whole.trim().split('\n')),
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        'all: 3',
        'alert: []',
        '? [a]: b',
        '? {a: 1}',
        'like: [1]',
        '<<: *x',
        '--- !!set',
        'near: {}',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const source = lines.join('\n');
        for (const error of errorsOf(source)) {
          expect(error.line).toBeGreaterThanOrEqual(1);
          expect(error.line).toBeLessThanOrEqual(source.split(/\r\n?|\n/u).length + 1);
          expect(error.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe('topicFromValue', () => {
  it('names the line of a JSON Lines file', () => {
    expect(topicFromValue({ topic: 'x', any: ['a'], al: {} }, 't.jsonl', 7)).toMatchObject({
      errors: [{ file: 't.jsonl', line: 7, key: 'al' }],
    });
  });
});

describe('duration', () => {
  const schema = z.strictObject({ every: duration({ atLeast: '1m', atMost: '1d' }) });
  const every = (source: string) => parseYaml(`every: ${source}`, 'r.yaml', schema);

  it.each([
    ['10m', 600_000],
    ['90s', 90_000],
    ['24h', 86_400_000],
  ])('%s', (source, ms) => {
    expect(every(source)).toEqual({ value: { every: ms } });
  });

  it.each([
    ['10', 'expected string'],
    ['ten', 'no duration'],
    ['1s', 'between 1m and 1d'],
    ['2d', 'between 1m and 1d'],
    ['99999999999m', 'no duration'],
  ])('%s is an error', (source, message) => {
    const outcome = every(source);
    expect('errors' in outcome && outcome.errors[0]!.message).toContain(message);
  });
});
