import { isolate, points, timeText } from '../../shared/channels/message.ts';
import type { Config } from '../../shared/domain/config.ts';
import type { Match } from '../../shared/domain/topic.ts';
import { judge, matchable } from '../../shared/pipeline/match.ts';
import { isNearMiss } from '../../shared/pipeline/nearness.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { articlesSince, getArticleObject, type ArticleRecord } from '../../shared/store/articles.ts';
import { isOneRuleShort, verdictText } from '../rule-by-rule.ts';

export interface NearMiss {
  readonly record: ArticleRecord;
  readonly match: Match;
}

/** Articles that reached most of a topic's threshold when they were read, of one topic or of all; newest first. */
export async function near(
  ports: Pick<Ports, 'table' | 'blobs' | 'clock'>,
  topic: string | undefined,
  sinceMs: number,
): Promise<NearMiss[]> {
  const found: NearMiss[] = [];
  for await (const record of articlesSince(ports.table, sinceMs, ports.clock.nowMs())) {
    if (!record.nearMisses.some((name) => topic === undefined || name === topic)) continue;
    const object = await getArticleObject(ports.blobs, record.objectKey);
    for (const match of object?.matches ?? []) {
      if (isNearMiss(match) && (topic === undefined || match.topic === topic)) found.push({ record, match });
    }
  }
  return found;
}

/**
 * Articles that a single hard rule keeps out of a topic as it stands, though they have the points; newest first.
 * Nothing of it is stored, so every article is compared again.
 */
export async function ruledOut(
  ports: Pick<Ports, 'table' | 'blobs' | 'clock'>,
  config: Config,
  how: { topic: string | undefined; sinceMs: number; onProgress: (articleCount: number) => void },
): Promise<NearMiss[]> {
  const found: NearMiss[] = [];
  const names = how.topic === undefined ? config.topics.map(({ name }) => name) : [how.topic];
  let articleCount = 0;
  for await (const record of articlesSince(ports.table, how.sinceMs, ports.clock.nowMs())) {
    articleCount += 1;
    how.onProgress(articleCount);
    const object = await getArticleObject(ports.blobs, record.objectKey);
    if (object === undefined) continue;
    for (const name of names) {
      const match = judge(config, name, matchable(object.article));
      if (isOneRuleShort(match)) found.push({ record, match });
    }
  }
  return found;
}

export function nearLines(found: readonly NearMiss[], timeZone: string): string[] {
  if (found.length === 0)
    return ['Nothing has nearly matched.', 'What a single hard rule kept out is no near miss: --ruled-out lists that too.']; // prettier-ignore
  return found.flatMap(({ record, match }) => [
    `${match.topic}: ${points(match.score)} of ${points(match.threshold)} ${shareText(match)} ${isolate(record.title)} (${isolate(record.outlet)}, ${timeText(record.publishedAtMs ?? record.readAtMs, timeZone)})`,
    ...(match.receipt.missing.length === 0 ? [] : [`    ${verdictText(match)}`]),
    `    ${record.url}`,
  ]);
}

const shareText = ({ score, threshold, receipt }: Match) =>
  receipt.missing.length > 0 ? '(ruled out)' : `(${Math.floor((100 * score) / threshold)} %)`;
