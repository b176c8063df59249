import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArticles } from '../../sample/articles.ts';
import { topicFromYaml } from '../../shared/config/topic.ts';
import type { Story } from '../../shared/domain/story.ts';
import { bareTopic, type Topic } from '../../shared/domain/topic.ts';
import { compile } from '../../shared/match/compile.ts';
import { match } from '../../shared/match/match.ts';
import { placeInStory, placeSettings } from '../../shared/stories/place.ts';
import { sketch } from '../../shared/stories/sketch.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { linesOf, root } from '../text/sets.ts';

export interface Told {
  readonly hitCount: number;
  /** Events of which a topic hit an article; one begins anew where nothing is told of it for 72 hours. */
  readonly storyCount: number;
  /** Alerts that begin a story: more than there are stories tell some twice. */
  readonly beginningCount: number;
  /** Stories of which nothing was told. */
  readonly missed: readonly string[];
  /** What each later alert says is new. */
  readonly chapters: readonly (readonly string[])[];
}

interface Item {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly lang: string;
  readonly outlet?: string;
  readonly event: string;
  readonly publishedAtMs: number;
}

/** Everything is matched and placed in time order, as the pipeline does it. */
function tell(topics: readonly Topic[], items: readonly Item[]): Told {
  const plan = compile(topics, analyse);
  const storiesOf = new Map<string, Story[]>();
  const latestMs = new Map<string, number>();
  const partCounts = new Map<string, number>();
  const told = new Set<string>();
  const stories = new Set<string>();
  const chapters: (readonly string[])[] = [];
  let hitCount = 0;
  let beginningCount = 0;
  for (const item of [...items].sort((a, b) => a.publishedAtMs - b.publishedAtMs)) {
    for (const { topic, receipt } of match(plan, item, analyse).filter(({ isHit }) => isHit)) {
      const open = storiesOf.get(topic) ?? [];
      const drawn = sketch(item, analyse, receipt.evidence);
      const { placement, story } = placeInStory(drawn, open, item.publishedAtMs, 'topic');
      storiesOf.set(topic, [...open.filter(({ id }) => id !== story.id), story]);
      const event = `${topic}: ${item.event}`;
      const isOver = item.publishedAtMs - (latestMs.get(event) ?? -Infinity) > placeSettings.openMs;
      latestMs.set(event, item.publishedAtMs);
      if (isOver) partCounts.set(event, (partCounts.get(event) ?? 0) + 1);
      const part = `${event} ${partCounts.get(event)}`;
      hitCount += 1;
      stories.add(part);
      const facts = placement.kind === 'new' ? [] : placement.newFacts;
      if (placement.kind === 'new') beginningCount += 1;
      if (facts.length > 0) chapters.push(facts);
      if (placement.kind === 'new' || facts.length > 0) told.add(part);
    }
  }
  const missed = [...stories].filter((part) => !told.has(part));
  return { hitCount, storyCount: stories.size, beginningCount, missed, chapters };
}

export function sampleNewsroom(): Told {
  const folder = join(root, 'sample/topics');
  const topics = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name): Topic => {
      const outcome = topicFromYaml(readFileSync(join(folder, name), 'utf8'), name);
      if ('errors' in outcome) throw new Error(`${name}: a topic of the sample is wrong`);
      const like = outcome.topic.like.map((entry) => {
        if (typeof entry !== 'string') return entry;
        const [title = '', ...rest] = readFileSync(join(folder, entry), 'utf8').split('\n');
        return { title, text: rest.join('\n') };
      });
      return { ...outcome.topic, like };
    });
  const startMs = Date.UTC(2026, 1, 13);
  const items = readArticles(join(root, 'sample/articles')).map((article): Item => {
    const { id, title, lang, outlet, event, at, paragraphs } = article;
    return {
      id,
      title,
      lang,
      outlet,
      event,
      text: paragraphs.join('\n\n'),
      publishedAtMs: startMs + at * 60_000,
    };
  });
  return tell(topics, items);
}

/** A topic of each event's two examples; the rest are news. */
export function eventsSet(): Told {
  const lines = linesOf<{
    readonly id: string;
    readonly title: string;
    readonly text: string;
    readonly lang: string;
    readonly event: string;
    readonly topic: string;
    readonly label: string;
    readonly publishedAt: string;
  }>('events/dev.jsonl').map((line) => ({ ...line, publishedAtMs: Date.parse(line.publishedAt) }));
  const examples = lines.filter(({ label }) => label === 'exemplar');
  const topics = [...new Set(examples.map(({ topic }) => topic))].map((name) =>
    bareTopic(name, { like: examples.filter(({ topic }) => topic === name) }),
  );
  return tell(
    topics,
    lines.filter(({ label }) => label !== 'exemplar'),
  );
}
