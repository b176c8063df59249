import type { Command } from 'commander';
import { discover, discoverLines } from './commands/discover.ts';
import { deadLines, feedLines, feeds } from './commands/feeds.ts';
import { exportOpml, importLines, importOpml } from './commands/opml.ts';
import { inWorld } from './in-world.ts';
import { command, looking, worldCommand, type Common, type InWorld } from './options.ts';
import { answer, say } from './output.ts';
import { appliedConfig } from './world.ts';

/** The commands around the list of feeds. */
export function addFeedCommands(program: Command): void {
  worldCommand(program, 'feeds', 'how the feeds do, and which channels have lost alerts').action(
    async (options: InWorld) => {
      await inWorld(looking(options), async ({ ports }) => {
        const config = await appliedConfig(ports);
        const reports = await feeds(ports, config);
        answer(options, reports, [...feedLines(reports, config.timeZone), ...(await deadLines(ports))]);
      });
    },
  );

  command(program, 'discover', 'the feeds that a page names, each looked at')
    .argument('<url>', 'of the outlet, a section, or the feed itself')
    .option('--add', 'write the best of them into the config')
    .action(async (url: string, options: Common & { add?: true }) => {
      const found = await discover(url, options);
      answer(options, found, discoverLines(found));
    });

  command(program, 'import', 'write the feeds of an OPML list into the config')
    .argument('<file>', 'such as a feed reader exports')
    .action((file: string, options: Common) => {
      const imported = importOpml(file, options.config);
      answer(options, imported, importLines(imported, options.config));
    });

  command(program, 'export', "print the config's feeds as OPML").action((options: Common) => {
    say(exportOpml(options.config).trimEnd());
  });
}
