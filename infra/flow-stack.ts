import { CfnOutput, Duration, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { doorKeyName, feedbackPartition, secretsPathOf } from '../shared/worlds/aws/names.ts';
import { functionSizes as sizes } from '../shared/worlds/aws/sizes.ts';
import {
  allow,
  allowObjects,
  allowPartition,
  allowSecret,
  allowSecrets,
  allowSending,
  allowTable,
  importedStore,
} from './access.ts';
import { Alarms } from './alarms.ts';
import { Bundle } from './bundle.ts';
import type { Settings } from './settings.ts';
import { FifoQueue, Worker } from './worker.ts';

export interface FlowProps extends StackProps {
  readonly settings: Settings;
}

const workTime = Duration.seconds(60);

/** Everything but the store: schedule -> tick -> poll -> read -> deliver, the door, and who is told when it fails. */
export class FlowStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: FlowProps) {
    super(scope, id, props);
    const store = importedStore(settings.stage);
    const name = (part: string) => `rasid-${settings.stage}-${part}`;
    const secretsPath = secretsPathOf(settings.stage);
    const queueOf = (part: string) => new FifoQueue(this, `${part}Queue`, { name: name(part), workTime });
    const queues = { poll: queueOf('poll'), read: queueOf('read'), deliver: queueOf('deliver') };
    const environment = {
      TABLE_NAME: store.tableName,
      BUCKET_NAME: store.bucketName,
      SECRETS_PATH: secretsPath,
      ...(settings.hasMetrics && { POWERTOOLS_METRICS_NAMESPACE: `rasid-${settings.stage}` }),
      ...Object.fromEntries(
        Object.entries(queues).flatMap(([part, { queue, dead }]) => [
          [`${part.toUpperCase()}_QUEUE_URL`, queue.queueUrl],
          [`${part.toUpperCase()}_DEAD_URL`, dead.queueUrl],
        ]),
      ),
    };
    const common = { environment, timeout: workTime };

    const tick = new Bundle(this, 'Tick', { ...common, name: 'tick', functionName: name('tick'), ...sizes.tick });
    allowObjects(tick.role, store, { reads: ['config'] });
    allow(tick.role, ['sqs:SendMessage'], Object.values(queues).map(({ queue }) => queue.queueArn));

    const poll = new Worker(this, 'Poll', {
      ...common, name: 'poll', functionName: name('poll'), ...sizes.poll,
      from: queues.poll, to: [queues.read], hasSandbox: true,
    });
    allowObjects(poll.role, store, { reads: ['config'], writes: ['entries'] });
    const read = new Worker(this, 'Read', {
      ...common, name: 'read', functionName: name('read'), ...sizes.read,
      from: queues.read, to: [queues.deliver], hasSandbox: true,
    });
    allowObjects(read.role, store, { reads: ['config', 'entries', 'articles', 'texts', 'frequencies'], writes: ['articles', 'texts', 'frequencies'] });
    const deliver = new Worker(this, 'Deliver', {
      ...common, name: 'deliver', functionName: name('deliver'), ...sizes.deliver,
      from: queues.deliver, to: [],
    });
    allowObjects(deliver.role, store, { reads: ['config'] });
    allowSecrets(deliver.role, secretsPath);
    allowSending(deliver.role);

    const door = new Bundle(this, 'Door', {
      environment, name: 'door', functionName: name('door'), memoryMb: sizes.door.memoryMb,
      timeout: Duration.seconds(sizes.door.timeoutSeconds), reservedConcurrency: settings.doorConcurrencyMax,
    });
    allowTable(door.role, store, { writes: false });
    allowPartition(door.role, store, feedbackPartition);
    allowObjects(door.role, store, { reads: ['config', 'articles'] });
    allowSecret(door.role, secretsPath, doorKeyName);
    const url = door.fn.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    deliver.fn.addEnvironment('DOOR_URL', url.url);

    for (const { role } of [tick, poll, read, deliver]) allowTable(role, store, { writes: true });
    everyMinute(this, tick);
    const alarms = new Alarms(this, 'Alarms', { settings, queues, functions: [tick, poll, read, deliver, door].map(({ fn }) => fn), tick: tick.fn, door: door.fn });

    new CfnOutput(this, 'DoorUrl', { value: url.url });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topic.topicArn });
    for (const [part, { queue, dead }] of Object.entries(queues)) {
      new CfnOutput(this, `${part}QueueUrl`, { value: queue.queueUrl });
      new CfnOutput(this, `${part}DeadUrl`, { value: dead.queueUrl });
    }
  }
} // prettier-ignore

/** A tick that fails is not repeated, neither by the scheduler nor by Lambda: the next one finds the same rows. */
function everyMinute(scope: Construct, tick: Bundle): void {
  tick.fn.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.seconds(60) });
  Validations.of(tick.fn).acknowledge({
    id: 'Serverless::Serverless-LambdaAsyncFailureDestination',
    reason: 'What a tick leaves undone the next one finds; an alarm counts the errors.',
  });
  const role = new Role(scope, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
  allow(role, ['lambda:InvokeFunction'], [tick.fn.functionArn]);
  new CfnSchedule(scope, 'Schedule', {
    scheduleExpression: 'rate(1 minute)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: tick.fn.functionArn,
      roleArn: role.roleArn,
      retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
    },
  });
} // prettier-ignore
