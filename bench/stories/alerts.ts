import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArticles } from '../../sample/articles.ts';
import { topicFromYaml } from '../../shared/config/topic.ts';
import type { Sketch, Story } from '../../shared/domain/story.ts';
import { bareTopic, type Topic } from '../../shared/domain/topic.ts';
import { compile } from '../../shared/match/compile.ts';
import { match } from '../../shared/match/match.ts';
import { freeLikenessFor, placeInStory, placeSettings } from '../../shared/stories/place.ts';
import { sketch } from '../../shared/stories/sketch.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { bench, linesOf, root } from '../text/sets.ts';

export interface Told {
  readonly hitCount: number;
  /** Events of which a topic hit an article; one begins anew where nothing is told of it for 72 hours. */
  readonly storyCount: number;
  /** Alerts that begin a story: more than there are stories tell some twice. */
  readonly beginningCount: number;
  /** Stories of which nothing was told. */
  readonly missed: readonly string[];
  /** Hits that joined a story which another event began. */
  readonly mistakenCount: number;
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

/** An article that a topic hit, ready to be placed. */
export interface Hit {
  readonly topic: Topic;
  readonly event: string;
  readonly sketch: Sketch;
}

/** Everything is matched in time order, as the pipeline does it. */
function hitsOf(topics: readonly Topic[], items: readonly Item[]): Hit[] {
  const plan = compile(topics, analyse);
  const inOrder = [...items].sort((a, b) => a.publishedAtMs - b.publishedAtMs);
  return inOrder.flatMap((item) =>
    match(plan, item, analyse)
      .filter(({ isHit }) => isHit)
      .map(({ topic: name, receipt }) => ({
        topic: topics.find((topic) => topic.name === name)!,
        event: `${name}: ${item.event}`,
        sketch: sketch(item, analyse, receipt.evidence),
      })),
  );
}

/** What would be told of the hits; with the likeness that each topic asks for, or with another. */
export function tell(hits: readonly Hit[], likenessMin?: number): Told {
  const storiesOf = new Map<Topic, readonly Story[]>();
  const begunBy = new Map<string, string>();
  const latestMs = new Map<string, number>();
  const partCounts = new Map<string, number>();
  const told = new Set<string>();
  const parts = new Set<string>();
  const chapters: (readonly string[])[] = [];
  let beginningCount = 0;
  let mistakenCount = 0;
  for (const { topic, event, sketch: drawn } of hits) {
    const { publishedAtMs: atMs } = drawn;
    const open = storiesOf.get(topic) ?? [];
    const { placement, story } = placeInStory(drawn, open, atMs, likenessMin ?? freeLikenessFor(topic));
    storiesOf.set(topic, [...open.filter(({ id }) => id !== story.id), story]);
    const isOver = atMs - (latestMs.get(event) ?? -Infinity) > placeSettings.openMs;
    latestMs.set(event, atMs);
    if (isOver) partCounts.set(event, (partCounts.get(event) ?? 0) + 1);
    const part = `${event} ${partCounts.get(event)}`;
    parts.add(part);
    if (placement.kind === 'new') {
      beginningCount += 1;
      begunBy.set(`${topic.name} ${story.id}`, event);
      told.add(part);
      continue;
    }
    if (begunBy.get(`${topic.name} ${story.id}`) !== event) mistakenCount += 1;
    if (placement.newFacts.length === 0) continue;
    chapters.push(placement.newFacts);
    told.add(part);
  }
  const missed = [...parts].filter((part) => !told.has(part));
  return { hitCount: hits.length, storyCount: parts.size, beginningCount, missed, mistakenCount, chapters };
}

export function sampleNewsroom(): Hit[] {
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
  return hitsOf(topics, items);
}

/** Written for this project; the first stands with the public sets. */
export const eventSets = {
  'events set': join(bench, 'events/dev.jsonl'),
  'seen events': join(root, 'bench/events/seen.jsonl'),
  'unseen events': join(root, 'bench/events/unseen.jsonl'),
} as const;

interface Line extends Item {
  readonly topic: string;
  readonly label: string;
}

function datedLinesOf(path: string): Line[] {
  const lines = linesOf<Omit<Line, 'publishedAtMs'> & { readonly publishedAt: string }>(path);
  return lines.map((line) => ({ ...line, publishedAtMs: Date.parse(line.publishedAt) }));
}

/** A topic of each event's examples; the rest are news. */
export function eventHits(path: string): Hit[] {
  const lines = datedLinesOf(path);
  const examples = lines.filter(({ label }) => label === 'exemplar');
  const topics = [...new Set(examples.map(({ topic }) => topic))].map((name) =>
    bareTopic(name, { like: examples.filter(({ topic }) => topic === name) }),
  );
  return hitsOf(
    topics,
    lines.filter(({ label }) => label !== 'exemplar'),
  );
}

/** As rules would hit that let through each event with all that is near it. */
export function ruleHits(path: string): Hit[] {
  const lines = datedLinesOf(path).filter(({ topic }) => topic !== 'all');
  const topics = new Map(lines.map(({ topic }) => [topic, bareTopic(topic)]));
  return lines
    .sort((a, b) => a.publishedAtMs - b.publishedAtMs)
    .map((line) => ({
      topic: topics.get(line.topic)!,
      event: `${line.topic}: ${line.event}`,
      sketch: sketch(line, analyse),
    }));
}
