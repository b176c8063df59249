import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3'; // prettier-ignore
import { blobKeyPattern, type Blobs } from '../../ports/blobs.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);
/** Two writers of one key at the same moment: S3 asks the second to come again. */
const triesMax = 10;

/** The Blobs port on one S3 bucket. Throws what the SDK throws when AWS fails. */
export function s3Blobs(client: S3Client, bucket: string): Blobs {
  return {
    async put(key, body, { ifAbsent, contentType }) {
      const object = { Bucket: bucket, Key: checked(key), Body: await pack(body), ContentType: contentType, ContentEncoding: 'gzip' }; // prettier-ignore
      for (let tries = 1; ; tries += 1) {
        try {
          await client.send(new PutObjectCommand({ ...object, ...(ifAbsent && { IfNoneMatch: '*' }) }));
          return 'stored';
        } catch (error) {
          const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
          if (status === 412) return 'present';
          if (status !== 409 || tries === triesMax) throw error;
        }
      }
    },
    async get(key) {
      try {
        const { Body, ContentType } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: checked(key) }),
        );
        if (Body === undefined) return undefined;
        const body = await unpack(await Body.transformToByteArray());
        return { body, contentType: ContentType ?? 'application/octet-stream' };
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async list(prefix, { keysMax, cursor }) {
      const { Contents = [], IsTruncated } = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: keysMax, StartAfter: cursor }),
      );
      const keys = Contents.map(({ Key }) => Key ?? '');
      const last = keys.at(-1);
      return { keys, ...(IsTruncated === true && last !== undefined && { cursor: last }) };
    },
  };
}

function checked(key: string): string {
  if (!blobKeyPattern.test(key)) throw new Error(`not a blob key: ${key}`);
  return key;
}
