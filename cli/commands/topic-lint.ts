import { isolate } from '../../shared/channels/message.ts';
import { placesIn } from '../../shared/config/yaml.ts';
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
    .map(placer(files))
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** Each file is read once, not for each finding. */
function placer(files: readonly TopicFile[]): (finding: LintFinding) => PlacedFinding {
  const places = new Map<string, ReturnType<typeof placesIn>>();
  return (finding) => {
    const found = files.find(({ topic }) => topic.name === finding.topic);
    if (found === undefined) return finding;
    const placeOf = places.get(found.file) ?? placesIn(found.text);
    places.set(found.file, placeOf);
    return { ...finding, file: found.shown, ...placeOf(finding.path) };
  };
}

export function topicLintLines(findings: readonly PlacedFinding[], topicCount: number): string[] {
  if (findings.length === 0) return [`${count(topicCount, 'topic')}: nothing is doubtful.`];
  return findings.map(findingText);
}

export function findingText({ topic, severity, path, message, file, line, column }: PlacedFinding): string {
  const place = file === undefined ? topic : `${file}:${line}:${column}`;
  return `${place}: ${severity === 'note' ? 'note: ' : ''}${isolate(path.join('.'))}: ${message}`;
}
