import { isolate, points, timeText } from '../../shared/channels/message.ts';
import type { Match } from '../../shared/domain/topic.ts';
import { isNearMiss } from '../../shared/pipeline/match.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { articlesSince, getArticleObject, type ArticleRecord } from '../../shared/store/articles.ts';

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

export function nearLines(found: readonly NearMiss[], timeZone: string): string[] {
  if (found.length === 0) return ['Nothing has nearly matched.'];
  return found.flatMap(({ record, match }) => [
    `${match.topic}: ${points(match.score)} of ${points(match.threshold)}  ${isolate(record.title)} (${isolate(record.outlet)}, ${timeText(record.publishedAtMs ?? record.readAtMs, timeZone)})`,
    ...match.receipt.missing.map((missing) => `    missing: ${missing}`),
    `    ${record.url}`,
  ]);
}
