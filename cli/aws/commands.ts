import { InvalidArgumentError, type Command } from 'commander';
import type { Print } from '../../shared/channels/channel.ts';
import { stagePattern } from '../../shared/worlds/aws/names.ts';
import type { DeployOptions } from './deploy.ts';
import type { DestroyOptions } from './destroy.ts';
import type { AwsOptions } from './world.ts';

const budgetUsd = 10;

/** The options that say which deployment is meant. */
export function withDeployment(command: Command): Command {
  return command
    .option('--stage <name>', 'which Rasid of the account', stage, 'main')
    .option('--region <name>', "of AWS; otherwise AWS_REGION's or the profile's");
}

/** The commands that are about an account. Each is loaded only when it runs: the SDK takes a while. */
export function addAwsCommands(program: Command, how: { print: Print; signal: () => AbortSignal }): void {
  const command = (name: string, summary: string, parent = program) =>
    withDeployment(parent.command(name).description(summary)).option(
      '--debug',
      'show where an unexpected error came from',
    );
  command('deploy', 'deploy to your AWS account, apply the config, and see one article through')
    .requiredOption('--email <address>', 'who gets the alarms')
    .option('--config <file>', 'the config', 'rasid.yaml')
    .option('--state <folder>', 'where this machine keeps what it knows', '.rasid')
    .option('--budget <dollars>', 'a month; an e-mail comes when more is forecast', dollars, budgetUsd)
    .option('--dashboard', 'a CloudWatch dashboard too; the first three of an account are free')
    .option('--metrics', 'counts of the stages as custom metrics too; about $2.70 a month')
    .option('--bootstrap', 'prepare the account and region for the CDK, once')
    .option('--no-canary', 'do not wait for the canary article')
    .action(async (options: DeployOptions) =>
      (await import('./deploy.ts')).deploy(options, how.print, how.signal()),
    );
  command('destroy', 'remove from your AWS account what runs; rows and texts are kept')
    .option('--everything', 'rows, texts and secrets too')
    .option('--yes', 'do not ask')
    .action(async (options: DestroyOptions) => (await import('./destroy.ts')).destroy(options, how.print));
  const secret = program.command('secret').description("work on the account's secrets");
  command('set', 'keep a secret; its value is typed, or read from standard input', secret)
    .argument('<name>', 'as the config names it')
    .action(async (name: string, options: AwsOptions) => {
      await (await import('./secret.ts')).secretSet(name, options);
      how.print(`${name} is set.`);
    });
}

function stage(text: string): string {
  if (!stagePattern.test(text)) throw new InvalidArgumentError('Give a-z, 0-9 and -, at most 20 characters.');
  return text;
}

function dollars(text: string): number {
  if (!(Number(text) > 0)) throw new InvalidArgumentError('Give dollars a month, such as 10.');
  return Number(text);
}
