import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { topicFromYaml, type TopicSource } from '../../shared/config/topic.ts';
import type { Example, Topic } from '../../shared/domain/topic.ts';
import { compile } from '../../shared/match/compile.ts';
import { explain } from '../../shared/match/match.ts';
import { analyse } from '../../shared/text/analyse.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Block {
  readonly kind: string;
  readonly body: string;
  readonly line: number;
}

function blocksOf(source: string): Block[] {
  return [...source.matchAll(/^```(\w+)\n([^]*?)^```$/gmu)].map(([, kind = '', body = ''], at, all) => ({ kind, body, line: source.slice(0, all[at]!.index).split('\n').length })); // prettier-ignore
}

function topicOf({ body, line }: Block, page: string): TopicSource {
  const outcome = topicFromYaml(body, `${page}:${line}`);
  if ('errors' in outcome) throw new Error(JSON.stringify(outcome.errors));
  return outcome.topic;
}

/** Examples that are files lie with whoever reads the page: what they bring is left out. */
const withoutFiles = (topic: TopicSource): Topic => ({ ...topic, like: topic.like.filter((one): one is Example => typeof one !== 'string') }); // prettier-ignore

describe.each(['docs/topics.md', 'docs/topics.ar.md'])('%s', (page) => {
  const source = readFileSync(join(root, page), 'utf8');
  const blocks = blocksOf(source);
  const topics = blocks.filter(({ kind }) => kind === 'yaml');

  it('has examples, and each of them loads', () => {
    expect(topics.length).toBeGreaterThanOrEqual(5);
    for (const block of topics) topicOf(block, page);
  });

  it('says rightly of each line below an example whether it matches', () => {
    const wrong: string[] = [];
    let checkedCount = 0;
    blocks.forEach((block, at) => {
      const before = blocks[at - 1];
      if (block.kind !== 'text' || before?.kind !== 'yaml') return;
      const topic = withoutFiles(topicOf(before, page));
      const plan = compile([topic], analyse);
      for (const [, mark, title = ''] of block.body.matchAll(/^([✓✗]) (.+)$/gmu)) {
        checkedCount += 1;
        const { isHit } = explain(plan, topic.name, { title, text: title }, analyse);
        if (isHit !== (mark === '✓')) wrong.push(`${page}:${block.line}: ${title}`);
      }
    });
    expect(wrong).toEqual([]);
    expect(checkedCount).toBeGreaterThanOrEqual(10);
  });

  it('names commands and pages that are there', () => {
    const commands = ['cli/topic-commands.ts', 'cli/commands.ts', 'cli/filters/list.ts'].map((file) => readFileSync(join(root, file), 'utf8')).join('').replace(/\s+/gu, '').replaceAll('(topic,', 'topic '); // prettier-ignore
    const named = [...source.matchAll(/rasid (topic )?([a-z]+)/gu)].filter(([, , word]) => word !== 'yaml');
    expect(named.length).toBeGreaterThan(6);
    const isThere = (group: string | undefined, word: string) => commands.includes(group === undefined ? `'${word}'` : `topic '${word}'`); // prettier-ignore
    expect(named.filter(([, group, word = '']) => !isThere(group, word)).map(([text]) => text)).toEqual([]);
    for (const [, link = ''] of source.matchAll(/\]\(([\w.]+\.md)/gu))
      expect(existsSync(join(root, 'docs', link)), link).toBe(true);
  });
});
