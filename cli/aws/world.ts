import { configuredWeb } from '../../shared/pipeline/configured-web.ts';
import type { RasidTasks } from '../../shared/pipeline/tasks.ts';
import { findDeployment, type Deployment, type Flow } from '../../shared/worlds/aws/deployment.ts';
import { awsFailure } from '../../shared/worlds/aws/failure.ts';
import { secretsPathOf } from '../../shared/worlds/aws/names.ts';
import { awsQueue } from '../../shared/worlds/aws/queues.ts';
import { awsSecrets } from '../../shared/worlds/aws/secrets.ts';
import { sesMail, snsBroadcast } from '../../shared/worlds/aws/sending.ts';
import { awsStore } from '../../shared/worlds/aws/store.ts';
import { realClock } from '../../shared/worlds/local/clock.ts';
import { processPool } from '../../shared/worlds/sandbox/pool.ts';
import { childProgram } from '../../shared/worlds/sandbox/program.ts';
import { failure } from '../output.ts';
import { closing, type World } from '../world.ts';

export interface AwsOptions {
  readonly stage: string;
  readonly region?: string;
}

export const secretHint = 'Set it with `rasid secret set NAME`, then try again.';

/** Runs a task in the options' region; what AWS refuses becomes one line with the next step. */
export async function inRegion<T>({ region }: AwsOptions, task: () => Promise<T>): Promise<T> {
  if (region !== undefined) {
    // Every client and the CDK read it from here.
    process.env['AWS_REGION'] = region;
    process.env['AWS_DEFAULT_REGION'] = region;
  }
  try {
    return await task();
  } catch (error) {
    const line = awsFailure(error);
    throw line === undefined ? error : failure(line, error);
  }
}

export interface AwsWorld extends World {
  readonly stage: string;
  readonly flow: Flow;
}

/** One task on the deployed Rasid of a stage. */
export function inAwsWorld<T>(options: AwsOptions, task: (world: AwsWorld) => Promise<T>): Promise<T> {
  return inRegion(options, async () => closing(await openAwsWorld(options.stage), task));
}

export async function openAwsWorld(stage: string): Promise<AwsWorld> {
  const deployment = await findDeployment(stage);
  if (deployment?.flow === undefined) throw failure(notDeployed(stage, deployment));
  const { flow } = deployment;
  const clock = realClock();
  const store = awsStore(deployment, clock);
  const web = configuredWeb(store.config, clock);
  const queue = (name: keyof Flow['queues']) => awsQueue(flow.queues[name], clock);
  const log = () => undefined;
  const sandbox = processPool<RasidTasks>({
    program: childProgram(),
    workersMax: 1,
    isWarm: false,
    clock,
    log,
  });
  return {
    stage,
    flow,
    ports: {
      ...store,
      queues: { poll: queue('poll'), read: queue('read'), deliver: queue('deliver') },
      web,
      mail: sesMail(),
      broadcast: snsBroadcast(),
      secrets: awsSecrets(secretsPathOf(stage), clock),
      log,
      sandbox,
      print: () => undefined,
    },
    secretHint,
    async close() {
      sandbox.close();
      await web.close();
    },
  };
}

function notDeployed(stage: string, deployment: Deployment | undefined): string {
  const what = deployment === undefined ? 'No Rasid' : 'Only the store of a Rasid';
  const where = process.env['AWS_REGION'] ?? 'the profile’s region';
  return `${what} of stage ${stage} is deployed in ${where}. Deploy it with \`npm run deploy -- --email you@example.org\`, or give the --stage and --region of the one that you have.`;
}
