import { appendFileSync, renameSync, statSync } from 'node:fs';
import type { Clock, Log, LogLevel } from '../../ports/world.ts';

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const fieldCharsMax = 2_000;
const fileBytesMax = 10_000_000;
const secretName = /secret|token|password|authorization|signature|cookie|api.?key/i;

/** One JSON object a line: time, level, event, fields. Fields that are named like secrets never get out. */
export function jsonLog(write: (line: string) => void, how: { level: LogLevel; clock: Clock }): Log {
  const least = levels.indexOf(how.level);
  return (level, event, fields = {}) => {
    if (levels.indexOf(level) < least) return;
    const time = new Date(how.clock.nowMs()).toISOString();
    const shown = Object.entries(fields).map(([name, value]) => [
      name,
      secretName.test(name) ? '***' : shownField(value),
    ]);
    write(JSON.stringify({ time, level, event, ...Object.fromEntries(shown) }));
  };
}

/** `jsonLog` into a file, which starts anew at 10 MB; one older file is kept. */
export function fileLog(file: string, how: { level: LogLevel; clock: Clock }): Log {
  return jsonLog((line) => {
    try {
      const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes > fileBytesMax) renameSync(file, `${file}.1`);
      appendFileSync(file, `${line}\n`);
    } catch {
      // A log that cannot be written must not stop the news; the store reports the full disk itself.
    }
  }, how);
}

function shownField(value: unknown): unknown {
  if (value instanceof Error) {
    const code = 'code' in value ? { code: value.code } : {};
    return {
      name: value.name,
      message: value.message.slice(0, fieldCharsMax),
      ...code,
      stack: value.stack?.slice(0, fieldCharsMax),
    };
  }
  if (typeof value === 'string')
    return value.length > fieldCharsMax ? `${value.slice(0, fieldCharsMax)}…` : value;
  const text = JSON.stringify(value) as string | undefined;
  return text !== undefined && text.length > fieldCharsMax ? `${text.slice(0, fieldCharsMax)}…` : value;
}
