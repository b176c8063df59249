import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { extract } from '../../shared/extract/extract.ts';
import { hostilePages } from './hostile-documents.ts';

/** A program of its own, so that a limit can be set to its memory: a JSON line a page, with the time it took. */
extract(Buffer.from('<p>Once, so that what is compiled and loaded only once is not measured.</p>'), {
  url: 'http://a/',
});
for (const [name, make] of Object.entries(hostilePages)) {
  const bytes = Buffer.from(make());
  const before = process.cpuUsage();
  const outcome = extract(bytes, { url: 'http://a/' });
  const { user, system } = process.cpuUsage(before);
  const line = { name, kind: outcome.kind, cpuMs: (user + system) / 1_000, peakMb: peakMb() };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Of the whole process so far. */
function peakMb() {
  return Number(/VmHWM:\s+(\d+)/u.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1_024;
}
