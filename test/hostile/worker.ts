import { createInterface } from 'node:readline';
import { corpus } from './corpus.ts';
import type { Stage } from './corpus/make.ts';
import { Ended, stages } from './stages.ts';

/** A line in is an input's number or `{stage, text}`; it is answered twice: when the input is made, and when it was worked on. */
const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);
const gcBytesMin = 50_000;
let waiting: { stage: Stage; input: Uint8Array } | undefined;

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as { number?: number; stage?: Stage; text?: string };
  if (waiting === undefined) {
    const made = asked.number === undefined ? asked.text : corpus[asked.number]?.make();
    const input = typeof made === 'string' ? Buffer.from(made) : made;
    waiting = { stage: asked.stage ?? corpus[asked.number ?? 0]!.stage, input: input ?? new Uint8Array() };
    // What the inputs before it have left is not its own; a collection for every small one would take longer than they do.
    if (input !== undefined && input.length > gcBytesMin) globalThis.gc?.();
    say({ kind: 'made' });
    continue;
  }
  const { stage, input } = waiting;
  waiting = undefined;
  try {
    say({ kind: 'done', answer: String(await stages[stage](input)) });
  } catch (error) {
    if (error instanceof Ended) say({ kind: 'done', answer: `unreadable: ${error.message}` });
    else say({ kind: 'threw', answer: error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error) });
  }
} // prettier-ignore
