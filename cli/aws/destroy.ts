import { createInterface } from 'node:readline/promises';
import type { Print } from '../../shared/channels/channel.ts';
import { findStack, removeStack } from '../../shared/worlds/aws/deployment.ts';
import { secretsPathOf, stackName } from '../../shared/worlds/aws/names.ts';
import { removeStore } from '../../shared/worlds/aws/removal.ts';
import { removeSecrets } from '../../shared/worlds/aws/secrets.ts';
import { realClock } from '../../shared/worlds/local/clock.ts';
import { failure, usageError } from '../output.ts';
import { inRegion, type AwsOptions } from './world.ts';

export interface DestroyOptions extends AwsOptions {
  readonly everything?: true;
  readonly yes?: true;
}

/** Removes what runs; with `everything` also what is kept: rows, texts and secrets. */
export async function destroy(options: DestroyOptions, print: Print): Promise<void> {
  await inRegion(options, async () => {
    const { stage } = options;
    if (options.everything === true && options.yes !== true) await confirm(stage);
    const hadFlow = await remove(stackName(stage, 'flow'), print);
    if (options.everything !== true) {
      if (!hadFlow) print(`Nothing of stage ${stage} runs here.`);
      print(`Rows and texts are kept${hadFlow ? ': a later deploy goes on where this one was' : ''}. --everything removes them too.`); // prettier-ignore
      return;
    }
    const name = stackName(stage, 'store');
    const { TableName: tableName, BucketName: bucketName } = (await findStack(name))?.outputs ?? {};
    // The stack goes last: it alone knows the names, should this be broken off.
    if (tableName !== undefined && bucketName !== undefined) {
      await removeStore({ tableName, bucketName });
      print('The rows and texts are gone.');
    }
    const secretCount = await removeSecrets(secretsPathOf(stage));
    if (secretCount > 0) print(`${secretCount} secrets are gone.`);
    const hadStore = await remove(name, print);
    if (!hadFlow && !hadStore && secretCount === 0) print(`There was nothing of stage ${stage} here.`);
  });
}

async function remove(name: string, print: Print): Promise<boolean> {
  if ((await findStack(name)) === undefined) return false;
  print(`Removing ${name} ...`);
  const stuck = await removeStack(name, realClock());
  if (stuck !== undefined)
    throw failure(`${name} could not be removed: ${stuck}. Mend that, then try again.`);
  print(`${name} is gone.`);
  return true;
}

async function confirm(stage: string): Promise<void> {
  const question = `This removes every article, text, alert and secret of stage ${stage}, for good. `;
  if (!process.stdin.isTTY) throw usageError(`${question}Give --yes to do it.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question}Type the stage's name to do it: `);
  terminal.close();
  if (answer.trim() !== stage) throw usageError('Nothing has been removed.');
}
