import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { bootstrapStack, failedPart, findStack } from '../../shared/worlds/aws/deployment.ts';
import { awsFailure } from '../../shared/worlds/aws/failure.ts';
import { stackName } from '../../shared/worlds/aws/names.ts';
import { failure } from '../output.ts';

export interface CdkOptions {
  readonly stage: string;
  readonly email: string;
  /** US dollars a month. */
  readonly budget: number;
  readonly dashboard?: true;
  readonly metrics?: true;
  /** Undefined leaves the door without a limit of its own. */
  readonly doorConcurrency?: number | undefined;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const tailChars = 4_000;

/** What the CDK needs in an account and region before the first deploy; made only when the owner says so. */
export async function ensureBootstrap(options: CdkOptions & { readonly bootstrap?: true }): Promise<void> {
  const stack = await findStack(bootstrapStack);
  if (stack !== undefined && !stack.status.includes('ROLLBACK')) return;
  if (stack !== undefined) {
    throw failure(
      `The stack ${bootstrapStack} is in ${stack.status}: its own deploy has failed. Delete it (\`aws cloudformation delete-stack --stack-name ${bootstrapStack}\`), then deploy with --bootstrap.`,
    );
  }
  if (options.bootstrap !== true) {
    throw failure(
      'The CDK has not been used in this account and region yet. Deploy once with --bootstrap: it makes the stack CDKToolkit (a bucket and roles for deploying; a few cents a month).',
    );
  }
  await cdk(['bootstrap', ...contextOf(options)]);
}

/** Both stacks, by CloudFormation. A deploy with nothing new changes nothing. */
export async function deployStacks(options: CdkOptions): Promise<void> {
  const names = (['store', 'flow'] as const).map((part) => stackName(options.stage, part));
  for (const name of names) await requireCalm(name);
  try {
    // Direct: an own account has nobody who would review a change set.
    await cdk(['deploy', '--all', '--require-approval=never', '--method=direct', ...contextOf(options)]);
  } catch (error) {
    for (const name of names) {
      const part = await failedPart(name);
      if (part !== undefined) throw failure(`${name} could not be deployed: ${part}. Mend that, then deploy again; what ran before still runs.`, error); // prettier-ignore
    }
    throw error;
  }
}

/** The CDK mends a failed first deploy by itself; these states are for the owner. */
async function requireCalm(name: string): Promise<void> {
  const status = (await findStack(name))?.status ?? '';
  if (/(?:^|_)IN_PROGRESS$/u.test(status))
    throw failure(`${name} is in ${status}: another deploy is under way. Wait until it has ended, then try again.`); // prettier-ignore
  if (status === 'UPDATE_ROLLBACK_FAILED')
    throw failure(`${name} is in ${status}. Run \`aws cloudformation continue-update-rollback --stack-name ${name}\`, then deploy again.`); // prettier-ignore
  if (status === 'DELETE_FAILED')
    throw failure(`${name} is in ${status}. Run \`npm run destroy\` to end the removal, then deploy again.`);
}

function contextOf({ stage, email, budget, dashboard, metrics, doorConcurrency }: CdkOptions): string[] {
  const context = { stage, email, budget, dashboard: dashboard ?? false, metrics: metrics ?? false, ...(doorConcurrency !== undefined && { doorConcurrency }) }; // prettier-ignore
  return Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
}

async function cdk(words: readonly string[]): Promise<void> {
  const command = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  // Without --ci=false a machine that calls itself CI gets progress and errors on different streams than a desk.
  const child = spawn(process.execPath, [command, '--ci=false', ...words], { cwd: root, stdio: ['inherit', 'inherit', 'pipe'] });
  let tail = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    tail = (tail + text).slice(-tailChars);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  const said = tail.trim().split('\n').findLast((line) => /❌|error/iu.test(line)); // prettier-ignore
  const message = said?.replace(/^\W*/u, '') ?? `\`cdk ${words[0]}\` ended with ${code}`;
  throw failure(awsFailure(new Error(message)) ?? `${message}. The lines above say more.`);
} // prettier-ignore
