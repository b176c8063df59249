import { isolate } from '../../shared/channels/message.ts';
import { placeIn } from '../../shared/config/yaml.ts';
import type { Config } from '../../shared/domain/config.ts';
import type { Matchable } from '../../shared/domain/topic.ts';
import { lint, termUse, type LintFinding } from '../../shared/match/lint.ts';
import { analyserOf } from '../../shared/pipeline/analyser-of.ts';
import type { TopicFile } from '../config-file.ts';
import { count } from '../output.ts';

/** A finding with its place, where the topic is a file. */
export interface PlacedFinding extends LintFinding {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

const order = ['never', 'doubt', 'note'] as const;

/** What is doubtful about the topics of a config, of one or of all; with articles, also which terms they use. */
export async function topicLint(
  config: Config,
  files: readonly TopicFile[],
  how: {
    readonly name?: string | undefined;
    readonly articles?: AsyncIterable<{ article: Matchable }>;
    readonly onProgress?: (articleCount: number) => void;
  },
): Promise<PlacedFinding[]> {
  const analyse = analyserOf(config);
  const isAsked = (topic: string) => how.name === undefined || how.name === topic;
  const use = termUse(config.topics.filter(({ name }) => isAsked(name)), analyse); // prettier-ignore
  let articleCount = 0;
  for await (const { article } of how.articles ?? []) {
    articleCount += 1;
    how.onProgress?.(articleCount);
    use.add(article);
  }
  return [...lint(config.topics, analyse), ...use.findings()]
    .filter(({ topic }) => isAsked(topic))
    .map((finding) => placed(finding, files))
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

function placed(finding: LintFinding, files: readonly TopicFile[]): PlacedFinding {
  const found = files.find(({ topic }) => topic.name === finding.topic);
  return found === undefined ? finding : { ...finding, file: found.shown, ...placeIn(found.text, finding.path) }; // prettier-ignore
}

export function topicLintLines(findings: readonly PlacedFinding[], topicCount: number): string[] {
  if (findings.length === 0) return [`${count(topicCount, 'topic')}: nothing is doubtful.`];
  return findings.map(findingText);
}

export function findingText({ topic, severity, path, message, file, line, column }: PlacedFinding): string {
  const place = file === undefined ? topic : `${file}:${line}:${column}`;
  return `${place}: ${severity === 'note' ? 'note: ' : ''}${isolate(path.join('.'))}: ${message}`;
}
