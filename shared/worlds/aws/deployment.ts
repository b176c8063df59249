import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { Clock } from '../../ports/world.ts';
import { clientConfig } from './client-config.ts';
import { stackName } from './names.ts';

/** What the CDK makes once an account and region, before anything can be deployed there. */
export const bootstrapStack = 'CDKToolkit';

export interface StackState {
  readonly name: string;
  /** CloudFormation's word for it, such as `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A deployed Rasid, as its stacks' outputs describe it. */
export interface Deployment {
  readonly stage: string;
  readonly tableName: string;
  readonly bucketName: string;
  /** Undefined while only the store is there. */
  readonly flow: Flow | undefined;
}

export interface Flow {
  /** Ends in a slash. */
  readonly doorUrl: string;
  readonly alarmTopicArn: string;
  readonly queues: Readonly<Record<'poll' | 'read' | 'deliver', { url: string; deadUrl: string }>>;
}

const stackPollMs = 3_000;

/** One stack of the region; undefined where there is none, or none any more. */
export async function findStack(name: string, client = newClient()): Promise<StackState | undefined> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return stack === undefined || stack.StackStatus === 'DELETE_COMPLETE' ? undefined : stateOf(name, stack);
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/u.test(error.message)) return undefined;
    throw error;
  }
} // prettier-ignore

/** The stage's Rasid; undefined where its store is not deployed. */
export async function findDeployment(stage: string): Promise<Deployment | undefined> {
  const client = newClient();
  const [store, flow] = await Promise.all([
    findStack(stackName(stage, 'store'), client),
    findStack(stackName(stage, 'flow'), client),
  ]);
  const { TableName: tableName, BucketName: bucketName } = store?.outputs ?? {};
  if (tableName === undefined || bucketName === undefined) return undefined;
  return { stage, tableName, bucketName, flow: flow && flowOf(flow) };
}

function flowOf({ outputs }: StackState): Flow | undefined {
  const { DoorUrl: doorUrl, AlarmTopicArn: alarmTopicArn } = outputs;
  if (doorUrl === undefined || alarmTopicArn === undefined) return undefined;
  const queue = (name: string) => ({
    url: outputs[`${name}QueueUrl`] ?? '',
    deadUrl: outputs[`${name}DeadUrl`] ?? '',
  });
  return {
    doorUrl: doorUrl.replace(/\/?$/u, '/'),
    alarmTopicArn,
    queues: { poll: queue('poll'), read: queue('read'), deliver: queue('deliver') },
  };
}

/** Removes a stack and waits until it is gone. Answers which part would not go, and why; undefined when all went. */
export async function removeStack(name: string, clock: Clock): Promise<string | undefined> {
  const client = newClient();
  // A stack that is gone is found by its id alone.
  const id = (await client.send(new DescribeStacksCommand({ StackName: name }))).Stacks?.[0]?.StackId ?? name;
  await client.send(new DeleteStackCommand({ StackName: name }));
  for (;;) {
    const state = await findStack(id, client);
    if (state === undefined) return undefined;
    if (state.status === 'DELETE_FAILED') return (await failedPart(id, client)) ?? 'no reason given';
    await clock.sleep(stackPollMs);
  }
} // prettier-ignore

/** The part that broke a stack's latest operation, and why; undefined where nothing has failed in it. */
export async function failedPart(name: string, client = newClient()): Promise<string | undefined> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name })).catch(() => ({ StackEvents: [] }));
  // Newest first; the operation begins where the stack itself was told to change.
  const begin = StackEvents.findIndex(({ ResourceType, ResourceStatusReason }) => ResourceType === 'AWS::CloudFormation::Stack' && ResourceStatusReason === 'User Initiated');
  const latest = begin === -1 ? StackEvents : StackEvents.slice(0, begin);
  const failed = latest.findLast(({ ResourceStatus }) => /^(?:CREATE|UPDATE|DELETE)_FAILED$/u.test(ResourceStatus ?? ''));
  return failed && `${failed.LogicalResourceId ?? 'a part'}: ${failed.ResourceStatusReason ?? 'no reason given'}`;
} // prettier-ignore

function stateOf(name: string, { StackStatus, Outputs = [] }: Stack): StackState {
  const outputs = Outputs.flatMap(({ OutputKey, OutputValue }) =>
    OutputKey === undefined || OutputValue === undefined ? [] : [[OutputKey, OutputValue] as const],
  );
  return { name, status: String(StackStatus), outputs: Object.fromEntries(outputs) };
}

const newClient = () => new CloudFormationClient(clientConfig());
