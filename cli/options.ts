import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Option, InvalidArgumentError, type Command } from 'commander';
import { withDeployment } from './aws/commands.ts';
import type { WorldOptions } from './world.ts';

/** What every command takes. */
export interface Common {
  readonly config: string;
  readonly state: string;
  readonly json?: true;
  readonly debug?: true;
}

/** What a command takes that works in either world. */
export type InWorld = Common & WorldOptions;

export const command = (parent: Command, name: string, summary: string) =>
  parent
    .command(name)
    .description(summary)
    .option('--config <file>', 'the config', 'rasid.yaml')
    .option('--state <folder>', 'where this machine keeps what it knows', '.rasid')
    .option('--json', 'answer in JSON')
    .option('--debug', 'show where an unexpected error came from');

export const worldCommand = (parent: Command, name: string, summary: string) =>
  withDeployment(
    command(parent, name, summary).addOption(
      new Option('--world <name>', 'on this machine or in your account').choices(['local', 'aws']).default('local'),
    ),
  ); // prettier-ignore

export function days(text: string): number {
  const count = /^\d{1,4}(?=d?$)/u.exec(text)?.[0];
  if (count === undefined) throw new InvalidArgumentError('Give days, such as 30 or 30d.');
  return Number(count);
}

export function countOf(text: string): number {
  if (!/^\d{1,6}$/u.test(text)) throw new InvalidArgumentError('Give a number, such as 20.');
  return Number(text);
}

export function port(text: string): number {
  if (!/^\d{1,5}$/u.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('Give a port, 0 to 65535.');
  return Number(text);
}

/** Without a config of the owner's, what there is to look at on this machine is the sample's. */
export function looking(options: InWorld): InWorld {
  const isSample = options.world === 'local' && !existsSync(options.config);
  return isSample ? { ...options, state: sampleState(options.state) } : options;
}

export const sampleState = (state: string) => join(state, 'sample');
