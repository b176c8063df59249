import { createInterface } from 'node:readline';
import { shownJson } from '../../shared/domain/plain.ts';

/** Answers one line; a thrown error becomes `{"id", "error"}`. Several answers for one line: an array. */
export type Filter = (
  input: Record<string, unknown>,
) => object | readonly object[] | Promise<object | readonly object[]>;

/** JSON Lines in, JSON Lines out, order kept; a bad line answers `{"id", "error"}` and the next goes on. */
export async function runFilter(
  filter: Filter,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    for (const answer of await answerLine(filter, line)) {
      const isFull = !output.write(`${shownJson(answer)}\n`);
      if (isFull) await new Promise<void>((resolve) => output.once('drain', resolve));
    }
  }
}

async function answerLine(filter: Filter, line: string): Promise<readonly object[]> {
  let id: unknown = null;
  try {
    const input: unknown = JSON.parse(line);
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      throw new Error('not a JSON object');
    const fields = input as Record<string, unknown>;
    id = fields['id'] ?? null;
    const answer = await filter(fields);
    return Array.isArray(answer) ? (answer as readonly object[]) : [answer];
  } catch (error) {
    return [{ id, error: error instanceof Error ? error.message : String(error) }];
  }
}
