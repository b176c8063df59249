import { CfnOutput, Duration, RemovalPolicy, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { indexName } from '../shared/worlds/aws/names.ts';

/** What the flow stack imports, under names of its own: the flow can be removed and come back. */
export const exportName = (stage: string, what: 'table-name' | 'table-arn' | 'bucket-name' | 'bucket-arn') =>
  `rasid-${stage}-${what}`;

/** Rows expire a week before their objects do. */
const textsKept = Duration.days(37);

/** What must outlive everything else: the texts and the rows. Removing the stack leaves both. */
export class StoreStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { stage: string }) {
    super(scope, id, props);
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'ttl',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: 'ipk', type: AttributeType.STRING },
      sortKey: { name: 'isk', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        { prefix: 'texts/', expiration: textsKept },
        { prefix: 'entries/', expiration: textsKept },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions::AwsSolutions-S1',
      reason: 'One owner, private, no public reader: access logs would cost more than what they could tell.',
    });
    const give = (id: string, what: Parameters<typeof exportName>[1], value: string) =>
      new CfnOutput(this, id, { value, exportName: exportName(stage, what) });
    give('TableName', 'table-name', table.tableName);
    give('TableArn', 'table-arn', table.tableArn);
    give('BucketName', 'bucket-name', bucket.bucketName);
    give('BucketArn', 'bucket-arn', bucket.bucketArn);
  }
}
