import { Command } from 'commander';
import { StorageError } from '../shared/worlds/local/storage-error.ts';
import { addFilters, isFilter } from './filters/list.ts';
import { UserError, warn } from './output.ts';

const program = new Command('rasid')
  .description(
    'Watches the news for you: feeds and one article in, one alert per story out, with the reason.',
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

// `rasid ... | head`: nobody reads on, and there is nobody to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  // A filter starts many times in a script, or stays for long: what the commands need would only take memory then.
  if (!isFilter(process.argv[2])) (await import('./commands.ts')).addCommands(program);
  addFilters(program);
  await program.parseAsync();
} catch (error) {
  report(error);
}

function report(error: unknown): void {
  process.exitCode = error instanceof UserError ? error.exitCode : 1;
  const message = error instanceof Error ? error.message : String(error);
  const isExpected = error instanceof UserError || error instanceof StorageError;
  warn(isExpected ? message : `Something unexpected happened: ${message}`);
  if (!isExpected && !process.argv.includes('--debug')) warn('--debug shows where.');
  if (process.argv.includes('--debug') && error instanceof Error)
    warn(`${error.stack}${error.cause instanceof Error ? `\n${error.cause.stack}` : ''}`);
}
