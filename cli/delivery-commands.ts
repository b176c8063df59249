import type { Command } from 'commander';
import { redrive } from '../shared/pipeline/redrive.ts';
import { redriveLines, shown } from './commands/redrive.ts';
import { inWorld } from './in-world.ts';
import { looking, worldCommand, type InWorld } from './options.ts';
import { answer, usageError } from './output.ts';
import { appliedConfig } from './world.ts';

/** The commands around what has not arrived. */
export function addDeliveryCommands(program: Command): void {
  worldCommand(program, 'redrive', 'send again what could not be delivered')
    .option('--topic <name>', 'of one topic only; @owner for notices')
    .option('--channel <name>', 'of one channel only')
    .option('--dry-run', 'only show it')
    .action(async (options: InWorld & { topic?: string; channel?: string; dryRun?: true }) => {
      await inWorld(looking(options), async ({ ports }) => {
        const config = await appliedConfig(ports);
        const isDry = options.dryRun === true;
        const redriven = await redrive(ports, options, { isDry });
        const { again, left } = redriven;
        if (again.length + left.length === 0) refuseUnknown(options, config);
        const titles = await shown(ports, [...again, ...left.map(({ delivery }) => delivery)]);
        answer(options, { ...redriven, isDry }, redriveLines(redriven, titles, { isDry, timeZone: config.timeZone }));
      });
    });
} // prettier-ignore

type Named = readonly { readonly name: string }[];

/** A name that is nowhere is a slip, unless something dead still bears it. */
function refuseUnknown(
  { topic, channel }: { topic?: string; channel?: string },
  { topics, channels }: { readonly topics: Named; readonly channels: Named },
): void {
  const isKnown = (name: string | undefined, all: Named) => name === undefined || all.some((one) => one.name === name); // prettier-ignore
  if (topic !== '@owner' && !isKnown(topic, topics))
    throw usageError(`No topic "${topic}"; known: ${topics.map(({ name }) => name).join(', ')}.`);
  if (!isKnown(channel, channels))
    throw usageError(`No channel "${channel}"; known: ${channels.map(({ name }) => name).join(', ')}.`);
}
