import { Fn, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type Conditions, type Role } from 'aws-cdk-lib/aws-iam';
import { indexName } from '../shared/worlds/aws/names.ts';
import { exportName } from './store-stack.ts';

/** The store stack's table and bucket, by the names under which it exports them. */
export interface Store {
  readonly stage: string;
  readonly tableName: string;
  readonly bucketName: string;
}

export const importedStore = (stage: string): Store => ({
  stage,
  tableName: Fn.importValue(exportName(stage, 'table-name')),
  bucketName: Fn.importValue(exportName(stage, 'bucket-name')),
});

/** What the bucket holds, by prefix. */
export type Prefix = 'articles' | 'texts' | 'entries' | 'config' | 'frequencies';

export function allow(
  role: Role,
  actions: readonly string[],
  resources: readonly string[],
  conditions?: Conditions,
): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [...resources],
      ...(conditions && { conditions }),
    }),
  );
}

const reads = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const writes = ['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];

export function allowTable(role: Role, { stage }: Store, how: { writes: boolean }): void {
  const arn = Fn.importValue(exportName(stage, 'table-arn'));
  allow(role, how.writes ? [...reads, ...writes] : reads, [arn]);
  allow(role, ['dynamodb:Query'], [`${arn}/index/${indexName}`]);
}

/** Writes under one partition key, and nowhere else in the table. */
export function allowPartition(role: Role, { stage }: Store, pk: string): void {
  const arn = Fn.importValue(exportName(stage, 'table-arn'));
  allow(role, writes, [arn], { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [pk] } });
}

export function allowObjects(
  role: Role,
  { stage }: Store,
  prefixes: { reads: readonly Prefix[]; writes?: readonly Prefix[] },
): void {
  const name = exportName(stage, 'bucket-arn');
  const arn = Fn.importValue(name);
  const under = (prefix: Prefix) => `${arn}/${prefix}/*`;
  allow(role, ['s3:GetObject'], prefixes.reads.map(under));
  if (prefixes.writes !== undefined) allow(role, ['s3:PutObject'], prefixes.writes.map(under));
  // Without it a missing object answers "forbidden" instead of "not there".
  allow(role, ['s3:ListBucket'], [arn]);
  for (const prefix of new Set([...prefixes.reads, ...(prefixes.writes ?? [])])) {
    acknowledgeResource(role, `${name}/${prefix}/*`, 'Objects have keys of their own, under our prefix alone.');
  }
} // prettier-ignore

/** Secrets under the stage's own path: those that the owner's config names. */
export function allowSecrets(role: Role, path: string): void {
  allowSecret(role, path, '*');
  acknowledgeResource(
    role,
    `arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter${path}/*`,
    'The owner names the secrets, under our path alone.',
  );
}

/** One of them, and no other. */
export function allowSecret(role: Role, path: string, name: string): void {
  const resourceName = `${path.slice(1)}/${name}`;
  allow(role, ['ssm:GetParameter'], [Stack.of(role).formatArn({ service: 'ssm', resource: 'parameter', resourceName })]);
} // prettier-ignore

/** Mail by the account's own senders, and messages to the account's own topics. */
export function allowSending(role: Role): void {
  const stack = Stack.of(role);
  allow(role, ['ses:SendEmail'], [stack.formatArn({ service: 'ses', resource: 'identity', resourceName: '*' })]);
  allow(role, ['sns:Publish'], [stack.formatArn({ service: 'sns', resource: '*' })]);
  const arn = (rest: string) => `arn:<AWS::Partition>:${rest}`;
  acknowledgeResource(role, arn('ses:<AWS::Region>:<AWS::AccountId>:identity/*'), 'The config names the senders, and SES takes verified ones only.');
  acknowledgeResource(role, arn('sns:<AWS::Region>:<AWS::AccountId>:*'), 'The config names the topics, in this account and region alone.');
} // prettier-ignore

function acknowledgeResource(role: Role, resource: string, reason: string): void {
  Validations.of(role).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`, reason });
}
