import { fileURLToPath } from 'node:url';
import { accepted } from './patterns/accepted.ts';
import { builders } from './patterns/built.ts';
import { complaintsOf, usesOf } from './patterns/complaints.ts';
import { patternsOf } from './patterns/found.ts';
import { judge, keyOf, readVerdicts, writeVerdicts, written, type Verdict } from './patterns/verdicts.ts';

/**
 * No regular expression over a stranger's text may run without an end. `npm run patterns` compares every pattern with
 * its verdict; `npm run patterns -- --update` asks the checker about new ones, which takes seconds each.
 */
const found = patternsOf(fileURLToPath(new URL('..', import.meta.url)));
if (process.argv.includes('--update')) await update();
const complaints = complaintsOf(found, { builders, accepted, verdicts: readVerdicts() });
for (const line of complaints) console.error(line);
process.exit(complaints.length === 0 ? 0 : 1);

/** Asks for what has no verdict; an undecided one may be decided by a better machine, so it is asked again. */
async function update(): Promise<void> {
  const known = readVerdicts();
  const verdicts: Record<string, Verdict> = {};
  for (const use of usesOf(found, builders)) {
    const key = keyOf(use);
    if (verdicts[key] !== undefined) continue;
    const before = known[key];
    const isDecided = before === 'safe' || before?.status === 'vulnerable';
    if (!isDecided) console.log(`${use.at} ${written(use)}`);
    verdicts[key] = isDecided ? before : await judge(use);
  }
  writeVerdicts(verdicts);
}
