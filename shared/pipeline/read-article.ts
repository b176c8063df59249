import type { Article } from '../domain/article.ts';
import { conceptTable } from '../store/frequencies.ts';
import type { CurrentConfig } from '../store/config.ts';
import type { EndReason } from '../ports/sandbox.ts';
import { judgeMs } from './limits.ts';
import type { Ports } from './ports.ts';
import type { ArticleRead, EntryToRead, Judged } from './tasks.ts';

export type ReadArticlePorts = Pick<Ports, 'sandbox' | 'frequencies'>;

export interface JudgedArticle extends Omit<ArticleRead, 'article'>, Omit<Judged, 'keywords'> {
  readonly kind: 'judged';
  readonly article: Article;
  /** Why its page could not be read, where the sandbox had to end that. */
  readonly unreadable?: EndReason;
}

export type ReadArticleOutcome =
  | JudgedArticle
  /** Neither the page nor the feed's own text could be read within the sandbox's limits. */
  | { readonly kind: 'unreadable'; readonly reason: EndReason }
  /** Its feed has overrun too often of late. */
  | { readonly kind: 'busy'; readonly untilMs: number };

interface How {
  readonly judgesSame: boolean;
}

/**
 * The article of an entry, with its keywords and what the topics say of it; all in the sandbox. A page that has to be
 * ended there gives way to the feed's own text. `judgesSame`: also where the known article says the same.
 */
export async function readArticle(
  ports: ReadArticlePorts,
  current: CurrentConfig,
  entry: EntryToRead,
  how: How,
): Promise<ReadArticleOutcome> {
  const whole = await attempt(ports, current, entry, how);
  if (whole.kind !== 'ended') return whole;
  const { reason } = whole;
  if (entry.page.kind === 'unreadable') return { kind: 'unreadable', reason };
  const without = { kind: 'unreadable', reason: `the page is unreadable: ${reason}` } as const;
  const ofFeed = await attempt(ports, current, { ...entry, page: without }, how);
  if (ofFeed.kind === 'ended') return { kind: 'unreadable', reason: ofFeed.reason };
  return ofFeed.kind === 'busy' ? ofFeed : { ...ofFeed, unreadable: reason };
}

async function attempt(
  { sandbox, frequencies }: ReadArticlePorts,
  { config }: CurrentConfig,
  entry: EntryToRead,
  { judgesSame }: How,
): Promise<JudgedArticle | { kind: 'ended'; reason: EndReason } | { kind: 'busy'; untilMs: number }> {
  const group = entry.feed.id;
  const read = await sandbox.run('readArticle', entry, { group, shared: { config } });
  if (read.kind !== 'done') return read;
  const { article, changed } = read.value;
  // Nothing of it is new: nobody has to judge it again.
  if (changed?.length === 0 && !judgesSame)
    return { kind: 'judged', article: { ...article, keywords: [] }, changed, matches: [] };

  const [terms, concepts] = await Promise.all([frequencies(article.lang), frequencies(conceptTable)]);
  const judged = await sandbox.run(
    'judgeArticle',
    { article, before: entry.known },
    {
      group,
      shared: { config, terms: terms?.counts, concepts: concepts?.counts },
      cpuMsMax: judgeMs(config.topics.length),
    },
  );
  if (judged.kind !== 'done') return judged;
  const { keywords, ...rest } = judged.value;
  const used = [terms, concepts].flatMap((table) => table?.key ?? []);
  return {
    kind: 'judged',
    article: { ...article, keywords, ...(used.length > 0 && { frequencies: used }) },
    ...(changed !== undefined && { changed }),
    ...rest,
  };
}
