import { DeleteTableCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientConfig } from './client-config.ts';
import { bucketClientConfig } from './store.ts';

/**
 * Removes a store's table and its bucket with every object; what is gone already is no error, so that a removal
 * that was broken off can be run again. Nothing brings them back.
 */
export async function removeStore({ tableName, bucketName }: { tableName: string; bucketName: string }): Promise<void> {
  await removeBucket(new S3Client(bucketClientConfig()), bucketName);
  await new DynamoDBClient(clientConfig())
    .send(new DeleteTableCommand({ TableName: tableName }))
    .catch(unless(ResourceNotFoundException));
} // prettier-ignore

async function removeBucket(client: S3Client, Bucket: string): Promise<void> {
  try {
    for (;;) {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
      if (Contents.length === 0) break;
      const Objects = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [{ Key }]));
      const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
      if (Errors.length > 0) throw new Error(`${Errors.length} objects could not be removed: ${Errors[0]?.Message ?? ''}`);
    }
    await client.send(new DeleteBucketCommand({ Bucket }));
  } catch (error) {
    unless(NoSuchBucket)(error);
  }
} // prettier-ignore

function unless(kind: abstract new (...args: never[]) => Error) {
  return (error: unknown) => {
    if (!(error instanceof kind)) throw error;
  };
}
