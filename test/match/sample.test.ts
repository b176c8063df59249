import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readArticles, type SampleArticle } from '../../sample/articles.ts';
import { topicFromYaml } from '../../shared/config/topic.ts';
import type { Story } from '../../shared/domain/story.ts';
import type { Topic } from '../../shared/domain/topic.ts';
import { compile } from '../../shared/match/compile.ts';
import { match } from '../../shared/match/match.ts';
import { freeLikenessFor, placeInStory } from '../../shared/stories/place.ts';
import { sketch } from '../../shared/stories/sketch.ts';
import { analyse } from '../../shared/text/analyse.ts';

const root = new URL('../../sample/', import.meta.url);

function readAll() {
  return readArticles(fileURLToPath(new URL('articles/', root)))
    .map((article) => ({ ...article, text: article.paragraphs.join('\n\n') }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function readTopics(): Topic[] {
  const folder = new URL('topics/', root);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => {
      const outcome = topicFromYaml(readFileSync(new URL(name, folder), 'utf8'), name);
      if ('errors' in outcome) throw new Error(JSON.stringify(outcome.errors));
      const like = outcome.topic.like.map((entry) => {
        if (typeof entry !== 'string') return entry;
        const [title = '', ...rest] = readFileSync(new URL(entry, folder), 'utf8').split('\n');
        return { title, text: rest.join('\n') };
      });
      return { ...outcome.topic, like };
    });
}

const articles = readAll();
const topics = readTopics();
const plan = compile(topics, analyse);
const startMs = Date.UTC(2026, 1, 13);
const publishedAtMsOf = ({ at }: SampleArticle) => startMs + at * 60_000;
const judged = articles.map((article) => {
  const { text, title, lang } = article;
  const found = match(plan, { text, title, lang, publishedAtMs: publishedAtMsOf(article) }, analyse);
  return { article, matches: found, hits: found.filter(({ isHit }) => isHit).map(({ topic }) => topic) };
});

describe('the sample topics over the sample newsroom', () => {
  it('has what the newsroom promises', () => {
    expect(articles.length).toBeGreaterThanOrEqual(70);
    expect(topics.map(({ name }) => name).sort()).toEqual(['isis-detainees', 'nile-floods', 'port-strike']);
  });

  it('hits every true article with its own topic and nothing else with any', () => {
    const wrong = judged.flatMap(({ article: { id, label, topic }, hits }) => {
      const wanted = label === 'true' ? [topic] : [];
      return JSON.stringify(hits) === JSON.stringify(wanted) ? [] : [{ id, label, hits }];
    });
    expect(wrong).toEqual([]);
  });

  /** Placed in time order as the pipeline does it; an alert is a new story or a new fact in a known one. */
  const placed = topics.flatMap((topic) => {
    let stories: Story[] = [];
    return judged.flatMap(({ article, matches }) => {
      const hit = matches.find((match) => match.topic === topic.name && match.isHit);
      if (hit === undefined) return [];
      const publishedAtMs = publishedAtMsOf(article);
      const drawn = sketch({ ...article, publishedAtMs }, analyse, hit.receipt.evidence);
      const { placement, story } = placeInStory(drawn, stories, publishedAtMs, freeLikenessFor(topic));
      stories = [...stories.filter(({ id }) => id !== story.id), story];
      return [{ article, placement, isAlert: placement.kind === 'new' || placement.newFacts.length > 0 }];
    });
  });

  it('begins a story for every event, for at most one event in ten a second one, and says of the rest what is new', () => {
    const events = new Set(placed.map(({ article }) => article.event));
    const alerts = placed.filter(({ isAlert }) => isAlert);
    expect(new Set(alerts.map(({ article }) => article.event))).toEqual(events);
    const beginnings = alerts.filter(({ placement }) => placement.kind === 'new');
    expect(beginnings.length).toBeLessThanOrEqual(1.1 * events.size);
    const facts = alerts.flatMap(({ placement }) => (placement.kind === 'joins' ? placement.newFacts : []));
    for (const fact of facts) expect(fact).toMatch(/^\d+ -> \d+$|^now |^new (?:place|actor): /u);
    expect(alerts.length).toBeLessThan(0.6 * placed.length);
  });

  it('never alerts on a syndicated copy', () => {
    const copies = placed.filter(({ article }) => article.copyOf !== undefined);
    expect(copies.length).toBeGreaterThanOrEqual(3);
    for (const { article, placement, isAlert } of copies) {
      expect({ id: article.id, kind: placement.kind, isAlert }).toEqual({
        id: article.id,
        kind: 'joins',
        isAlert: false,
      });
    }
    for (const { article, placement } of copies)
      expect(placement).toMatchObject({ duplicateOf: article.copyOf });
  });
});
