import type { Command } from 'commander';
import { runFilter, type Filter } from './jsonl.ts';

/** One line a filter; each is loaded only when it runs. `make` gets the command's own options. */
const filters: readonly {
  name: string;
  summary: string;
  make: (options: FilterOptions) => Promise<Filter>;
}[] = [
  { name: 'feed', summary: 'parse feeds', make: async () => (await import('./feed.ts')).feedFilter },
  {
    name: 'read',
    summary: 'extract articles from pages',
    make: async () => (await import('./read.ts')).readFilter,
  },
  {
    name: 'keywords',
    summary: 'keywords of texts',
    make: async () => (await import('./keywords.ts')).keywordsFilter,
  },
  {
    name: 'terms',
    summary: 'the normalised terms that matching compares',
    make: async () => (await import('./terms.ts')).termsFilter,
  },
  {
    name: 'match',
    summary: 'match articles against topics',
    make: async (options) =>
      (await import('./match.ts')).matchFilter(options.topics ?? 'topics', options.allowFolder),
  },
  {
    name: 'stories',
    summary: 'group articles into stories',
    make: async () => (await import('./stories.ts')).storiesFilter(),
  },
];

interface FilterOptions {
  readonly jsonl?: true;
  readonly topics?: string;
  readonly allowFolder?: readonly string[];
}

export const isFilter = (word: string | undefined) => filters.some(({ name }) => name === word);

export function addFilters(program: Command): void {
  for (const { name, summary, make } of filters) {
    const command = program
      .command(name)
      .description(`filter: ${summary} (JSON Lines in, JSON Lines out)`)
      .requiredOption('--jsonl', 'read JSON Lines from standard input')
      .action(async (options: FilterOptions) =>
        runFilter(await make(options), process.stdin, process.stdout),
      );
    if (name === 'match')
      command
        .requiredOption('--topics <path>', 'a folder of YAML topics, or a JSON Lines file of topics')
        .option('--allow-folder <paths...>', 'folders besides its own that `like` may take files from');
  }
}
