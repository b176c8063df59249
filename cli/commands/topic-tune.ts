import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isolate } from '../../shared/channels/message.ts';
import type { Config } from '../../shared/domain/config.ts';
import type { Example, Match, Matchable } from '../../shared/domain/topic.ts';
import { tune } from '../../shared/match/tune.ts';
import { analyserOf } from '../../shared/pipeline/analyser-of.ts';
import { judge } from '../../shared/pipeline/match.ts';
import { conceptTables, tableLanguages } from '../concept-tables.ts';
import type { TopicFile } from '../config-file.ts';
import { keepExample } from '../example.ts';
import { count, usageError } from '../output.ts';
import { pointsWithoutHardRules, verdictText } from '../rule-by-rule.ts';
import { diffLines, editTopic } from '../topic-edit.ts';

export interface Doubt {
  readonly url: string;
  readonly title: string;
  readonly match: Match;
}

/** What a topic is least sure of: its weakest hits and strongest misses, surest answers first. */
export interface Doubts {
  readonly articleCount: number;
  readonly weakestHits: readonly Doubt[];
  readonly strongestMisses: readonly Doubt[];
  /** Everything that was compared, by URL. */
  readonly articles: ReadonlyMap<string, Matchable>;
}

export interface Answers {
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

export interface TuneOutcome {
  readonly topic: string;
  readonly file: string;
  /** Lines of the file that change. */
  readonly diff: readonly string[];
  /** The file as it would be. */
  readonly text: string;
  readonly more: readonly Doubt[];
  readonly fewer: readonly Doubt[];
  /** Answers that the change does not satisfy. */
  readonly unsolved: readonly string[];
  readonly examples: readonly { readonly url: string; readonly example: Example }[];
}

const shownMax = 6;
const articlesMax = 5_000;

export async function doubtsOf(
  config: Config,
  topic: string,
  articles: AsyncIterable<{ id: string; article: Matchable }>,
  onProgress: (articleCount: number) => void,
): Promise<Doubts> {
  const seen = new Map<string, Matchable>();
  const judged: Doubt[] = [];
  for await (const { id, article } of articles) {
    if (seen.size >= articlesMax) break;
    seen.set(id, article);
    onProgress(seen.size);
    judged.push({ url: id, title: article.title ?? '', match: judge(config, topic, article) });
  }
  const hits = judged.filter(({ match }) => match.isHit);
  const misses = judged.filter(({ match }) => !match.isHit && shareOf(match) > 0);
  return {
    articleCount: seen.size,
    weakestHits: hits.sort((a, b) => shareOf(a.match) - shareOf(b.match)).slice(0, shownMax),
    strongestMisses: misses.sort((a, b) => shareOf(b.match) - shareOf(a.match)).slice(0, shownMax),
    articles: seen,
  };
}

/** Of the threshold; a miss of hard rules by what it would have, less for each rule. */
const shareOf = (match: Match) =>
  pointsWithoutHardRules(match) / (match.threshold || 1) / (1 + match.receipt.missing.length);

/** What answers would change in a topic's file, and what it would match then. Writes nothing. */
export function tuneBy(config: Config, file: TopicFile, doubts: Doubts, { yes, no }: Answers): TuneOutcome {
  const name = file.topic.name;
  const examplesOf = (urls: readonly string[]) =>
    urls.map((url): Example => {
      const article = doubts.articles.get(url);
      if (article === undefined) throw usageError(`${url} is none of the ${count(doubts.articleCount, 'article')} that were compared; --since reaches further back.`); // prettier-ignore
      return article;
    });
  const before = config.topics.find((topic) => topic.name === name)!;
  const others = config.topics.filter((topic) => topic !== before);
  const known = new Set(before.like.map(({ text }) => text));
  const fresh = yes.filter((url) => !known.has(doubts.articles.get(url)?.text ?? ''));
  const answers = { yes: examplesOf(fresh), no: examplesOf(no) };
  const analyse = analyserOf(config);
  const tuned = tune(before, answers, { analyse, tables: conceptTables(config.words), langs: tableLanguages.slice(0, 5), others }); // prettier-ignore
  const like = fresh.map((entry, at) => ({ entry, title: answers.yes[at]!.title ?? '' }));
  const text = editTopic(file.text, file.shown, { before, after: tuned.topic, like });
  const changed: Config = { ...config, topics: config.topics.map((topic) => (topic === before ? tuned.topic : topic)) }; // prettier-ignore
  const changes = [...doubts.articles].map(([url, article]) => {
    const match = judge(changed, name, article);
    return { url, title: article.title ?? '', match, wasHit: judge(config, name, article).isHit };
  });
  return {
    topic: name,
    file: file.shown,
    diff: diffLines(file.text, text),
    text,
    more: changes.filter(({ match, wasHit }) => match.isHit && !wasHit),
    fewer: changes.filter(({ match, wasHit }) => !match.isHit && wasHit),
    unsolved: tuned.unsolved.map(({ answer, index, match }) => unsolvedText(answer, (answer === 'yes' ? fresh : no)[index]!, match)), // prettier-ignore
    examples: fresh.map((url, at) => ({ url, example: answers.yes[at]! })),
  };
}

function unsolvedText(answer: 'yes' | 'no', url: string, match: Match): string {
  return answer === 'yes'
    ? `${url} still does not match: ${verdictText(match)}. Give the groups that lack it one of its words.`
    : `${url} still matches: nothing in it tells it apart from the examples. Write a word of it under \`not\`.`;
}

/** Writes what was decided; the examples are kept as they were read, so that nothing is fetched again. */
export function writeTuned({ text, examples }: TuneOutcome, file: TopicFile, state: string): void {
  for (const { url, example } of examples) keepExample(url, example, join(state, 'examples'));
  writeFileSync(file.file, text);
}

export function doubtLines({ articleCount, weakestHits, strongestMisses }: Doubts): string[] {
  const section = (name: string, doubts: readonly Doubt[]) => [name, ...(doubts.length === 0 ? ['  none'] : doubts.flatMap(doubtText))]; // prettier-ignore
  return [`${count(articleCount, 'article')} compared.`, ...section('Weakest hits', weakestHits), ...section('Strongest misses', strongestMisses)]; // prettier-ignore
}

export const doubtText = ({ url, title, match }: Doubt) => [
  `  ${isolate(title)}`,
  `      ${verdictText(match)}`,
  `      ${url}`,
];

export function tuneLines({ topic, file, diff, more, fewer, unsolved }: TuneOutcome): string[] {
  const titles = (mark: string, changes: readonly Doubt[]) => changes.map(({ title, url }) => `${mark} ${isolate(title)}  ${url}`); // prettier-ignore
  return [
    ...(diff.length === 0 ? [`${file} would not change.`] : [`${file} would change:`, ...diff.map((line) => `  ${line}`)]), // prettier-ignore
    `${topic}: +${more.length} / -${fewer.length} over the articles compared.`,
    ...titles('+', more),
    ...titles('-', fewer),
    ...unsolved,
  ];
}
