import { describe, expect, it } from 'vitest';
import type { Matchable, Topic } from '../../shared/domain/topic.ts';
import { compile } from '../../shared/match/compile.ts';
import { likeSettings } from '../../shared/match/like.ts';
import { explain, match } from '../../shared/match/match.ts';
import { groupsOf, plainAnalyse, topicOf } from './plain-analyse.ts';

const dayMs = 86_400_000;
const publishedAtMs = Date.UTC(2026, 1, 13);
const example = {
  lang: 'en',
  title: 'Dock workers in Casablanca stop work',
  text:
    'Some 4500 dock workers in Casablanca stopped work on Monday over their contracts. Ships wait outside the ' +
    'harbour while the union and the ministry negotiate in Rabat. Exporters fear for citrus fruit.',
  publishedAtMs,
};
const sameEvent = {
  lang: 'en',
  title: 'Harbour of Casablanca halted',
  text:
    'The harbour of Casablanca came to a halt when dock workers walked out over contracts. The union says 4500 ' +
    'workers follow its call; ships queue and exporters of citrus count losses.',
};
const otherEvent = {
  lang: 'en',
  title: 'Teachers march in Rabat',
  text:
    'Teachers marched through Rabat on Sunday and asked for smaller classes. The ministry offered talks, and ' +
    'parents brought water and bread to the crowd in front of the parliament.',
};
const likeTopic = topicOf({ like: [example] });
const judge = (topic: Topic, article: Matchable) =>
  explain(compile([topic], plainAnalyse), 'topic', article, plainAnalyse);

describe('like', () => {
  it('hits another report of the event, not another event', () => {
    expect(judge(likeTopic, sameEvent)).toMatchObject({ isHit: true, threshold: 6.7 });
    expect(judge(likeTopic, otherEvent).isHit).toBe(false);
  });

  it('is 0 for an article that shares nothing', () => {
    const { score, receipt } = judge(likeTopic, { text: 'Quantum chess puzzles, solved.', lang: 'en' });
    expect({ score, similarity: receipt.like?.similarity }).toEqual({ score: 0, similarity: 0 });
  });

  it('is 1 for an article as alike as the examples are to each other', () => {
    const topic = topicOf({ like: [example, { ...example, ...sameEvent }] });
    const similarity = judge(topic, example).receipt.like!.similarity;
    expect(similarity).toBeGreaterThan(1);
    expect(judge(likeTopic, example).receipt.like!.similarity).toBeGreaterThan(1);
  });

  it('shows shared terms that add up to no more than its points', () => {
    const { receipt, score } = judge(likeTopic, sameEvent);
    const shown = receipt.evidence.filter(({ rule }) => rule === 'like');
    expect(shown.map(({ term }) => term)).toEqual(expect.arrayContaining(['casablanca', 'dock', '4500']));
    expect(shown.reduce((sum, { points }) => sum + points, 0)).toBeLessThanOrEqual(score + 1e-9);
    for (const { field, start, end, surface } of shown)
      expect(sameEvent[field].slice(start, end)).toBe(surface);
  });

  it('is full within 10 days, half at 40, and full without a date', () => {
    const similarityAfter = (days?: number) =>
      judge(likeTopic, {
        ...sameEvent,
        publishedAtMs: days === undefined ? undefined : publishedAtMs + days * dayMs,
      }).receipt.like!.similarity;
    const full = similarityAfter();
    expect(similarityAfter(10)).toBe(full);
    expect(similarityAfter(-10)).toBe(full);
    expect(similarityAfter(40)).toBeCloseTo(full / 2, 10);
  });

  it.each([
    [30 * dayMs, 30, 1],
    [30 * dayMs, 120, 0.5],
    [dayMs, 4, 0.5],
    ['always', 4_000, 1],
  ] as const)('with a span of %s an article %i days away counts %f', (spanMs, days, share) => {
    const at = (fields: object) =>
      judge({ ...likeTopic, spanMs }, { ...sameEvent, ...fields }).receipt.like!.similarity;
    expect(at({ publishedAtMs: publishedAtMs + days * dayMs })).toBeCloseTo(share * at({}), 10);
  });

  it('compares counts, acronyms and names where no example has the language', () => {
    const french = {
      lang: 'fr',
      text: 'Quelque 4500 dockers de Casablanca ont cessé le travail, et Rabat négocie avec le syndicat.',
    };
    expect(judge(likeTopic, french).isHit).toBe(true);
    expect(match(compile([likeTopic], plainAnalyse), french, plainAnalyse)).toHaveLength(1);
    const chance = {
      lang: 'fr',
      text: 'Le festival de Casablanca ouvre ses portes ce soir avec des films muets.',
    };
    expect(judge(likeTopic, chance).score).toBe(0);
  });

  it('counts on top of hard rules, and is asked for only in the examples languages', () => {
    const topic = topicOf({ like: [example], all: groupsOf(['casablanca']) });
    expect(judge(topic, sameEvent).threshold).toBeCloseTo(1 + 10 * likeSettings.thresholdSimilarity, 10);
    const french = { lang: 'fr', text: 'Une soirée à Casablanca.' };
    expect(judge(topic, french)).toMatchObject({ isHit: true, threshold: 1 });
    expect(judge(topic, { ...sameEvent, title: '', text: 'dock workers union' })).toMatchObject({
      score: 0,
      isHit: false,
    });
  });

  it('match and explain agree for every topic of a plan', () => {
    const topics = [likeTopic, topicOf({ name: 'other', like: [otherEvent] })];
    const plan = compile(topics, plainAnalyse);
    for (const article of [example, sameEvent, otherEvent])
      for (const found of match(plan, article, plainAnalyse))
        expect(found).toEqual(explain(plan, found.topic, article, plainAnalyse));
  });
});
