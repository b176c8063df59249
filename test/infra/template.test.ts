import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../shared/pipeline/limits.ts';
import { named, synth, type Resource, type Synth, type Template } from './synth.ts';

const context = { email: 'desk@example.org', stage: 'main' };
let made: Synth;
let store: Template;
let flow: Template;

beforeAll(async () => {
  made = await synth(context);
  expect(made.code, made.errors).toBe(0);
  store = await made.template('store');
  flow = await made.template('flow');
}, 120_000);
afterAll(() => made.close());

const of = (template: Template, type: string): Resource['Properties'][] =>
  Object.values(template.Resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));
const list = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : [value]);

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Effect: string;
}

/** `action on resource`, for every pair that a role is given. */
function grantsOf(role: string): string[] {
  const policies = Object.entries(flow.Resources).filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(role));
  return policies
    .flatMap(([, { Properties }]) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
    .flatMap(({ Action, Resource }) => list(Action).flatMap((action) => list(Resource).map((resource) => `${String(action)} on ${named(resource)}`)))
    .sort();
} // prettier-ignore

const logs = (name: string) =>
  ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => `${action} on ${name}Log`);
const tableReads = [
  ...['BatchGetItem', 'GetItem', 'Query'].map((action) => `dynamodb:${action} on table`),
  'dynamodb:Query on table/index/by-index',
];
const tableWrites = ['ConditionCheckItem', 'DeleteItem', 'UpdateItem'].map(
  (action) => `dynamodb:${action} on table`,
);
const objects = (action: string, ...prefixes: string[]) =>
  prefixes.map((prefix) => `s3:${action}Object on bucket/${prefix}/*`);
const works = (name: string) => [
  ...['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'].map(
    (action) => `sqs:${action} on ${name}Queue`,
  ),
  `sqs:SendMessage on ${name}QueueDead`,
];
const sends = (...names: string[]) => names.map((name) => `sqs:SendMessage on ${name}Queue`);
/** Senders and topics of this account, in this region. */
const sending = [
  'ses:SendEmail on arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/*',
  'sns:Publish on arn:AWS::Partition:sns:AWS::Region:AWS::AccountId:*',
];
const secrets = 'ssm:GetParameter on arn:AWS::Partition:ssm:AWS::Region:AWS::AccountId:parameter/rasid/main/*'; // prettier-ignore

