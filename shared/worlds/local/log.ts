import { appendFileSync, renameSync, statSync } from 'node:fs';
import { shownJson } from '../../domain/plain.ts';
import type { Clock, Log, LogLevel } from '../../ports/world.ts';
import { shownFields } from '../log-fields.ts';
import { privateMode } from './private.ts';

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const fileBytesMax = 10_000_000;

/** One JSON object a line: time, level, event, fields. Fields that are named like secrets never get out. */
export function jsonLog(write: (line: string) => void, how: { level: LogLevel; clock: Clock }): Log {
  const least = levels.indexOf(how.level);
  return (level, event, fields = {}) => {
    if (levels.indexOf(level) < least) return;
    const time = new Date(how.clock.nowMs()).toISOString();
    write(shownJson({ time, level, event, ...shownFields(fields) }));
  };
}

/** `jsonLog` into a file, which starts anew at 10 MB; one older file is kept. */
export function fileLog(file: string, how: { level: LogLevel; clock: Clock }): Log {
  return jsonLog((line) => {
    try {
      const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes > fileBytesMax) renameSync(file, `${file}.1`);
      appendFileSync(file, `${line}\n`, { mode: privateMode.file });
    } catch {
      // A log that cannot be written must not stop the news; the store reports the full disk itself.
    }
  }, how);
}
