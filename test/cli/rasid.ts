import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../cli/rasid.mjs', import.meta.url));

export interface Run {
  readonly process: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  errors(): string;
  /** Waits until the output holds a text; rejects when the process ends first or after the limit. */
  until(text: string | RegExp, limitMs?: number): Promise<void>;
  ended: Promise<{ code: number | null; signal: string | null }>;
}

/** The command as a user starts it, in a folder; words in a list come before it. */
export function rasid(folder: string, ...words: (string | readonly string[])[]): Run {
  const before = words.filter((word) => typeof word !== 'string').flat();
  const line = [...before, process.execPath, command, ...words.filter((word) => typeof word === 'string')];
  const child = spawn(line[0]!, line.slice(1), { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
  const has = (text: string | RegExp) =>
    typeof text === 'string' ? output.includes(text) : text.test(output);
  return {
    process: child,
    output: () => output,
    errors: () => errors,
    ended,
    async until(text, limitMs = 20_000) {
      const endMs = Date.now() + limitMs;
      while (!has(text)) {
        if (child.exitCode !== null || child.signalCode !== null || Date.now() > endMs) {
          throw new Error(`no ${String(text)} in the output:\n${output}\n${errors}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
  };
}

/** Runs a command to its end. */
export async function answerOf(folder: string, ...words: string[]) {
  const run = rasid(folder, ...words);
  run.process.stdin?.end();
  const { code } = await run.ended;
  return { code, output: run.output(), errors: run.errors() };
}
