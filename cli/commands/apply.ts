import type { ApplyOutcome, Change } from '../../shared/pipeline/apply.ts';
import { failure } from '../output.ts';

/** What an apply changed, for people. Throws when another one was quicker. */
export function applyLines({ kind, hash, feeds, topics, channels, overlays }: ApplyOutcome): string[] {
  if (kind === 'moved')
    throw failure('Another config was applied at the same moment, and it stands. Run apply again.');
  const kept = overlays.flatMap(({ topic, lines }) => [
    `  ~ ${topic}, by feedback (\`rasid feedback\`):`,
    ...lines.map((line) => `      ${line}`),
  ]);
  if (kind === 'unchanged') return [`Nothing has changed (${hash}).`, ...kept];
  return [
    `Applied (${hash}).`,
    ...changeLines('feeds', feeds),
    ...changeLines('topics', topics),
    ...changeLines('channels', channels),
    ...kept,
  ];
}

function changeLines(noun: string, { added, removed }: Change): string[] {
  return [...added.map((name) => `  + ${noun}: ${name}`), ...removed.map((name) => `  - ${noun}: ${name}`)];
}
