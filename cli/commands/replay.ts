import { isolate, points } from '../../shared/channels/message.ts';
import type { Config } from '../../shared/domain/config.ts';
import { judge, matchable } from '../../shared/pipeline/match.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { articlesSince, getArticleObject, type ArticleRecord } from '../../shared/store/articles.ts';

export interface Replayed {
  readonly topic: string;
  readonly articleCount: number;
  /** Hits that stay hits. */
  readonly sameCount: number;
  /** Articles that the topic did not match when they were read, and matches now; newest first. */
  readonly more: readonly Change[];
  /** Articles that it matched, and would not match now. */
  readonly fewer: readonly Change[];
  /** Articles whose text has expired: nothing can be said of them. */
  readonly goneCount: number;
}

export interface Change {
  readonly url: string;
  readonly title: string;
  readonly outlet: string;
  readonly score: number;
  readonly threshold: number;
  /** What keeps it from being a hit. */
  readonly missing: readonly string[];
}

/**
 * A topic as it stands now over the articles as they were read, beside what was matched then. Articles of a feed's
 * first look are left out: they alert nobody.
 */
export async function replay(
  ports: Pick<Ports, 'table' | 'blobs' | 'clock'>,
  config: Config,
  topic: string,
  how: { sinceMs: number; onProgress: (articleCount: number) => void },
): Promise<Replayed> {
  const more: Change[] = [];
  const fewer: Change[] = [];
  const counts = { articleCount: 0, sameCount: 0, goneCount: 0 };
  for await (const record of articlesSince(ports.table, how.sinceMs, ports.clock.nowMs())) {
    if (record.isBaseline) continue;
    counts.articleCount += 1;
    how.onProgress(counts.articleCount);
    const object = await getArticleObject(ports.blobs, record.objectKey);
    if (object === undefined) {
      counts.goneCount += 1;
      continue;
    }
    const match = judge(config, topic, matchable(object.article));
    const wasHit = record.hits.includes(topic);
    if (match.isHit && wasHit) counts.sameCount += 1;
    else if (match.isHit) more.push(changeOf(record, match));
    else if (wasHit) fewer.push(changeOf(record, match));
  }
  return { topic, ...counts, more, fewer };
}

function changeOf(
  { url, title, outlet }: ArticleRecord,
  match: { score: number; threshold: number; receipt: { missing: readonly string[] } },
): Change {
  return { url, title, outlet, score: match.score, threshold: match.threshold, missing: match.receipt.missing }; // prettier-ignore
}

export function replayLines({ topic, articleCount, sameCount, more, fewer, goneCount }: Replayed): string[] {
  const lines = (mark: string, changes: readonly Change[]) =>
    changes.flatMap(({ url, title, outlet, score, threshold, missing }) => [
      `${mark} ${isolate(title)} (${isolate(outlet)})`,
      `    ${points(score)} of ${points(threshold)}${missing.length === 0 ? '' : `; missing: ${missing.join(', ')}`}`,
      `    ${url}`,
    ]);
  return [
    `${topic}: +${more.length} / -${fewer.length} over ${articleCount} articles; ${sameCount} hits stay.`,
    ...(goneCount === 0 ? [] : [`Of ${goneCount} the text has expired.`]),
    ...lines('+', more),
    ...lines('-', fewer),
  ];
}
