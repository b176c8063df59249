import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  effectiveConfig,
  effectiveTopic,
  feedbackLimits,
  heldBackBy,
  overlayLines,
  overlayOf,
  withFeedback,
  type Feedback,
} from '../../shared/domain/feedback.ts';
import { configOf, topicOf } from '../pipeline/test-world.ts';

const nowMs = Date.UTC(2026, 1, 13, 8);
const said = (id: string, kind: Feedback['kind'], fields: Partial<Feedback> = {}): Feedback => {
  const example = kind === 'relevant' ? { example: { text: `نص ${id}`, title: id } } : {};
  return { id, kind, topic: 't', story: `story-${id}`, title: id, atMs: nowMs, ...example, ...fields };
};
const kinds = fc.constantFrom<Feedback['kind']>('relevant', 'not-relevant', 'mute', 'pause');
const anything = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), kinds), { maxLength: 300 });
const collected = (list: readonly (readonly [number, Feedback['kind']])[]) =>
  list.reduce<readonly Feedback[]>((all, [id, kind]) => withFeedback(all, said(String(id), kind)), []);

describe('what readers say, as an overlay', () => {
  it('moves a topic within bounds, whatever is said and how often', () => {
    fc.assert(
      fc.property(anything, (list) => {
        const kept = collected(list);
        for (const [kind, most] of Object.entries(feedbackLimits.keptMax))
          expect(kept.filter((one) => one.kind === kind).length).toBeLessThanOrEqual(most);
        const overlay = overlayOf(kept);
        expect(overlay === undefined).toBe(list.length === 0);
        expect(overlay?.strictness ?? 1).toBeGreaterThanOrEqual(feedbackLimits.strictnessMin);
        expect(overlay?.strictness ?? 1).toBeLessThanOrEqual(feedbackLimits.strictnessMax);
        // The newest of each kind stands.
        const last = list.at(-1);
        if (last) expect(kept.at(-1)).toMatchObject({ id: String(last[0]), kind: last[1] });
      }),
    );
  });

  it('is gone without a trace once it is taken back', () => {
    const config = configOf(['https://example.org/feed']);
    expect(effectiveConfig(config, new Map())).toBe(config);
    expect(effectiveConfig(config, new Map([['other', [said('1', 'mute')]]]))).toBe(config);
    const [topic] = config.topics;
    expect(effectiveTopic(topic!, [])).toBe(topic);
    expect(overlayLines(topic!, [], { nowMs, timeText: String })).toEqual([]);
  });

  it('adds relevant articles to the examples of a topic that has some, and lowers the threshold of any', () => {
    const given = [said('a', 'relevant'), said('b', 'relevant')];
    const like = effectiveTopic(topicOf('t', { like: [{ text: 'مثال' }] }), given);
    expect(like.like.map(({ text }) => text)).toEqual(['مثال', 'نص a', 'نص b']);
    expect(like.overlay?.strictness).toBeCloseTo(0.9);
    const rules = effectiveTopic(topicOf('t', { any: ['معتقل'] }), given);
    expect(rules.like).toEqual([]);
    expect(rules.overlay?.strictness).toBeCloseTo(0.9);
  });

  it('raises the threshold for what is not relevant; one verdict outweighs another', () => {
    const strictness = (...kinds: Feedback['kind'][]) => overlayOf(kinds.map((kind, at) => said(String(at), kind)))?.strictness;
    expect(strictness('not-relevant', 'not-relevant')).toBeCloseTo(1.1);
    expect(strictness('not-relevant', 'relevant')).toBeCloseTo(1);
  }); // prettier-ignore

  it('holds back what is muted or paused, and for no longer', () => {
    const topic = effectiveTopic(topicOf('t'), [
      said('a', 'mute'),
      said('b', 'pause', { untilMs: nowMs + 10 }),
    ]);
    expect(heldBackBy(topic, 'story-a', nowMs)).toBe('paused');
    expect(heldBackBy(topic, 'story-a', nowMs + 10)).toBe('muted');
    expect(heldBackBy(topic, 'story-x', nowMs + 10)).toBeUndefined();
    const forGood = effectiveTopic(topicOf('t'), [said('b', 'pause')]);
    expect(heldBackBy(forGood, 'story-x', nowMs + 1e12)).toBe('paused');
  });

  it('is told as a diff', () => {
    const all = [said('a', 'relevant'), said('b', 'not-relevant'), said('c', 'not-relevant'), said('d', 'mute'), said('e', 'pause')]; // prettier-ignore
    const how = { nowMs, timeText: () => 'then' };
    expect(overlayLines(topicOf('t', { like: [{ text: 'x' }] }), all, how)).toEqual([
      'like: 1 more, called relevant',
      'threshold: × 1.05',
      'stories muted: 1',
      'paused until it is resumed',
    ]);
    expect(overlayLines(topicOf('t'), [said('e', 'pause', { untilMs: nowMs + 1 })], how)).toEqual(['paused until then']); // prettier-ignore
    expect(overlayLines(topicOf('t'), [said('e', 'pause', { untilMs: nowMs - 1 })], how)).toEqual([]);
  });
});
