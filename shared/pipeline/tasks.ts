import type { Article, Edit, ExtractOutcome } from '../domain/article.ts';
import type { Config } from '../domain/config.ts';
import type { ParseOutcome } from '../domain/feed.ts';
import { frequenciesFrom, type TermCounts } from '../domain/frequencies.ts';
import type { Sketch } from '../domain/story.ts';
import type { Keyword } from '../domain/text.ts';
import type { Evidence, Match } from '../domain/topic.ts';
import { extract } from '../extract/extract.ts';
import { discoverFeeds } from '../feeds/discover.ts';
import { parseFeed, type ParseHow } from '../feeds/parse.ts';
import { sketch, type Sketchable } from '../stories/sketch.ts';
import { analyse } from '../text/analyse.ts';
import { keywords } from '../text/keywords.ts';
import { analyserOf } from './analyser-of.ts';
import { articleOf, type ReadEntry, type UnrankedArticle } from './article-of.ts';
import type { FetchedPage, NoPage } from './fetch-page.ts';
import { markOf } from './marks.ts';
import { match } from './match.ts';
import { changedParts, versionOf } from './versions.ts';

interface Document {
  readonly bytes: Uint8Array;
  /** Where it came from. */
  readonly url: string;
  readonly contentType?: string;
}
interface UnderConfig {
  readonly config: Config;
}

/** Everything that is done with strangers’ bytes. A task is plain data in and out, and may be ended at any moment. */
export const tasks = {
  /** `marks`: of the words of each entry, in their order. */
  parseFeed: async ({
    bytes,
    ...how
  }: ParseHow & Document): Promise<ParseOutcome & { readonly marks: readonly string[] }> => {
    const parsed = await parseFeed(bytes, how);
    return { ...parsed, marks: parsed.kind === 'feed' ? parsed.document.entries.map(markOf) : [] };
  },

  discoverFeeds: ({ bytes, ...how }: Document & { readonly linkHeader?: string }) =>
    discoverFeeds(bytes, how),

  extract: ({ bytes, ...how }: Document): ExtractOutcome => extract(bytes, how),

  /** The article of an entry; as another version of the known one, where there is one, with what has changed in it. */
  readArticle({ page, known, ...read }: EntryToRead, { config }: UnderConfig): ArticleRead {
    const article = articleOf({ ...read, page: contentOf(page), analyse: analyserOf(config) });
    if (known === undefined) return { article };
    const version = versionOf(known, article);
    return { article: version, changed: changedParts(known, version) };
  },

  /** Its keywords, and the verdict of each topic; `before`: the version that the topics saw last. */
  judgeArticle({ article, before }: ToJudge, { config, terms, concepts }: ToJudgeBy): Judged {
    const frequencies = {
      terms: terms && frequenciesFrom(terms),
      concepts: concepts && frequenciesFrom(concepts),
    };
    const ranked = keywords(article, { frequencies, read: analyserOf(config) });
    const judged = { ...article, keywords: ranked.keywords };
    return {
      keywords: ranked.keywords,
      matches: match(config, judged),
      ...(before !== undefined && { matchesBefore: match(config, before) }),
    };
  },

  sketch: ({
    article,
    evidence,
  }: {
    readonly article: Sketchable;
    readonly evidence: readonly Evidence[];
  }): Sketch => sketch(article, analyse, evidence),

  /** The terms of a text, without the usual words of its language, and the concepts in it: each once. */
  termsOf({ title, text, lang }: Pick<Article, 'title' | 'text' | 'lang'>, { config }: UnderConfig) {
    const fields = [title, text].map((field) => analyserOf(config)(field, lang));
    const words = fields.flatMap(({ tokens }) => tokens.filter(({ isStopword }) => !isStopword));
    return {
      terms: new Set(words.map(({ term }) => term)),
      concepts: new Set(fields.flatMap(({ concepts }) => concepts.map(({ concept }) => concept.id))),
    };
  },
};

/** The types of the tasks, for whoever lets them be run. */
export type RasidTasks = typeof tasks;

export interface EntryToRead extends Omit<ReadEntry, 'page' | 'analyse'> {
  readonly page: FetchedPage | NoPage;
  readonly known: Article | undefined;
}

export interface ArticleRead {
  readonly article: UnrankedArticle;
  readonly changed?: Edit['changed'];
}

interface ToJudge {
  readonly article: UnrankedArticle;
  readonly before?: Article | undefined;
}

interface ToJudgeBy extends UnderConfig {
  readonly terms?: TermCounts | undefined;
  readonly concepts?: TermCounts | undefined;
}

export interface Judged {
  readonly keywords: readonly Keyword[];
  readonly matches: readonly Match[];
  readonly matchesBefore?: readonly Match[];
}

function contentOf(page: FetchedPage | NoPage): ReadEntry['page'] {
  if (page.kind === 'unreadable') return page;
  const { bytes, url, contentType } = page;
  const outcome = extract(bytes, { url, ...(contentType !== undefined && { contentType }) });
  if (outcome.kind === 'article') return { kind: 'page', page: outcome.page, url };
  const reason = `the page holds no article (${outcome.reason})`;
  return { kind: 'unreadable', reason, shown: { url, feedUrls: outcome.feedUrls } };
}
