import { shown, shownJson } from '../shared/domain/plain.ts';

/** An error whose message is for the user as it is: what happened, where, and what to do next. */
export class UserError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}

/** Wrong words or a wrong config: nothing has been changed. */
export const usageError = (message: string) => new UserError(message, 2);
/** Something outside of the user's words failed. */
export const failure = (message: string, cause?: unknown) => new UserError(message, 1, cause);

/** `1 feed`, `2 feeds`. */
export const count = (n: number, noun: string, plural = `${noun}s`) => `${n} ${n === 1 ? noun : plural}`;

/** What a command answers: one JSON value with `--json`, lines for people otherwise. */
export function answer(options: { readonly json?: boolean }, value: unknown, lines: readonly string[]): void {
  if (options.json === true) sayJson(value, 2);
  else say(lines.join('\n'));
}

/** The one way to the terminal and to files made from it: nothing that a stranger wrote is a command to either. */
export function say(text: string): void {
  process.stdout.write(`${shown(text)}\n`);
}

/** A value for programs; a terminal that shows it is as safe. */
export function sayJson(value: unknown, indent?: number): void {
  process.stdout.write(`${shownJson(value, indent)}\n`);
}

/** Beside the answer: doubts, advice, errors. */
export function warn(text: string): void {
  process.stderr.write(`${shown(text)}\n`);
}
