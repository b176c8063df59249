import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { topicFromYaml } from '../../shared/config/topic.ts';
import type { Story } from '../../shared/domain/story.ts';
import type { Topic } from '../../shared/domain/topic.ts';
import { compile } from '../../shared/match/compile.ts';
import { match } from '../../shared/match/match.ts';
import { grow, placeInStory } from '../../shared/stories/place.ts';
import { sketch } from '../../shared/stories/sketch.ts';
import { analyse } from '../../shared/text/analyse.ts';

const root = new URL('../../sample/', import.meta.url);

interface SampleArticle {
  readonly id: string;
  readonly lang: string;
  readonly topic: string;
  readonly event: string;
  readonly label: string;
  readonly copyOf?: string;
  readonly at: number;
  readonly title: string;
  readonly text: string;
}

function readArticles(): SampleArticle[] {
  const folder = new URL('articles/', root);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => {
      const [, head = '', text = ''] =
        /^---\n([\s\S]*?)\n---\n([\s\S]*)$/u.exec(readFileSync(new URL(name, folder), 'utf8')) ?? [];
      return { ...(parse(head) as Omit<SampleArticle, 'text'>), text: text.trim() };
    })
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

const articles = readArticles();
const topics = readTopics();
const plan = compile(topics, analyse);
const startMs = Date.UTC(2026, 1, 13);
const publishedAtMsOf = ({ at }: SampleArticle) => startMs + at * 60_000;
const judged = articles.map((article) => {
  const { text, title, lang } = article;
  const found = match(plan, { text, title, lang, publishedAtMs: publishedAtMsOf(article) }, analyse);
  return { article, hits: found.filter(({ isHit }) => isHit).map(({ topic }) => topic) };
});

describe('the sample topics over the sample newsroom', () => {
  it('has what the newsroom promises', () => {
    expect(articles.length).toBeGreaterThanOrEqual(70);
    expect(topics.map(({ name }) => name).sort()).toEqual(['isis-detainees', 'nile-floods', 'port-strike']);
  });

  it('hits every true article with its own topic and nothing else with any', () => {
    const wrong = judged.flatMap(({ article: { id, label, topic }, hits }) => {
      const wanted = label === 'true' || (label as unknown) === true ? [topic] : [];
      return JSON.stringify(hits) === JSON.stringify(wanted) ? [] : [{ id, label, hits }];
    });
    expect(wrong).toEqual([]);
  });

  it.each(topics.map(({ name }) => name))('tells each event of %s as one story', (topic) => {
    let stories: Story[] = [];
    const storyOf = new Map<string, string>();
    for (const { article, hits } of judged) {
      if (!hits.includes(topic)) continue;
      const publishedAtMs = publishedAtMsOf(article);
      const drawn = sketch({ ...article, publishedAtMs }, analyse);
      const placement = placeInStory(drawn, stories, publishedAtMs);
      const joined = stories.find((story) => placement.kind === 'joins' && story.id === placement.story);
      const grown = grow(joined, drawn, placement);
      stories = [...stories.filter((story) => story !== joined), grown];
      storyOf.set(article.id, grown.id);
    }
    const told = new Map<string, string[]>();
    for (const { article } of judged) {
      const story = storyOf.get(article.id);
      if (story !== undefined)
        told.set(story, [...(told.get(story) ?? []), `${article.event}/${article.id}`]);
    }
    const events = new Map<string, string[]>();
    for (const { article } of judged) {
      if (storyOf.has(article.id))
        events.set(article.event, [...(events.get(article.event) ?? []), `${article.event}/${article.id}`]);
    }
    expect([...told.values()]).toEqual([...events.values()]);
  });
});