describe('the templates', () => {
  test('give each function a role of its own, with these actions on these resources and no others', () => {
    const common = ['s3:ListBucket on bucket', ...objects('Get', 'config'), ...tableReads];
    const wanted = {
      Tick: [...common, ...logs('Tick'), ...tableWrites, ...sends('poll', 'read', 'deliver')],
      Poll: [...common, ...logs('Poll'), ...tableWrites, ...works('poll'), ...sends('read'), ...objects('Put', 'entries')],
      Read: [...common, ...logs('Read'), ...tableWrites, ...works('read'), ...sends('deliver'), ...objects('Get', 'articles', 'entries', 'frequencies', 'texts'), ...objects('Put', 'articles', 'frequencies', 'texts')],
      Deliver: [...common, ...logs('Deliver'), ...tableWrites, ...works('deliver'), secrets, ...sending],
      Door: [...common, ...logs('Door'), ...tableWrites, ...objects('Get', 'articles'), secrets.replace('*', 'door-key')],
      Schedule: ['lambda:InvokeFunction on TickFunction'],
    };
    for (const [role, grants] of Object.entries(wanted)) expect(grantsOf(role), role).toEqual([...grants].sort());
    expect(of(flow, 'AWS::IAM::Role')).toHaveLength(Object.keys(wanted).length);
    expect(of(flow, 'AWS::IAM::Policy')).toHaveLength(Object.keys(wanted).length);
    for (const role of of(flow, 'AWS::IAM::Role')) expect(role['ManagedPolicyArns']).toBeUndefined();
    const roles = of(flow, 'AWS::Lambda::Function').map(({ Role }) => named(Role)).sort();
    expect(roles).toEqual(['DeliverRole', 'DoorRole', 'PollRole', 'ReadRole', 'TickRole']);
  });

  test('let the public door write its readers’ feedback, and nothing else in the table', () => {
    const statements = Object.entries(flow.Resources)
      .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith('Door'))
      .flatMap(([, { Properties }]) => (Properties['PolicyDocument'] as { Statement: (Statement & { Condition?: unknown })[] }).Statement);
    const writing = statements.filter(({ Action }) => list(Action).some((action) => tableWrites.includes(`${String(action)} on table`)));
    expect(writing).toHaveLength(1);
    expect(writing[0]?.Condition).toEqual({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['feedback'] } });
  });

  test('tell deliver where the door is', () => {
    for (const { FunctionName, Environment } of of(flow, 'AWS::Lambda::Function')) {
      const { DOOR_URL: door } = (Environment as { Variables: Record<string, unknown> }).Variables;
      if (FunctionName === 'rasid-main-deliver') expect(door).toMatchObject({ 'Fn::GetAtt': [expect.stringMatching(/^Door/u), 'FunctionUrl'] });
      else expect(door).toBeUndefined();
    }
  });

  test('run the tick every minute', () => {
    expect(of(flow, 'AWS::Scheduler::Schedule')).toMatchObject([
      { ScheduleExpression: 'rate(1 minute)', FlexibleTimeWindow: { Mode: 'OFF' }, Target: { RetryPolicy: { MaximumRetryAttempts: 0 } } },
    ]);
    const [{ Target }] = of(flow, 'AWS::Scheduler::Schedule') as [{ Target: { Arn: unknown; RoleArn: unknown } }];
    expect([named(Target.Arn), named(Target.RoleArn)]).toEqual(['TickFunction', 'ScheduleRole']);
    // The scheduler calls it asynchronously: what fails in it is Lambda's to repeat.
    const [asynchronous, ...others] = of(flow, 'AWS::Lambda::EventInvokeConfig');
    expect(asynchronous).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
    expect([named(asynchronous?.['FunctionName']), others]).toEqual(['TickFunction', []]);
  });

  test('map each queue to its function, by parts of batches and with bounded concurrency', () => {
    const mappings = of(flow, 'AWS::Lambda::EventSourceMapping').map((one) => ({
      queue: named(one['EventSourceArn']),
      fn: named(one['FunctionName']),
      batch: one['BatchSize'],
      most: one['ScalingConfig'],
      reports: one['FunctionResponseTypes'],
    }));
    const reports = ['ReportBatchItemFailures'];
    expect(mappings.sort((a, b) => a.fn.localeCompare(b.fn))).toEqual([
      { queue: 'deliverQueue', fn: 'DeliverFunction', batch: 1, most: { MaximumConcurrency: 5 }, reports },
      { queue: 'pollQueue', fn: 'PollFunction', batch: 10, most: { MaximumConcurrency: 5 }, reports },
      { queue: 'readQueue', fn: 'ReadFunction', batch: 5, most: { MaximumConcurrency: 10 }, reports },
    ]);
  });

  test('give queues six times the time-out, fourteen days and a dead list', () => {
    const queues = of(flow, 'AWS::SQS::Queue');
    const working = queues.filter((queue) => queue['RedrivePolicy'] !== undefined);
    expect(working.map(({ RedrivePolicy }) => named((RedrivePolicy as { deadLetterTargetArn: unknown }).deadLetterTargetArn)).sort()).toEqual(['deliverQueueDead', 'pollQueueDead', 'readQueueDead']);
    for (const queue of working) expect(queue).toMatchObject({ FifoQueue: true, VisibilityTimeout: 360, MessageRetentionPeriod: 1_209_600, RedrivePolicy: { maxReceiveCount: 20 } });
    expect(queues).toHaveLength(6);
  });

  test('run functions on Node 24 and ARM, with bounded logs and without a VPC; a reserve for the door alone, where asked for', () => {
    const functions = of(flow, 'AWS::Lambda::Function');
    expect(functions).toHaveLength(5);
    for (const fn of functions) {
      expect(fn).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Timeout: fn['FunctionName'] === 'rasid-main-door' ? 10 : 60, LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN' } });
      // Who holds a lease is gone before it runs out.
      expect(limits.sendLeaseMs).toBeGreaterThan(1_000 * Number(fn['Timeout']));
      expect(fn['ReservedConcurrentExecutions']).toBeUndefined();
      expect(fn['VpcConfig']).toBeUndefined();
      const { LogGroup } = fn['LoggingConfig'] as { LogGroup: unknown };
      expect(flow.Resources[Object.keys(flow.Resources).find((id) => id.startsWith(named(LogGroup))) ?? '']?.Properties).toMatchObject({ RetentionInDays: 14 });
    }
    // One public way in: the door.
    expect(of(flow, 'AWS::Lambda::Url').map(({ TargetFunctionArn }) => named(TargetFunctionArn))).toEqual(['DoorFunction']);
  });

  test('tell the owner with at most ten alarms, and a budget', () => {
    const alarms = of(flow, 'AWS::CloudWatch::Alarm');
    expect(alarms).toHaveLength(9);
    for (const alarm of alarms) expect(list(alarm['AlarmActions']).map(named)).toEqual(['AlarmsTopic']);
    const watched = alarms.map(({ MetricName, Dimensions, Metrics }) => Metrics === undefined ? `${String(MetricName)} ${named((Dimensions as { Value: unknown }[])[0]?.Value)}` : 'sum of errors');
    expect(watched.sort()).toEqual([
      'ApproximateAgeOfOldestMessage deliverQueue',
      'ApproximateAgeOfOldestMessage pollQueue',
      'ApproximateAgeOfOldestMessage readQueue',
      'ApproximateNumberOfMessagesVisible deliverQueueDead',
      'ApproximateNumberOfMessagesVisible pollQueueDead',
      'ApproximateNumberOfMessagesVisible readQueueDead',
      'Invocations TickFunction',
      'UrlRequestCount DoorFunction',
      'sum of errors',
    ]);
    expect(alarms.find(({ MetricName }) => MetricName === 'Invocations')).toMatchObject({ TreatMissingData: 'breaching', ComparisonOperator: 'LessThanThreshold', Threshold: 1 });
    const expressions = alarms.flatMap(({ Metrics }) => list(Metrics ?? [])).map((one) => (one as { Expression?: string }).Expression);
    expect(expressions.filter((one) => one !== undefined)).toEqual(['FILL(e0, 0) + FILL(e1, 0) + FILL(e2, 0) + FILL(e3, 0) + FILL(e4, 0)']);
    const policy = JSON.stringify(of(flow, 'AWS::SNS::TopicPolicy'));
    expect(policy).toMatch(/"Action":"sns:Publish","Condition":\{"StringEquals":\{"aws:SourceAccount":\{"Ref":"AWS::AccountId"\}\}\},"Effect":"Allow","Principal":\{"Service":"cloudwatch\.amazonaws\.com"\}/u);
    expect(of(flow, 'AWS::SNS::Subscription')).toMatchObject([{ Protocol: 'email', Endpoint: context.email }]);
    expect(of(flow, 'AWS::Budgets::Budget')).toMatchObject([{ Budget: { BudgetLimit: { Amount: 10, Unit: 'USD' }, TimeUnit: 'MONTHLY' } }]);
    expect(of(flow, 'AWS::CloudWatch::Dashboard')).toEqual([]);
  });

  test('keep the store when everything else goes, private and recoverable', () => {
    for (const { Type, DeletionPolicy } of Object.values(store.Resources)) {
      if (['AWS::DynamoDB::Table', 'AWS::S3::Bucket'].includes(Type)) expect(DeletionPolicy, Type).toBe('Retain');
    }
    expect(of(store, 'AWS::DynamoDB::Table')).toMatchObject([{
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      GlobalSecondaryIndexes: [{ IndexName: 'by-index' }],
    }]);
    expect(of(store, 'AWS::S3::Bucket')).toMatchObject([{
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      LifecycleConfiguration: { Rules: [{ Prefix: 'texts/', ExpirationInDays: 37 }, { Prefix: 'entries/', ExpirationInDays: 37 }, { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }] },
    }]);
    expect(JSON.stringify(of(store, 'AWS::S3::BucketPolicy'))).toContain('"aws:SecureTransport":"false"');
    // The flow imports by names that outlive it.
    const exported = Object.values(store.Outputs).map(({ Export }) => Export?.Name);
    expect(exported.sort()).toEqual(['rasid-main-bucket-arn', 'rasid-main-bucket-name', 'rasid-main-table-arn', 'rasid-main-table-name']);
  });

  const cfnLint = spawnSync('cfn-lint', ['--version']).status === 0;
  if (!cfnLint && process.env['CI'] === 'true') throw new Error('cfn-lint is not there; `pip install cfn-lint` brings it');
  test.skipIf(!cfnLint)(`are valid by cfn-lint${cfnLint ? '' : ' (left out: `pip install cfn-lint` brings it)'}`, () => {
    const { status, stdout } = spawnSync('cfn-lint', ['--ignore-checks', 'W3005', '--template', `${made.folder}/rasid-main-store.template.json`, `${made.folder}/rasid-main-flow.template.json`], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  test('have a dashboard and metrics when asked for', async () => {
    for (const { Environment } of of(flow, 'AWS::Lambda::Function'))
      expect(JSON.stringify(Environment)).not.toContain('METRICS');
    const other = await synth({ ...context, stage: 'big', dashboard: 'true', metrics: 'true', budget: '25', doorConcurrency: '5' });
    expect(other.code, other.errors).toBe(0);
    const template = await other.template('flow');
    await other.close();
    expect(of(template, 'AWS::CloudWatch::Dashboard')).toHaveLength(1);
    for (const { Environment } of of(template, 'AWS::Lambda::Function'))
      expect(Environment).toMatchObject({ Variables: { POWERTOOLS_METRICS_NAMESPACE: 'rasid-big' } });
    const reserves = of(template, 'AWS::Lambda::Function').map(({ FunctionName, ReservedConcurrentExecutions }) => [FunctionName, ReservedConcurrentExecutions]);
    expect(reserves.filter(([, reserve]) => reserve !== undefined)).toEqual([['rasid-big-door', 5]]);
    expect(of(template, 'AWS::Budgets::Budget')).toMatchObject([{ Budget: { BudgetLimit: { Amount: 25 } } }]);
  });

  test.each([
    [{ stage: 'main' }, 'no owner: give --context email='],
    [{ ...context, stage: 'Main!' }, 'stage Main!: a-z, 0-9 and -'],
    [{ ...context, budget: '-1' }, 'budget: dollars a month'],
    [{ ...context, doorConcurrency: '0' }, 'Invalid doorConcurrency "0": expected 1 to 999'],
  ])('refuse %j', async (given, message) => {
    const refused = await synth(given);
    await refused.close();
    expect(refused.code).not.toBe(0);
    expect(refused.errors).toContain(message);
  });
}); // prettier-ignore
