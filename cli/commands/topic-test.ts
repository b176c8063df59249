import { isolate, points } from '../../shared/channels/message.ts';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Config } from '../../shared/domain/config.ts';
import type { Match, Matchable, Topic } from '../../shared/domain/topic.ts';
import { judge, matchable } from '../../shared/pipeline/match.ts';
import { isNearMiss } from '../../shared/pipeline/nearness.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { articlesSince, getArticleObject } from '../../shared/store/articles.ts';
import { articleOfLine } from '../filters/match.ts';
import { isOneRuleShort, ruleLines, verdictText } from '../rule-by-rule.ts';

export interface Tested {
  readonly id: string;
  readonly title: string;
  readonly match: Match;
}

export interface TopicTest {
  readonly articleCount: number;
  readonly hits: readonly Tested[];
  /** Those of most of the threshold, and those that a single hard rule keeps out. */
  readonly nearMisses: readonly Tested[];
}

/** What a topic would match among articles, best first, and what nearly did. */
export async function topicTest(
  config: Config,
  topic: string,
  articles: AsyncIterable<{ id: string; article: Matchable }>,
  onProgress: (articleCount: number) => void = () => undefined,
): Promise<TopicTest> {
  const tested: Tested[] = [];
  let articleCount = 0;
  for await (const { id, article } of articles) {
    articleCount += 1;
    onProgress(articleCount);
    const match = judge(config, topic, article);
    if (match.isHit || isNearMiss(match) || isOneRuleShort(match))
      tested.push({ id, title: article.title ?? '', match });
  }
  tested.sort((a, b) => b.match.score - a.match.score);
  return {
    articleCount,
    hits: tested.filter(({ match }) => match.isHit),
    nearMisses: tested.filter(({ match }) => !match.isHit),
  };
}

export async function* storedArticles(ports: Ports, sinceMs: number) {
  for await (const record of articlesSince(ports.table, sinceMs, ports.clock.nowMs())) {
    const object = await getArticleObject(ports.blobs, record.objectKey);
    if (object) yield { id: record.url, article: matchable(object.article) };
  }
}

/** JSON Lines of articles, as the `match` filter takes them; `-` is standard input. */
export async function* articlesOfFile(file: string) {
  const input = file === '-' ? process.stdin : createReadStream(file);
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() !== '') yield articleOfLine(JSON.parse(line) as Record<string, unknown>);
  }
}

export function topicTestLines(topic: Topic, { articleCount, hits, nearMisses }: TopicTest): string[] {
  const section = (name: string, tested: readonly Tested[]) =>
    tested.length === 0 ? [] : ['', name, ...tested.flatMap((one) => testedLines(topic, one))];
  return [
    `${articleCount} articles: ${hits.length} hits, ${nearMisses.length} near misses`,
    ...section('Hits, the strongest first', hits),
    ...section('Nearly', nearMisses),
  ];
}

/** A hit says what met it; a near miss above all what did not. */
function testedLines(topic: Topic, { id, title, match }: Tested): string[] {
  const rules = ruleLines(topic, match).filter((line) => !line.startsWith(match.isHit ? '·' : '✓'));
  const verdict = match.isHit ? `${points(match.score)} of ${points(match.threshold)}` : verdictText(match);
  return [`  ${isolate(title)}  ${id}`, `      ${verdict}`, ...rules.map((line) => `      ${line}`)];
}
