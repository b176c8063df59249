import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Blobs } from '../../ports/blobs.ts';
import type { Table } from '../../ports/table.ts';
import type { Clock, Random } from '../../ports/world.ts';
import { configSource, type ConfigSource } from '../../store/config.ts';
import { frequencySource, type FrequencySource } from '../../store/frequencies.ts';
import { s3Blobs } from './blobs.ts';
import { clientConfig } from './client-config.ts';
import { dynamoTable } from './table.ts';

export interface AwsStore {
  readonly table: Table;
  readonly blobs: Blobs;
  readonly config: ConfigSource;
  readonly frequencies: FrequencySource;
  readonly clock: Clock;
  readonly random: Random;
}

/** The two things that the store stack keeps, and the config in them, which is read once a `moment`. */
export function awsStore(
  names: { tableName: string; bucketName: string },
  clock: Clock,
  moment?: () => number,
): AwsStore {
  const random = { fraction: () => Math.random() };
  const table = dynamoTable({
    client: new DynamoDBClient(clientConfig()),
    tableName: names.tableName,
    clock,
    random,
  });
  const blobs = s3Blobs(new S3Client(bucketClientConfig()), names.bucketName);
  return {
    table,
    blobs,
    config: configSource({ table, blobs }, moment),
    frequencies: frequencySource({ table, blobs }, clock),
    clock,
    random,
  };
}

/** A bucket's name in front of `localhost` would be a host of its own. */
export function bucketClientConfig() {
  return { ...clientConfig(), forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined };
}
