import { arabic, snowballTerms } from './text/arabic.ts';
import { keyphrases } from './text/keyphrases.ts';
import { languages } from './text/lid.ts';
import { bench, hasBench } from './text/sets.ts';

/** Prints how well words, languages and keywords are told, beside packages that do the same. */
const parts = { arabic, languages, keywords: keyphrases } as const;

async function main(words: readonly string[]): Promise<void> {
  if (words[0] === 'snowball') return snowballTerms();
  if (!hasBench()) {
    process.stdout.write(
      `The public test sets are not at ${bench}; its README tells what they are and where from.\n`,
    );
    return;
  }
  for (const [name, run] of Object.entries(parts)) {
    if (words.length > 0 && !words.includes(name)) continue;
    process.stdout.write('\n');
    await run();
  }
}

await main(process.argv.slice(2));
