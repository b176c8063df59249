import type { Alert } from '../domain/alert.ts';
import type { Article, Edit } from '../domain/article.ts';
import { sizeOf, type Story } from '../domain/story.ts';
import type { Match, Topic } from '../domain/topic.ts';
import { idOf } from '../store/ids.ts';
import { limits } from './limits.ts';

/** A topic matched an article: what is to be placed in a story. */
export interface Hit {
  readonly topic: Topic;
  readonly match: Match;
  readonly article: Article;
  readonly objectKey: string;
  readonly isBaseline: boolean;
  /** What made this version of the one before. */
  readonly edit: Edit | undefined;
}

/** What every channel renders of a hit that opens a chapter. */
export function alertOf(
  { topic, match, article }: Hit,
  told: { story: Story; chapter: number; newFacts: readonly string[]; nowMs: number },
): Alert {
  return {
    id: idOf('alert', topic.name, told.story.id, String(told.chapter)),
    topic: topic.name,
    topicTitle: topic.title,
    story: told.story.id,
    chapter: told.chapter,
    article: {
      id: article.id,
      url: article.url,
      title: article.title,
      outlet: article.outlet,
      via: article.via,
      lang: article.lang,
      publishedAtMs: article.publishedAtMs,
      lead: leadOf(article.text),
      textFromFeed: article.source.kind === 'feed' ? article.source.reason : undefined,
    },
    score: match.score,
    threshold: match.threshold,
    evidence: match.receipt.evidence.slice(0, limits.alertEvidenceMax),
    newFacts: told.newFacts,
    size: sizeOf(told.story),
    foundAtMs: told.nowMs,
  };
}

function leadOf(text: string): string {
  const flat = text.replace(/\s+/gu, ' ').trim();
  if (flat.length <= limits.leadCharsMax) return flat;
  const cut = flat.slice(0, limits.leadCharsMax);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))}…`;
}
