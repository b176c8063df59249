import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  DynamoDBClient,
  type BatchGetItemCommandOutput,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Queue } from '../../shared/ports/queue.ts';
import { indexName } from '../../shared/worlds/aws/names.ts';
import { s3Blobs } from '../../shared/worlds/aws/blobs.ts';
import { sqsQueue } from '../../shared/worlds/aws/queue.ts';
import { setSecret, ssmSecrets } from '../../shared/worlds/aws/secrets.ts';
import { dynamoTable } from '../../shared/worlds/aws/table.ts';
import { realClock, virtualClock } from '../../shared/worlds/local/clock.ts';
import { seededRandom } from '../../shared/worlds/local/random.ts';
import { motoMissing, region, startMoto, type Moto } from '../cloud/moto.ts';
import { blobsContract } from './blobs.contract.ts';
import { queueContract } from './queue.contract.ts';
import { tableContract } from './table.contract.ts';

const missing = motoMissing();
const startMs = Date.UTC(2026, 1, 13);
/** The receiver's time cannot be moved: it passes, five times as fast as the suite says. */
const haste = 5;
const receivesMax = 3;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(missing !== undefined)(`the AWS world${missing === undefined ? '' : ` (left out: ${missing})`}`, () => {
  let moto: Moto;
  let dynamo: DynamoDBClient;
  beforeAll(async () => {
    moto = await startMoto();
    dynamo = new DynamoDBClient({ ...moto.client, maxAttempts: 10 });
  }, 90_000);
  afterAll(async () => {
    dynamo.destroy();
    await moto.close();
  });

  async function newTable() {
    const clock = { ...virtualClock(startMs), sleep: async () => undefined };
    const TableName = `table-${randomUUID()}`;
    await dynamo.send(new CreateTableCommand({ TableName, ...schema }));
    return { table: dynamoTable({ client: dynamo, tableName: TableName, clock, random: seededRandom(1) }), clock };
  }

  tableContract('aws', async () => {
    const { table, clock } = await newTable();
    return {
      table,
      nowMs: () => clock.nowMs(),
      advance: (ms) => clock.advance(ms),
      settle: async () => undefined,
      close: async () => undefined,
    };
  });

  blobsContract('aws', async () => {
    const client = new S3Client({ ...moto.client, forcePathStyle: true });
    const Bucket = `bucket-${randomUUID()}`;
    await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
    return { blobs: s3Blobs(client, Bucket), close: async () => client.destroy() };
  });

  async function newQueue() {
    const client = new SQSClient(moto.client);
    const name = randomUUID();
    const create = async (QueueName: string, more: Record<string, string> = {}) => {
      const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes: { FifoQueue: 'true', ...more } }));
      return QueueUrl;
    };
    const deadUrl = await create(`${name}-dead.fifo`);
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['QueueArn'] }));
    const redrive = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: receivesMax });
    const url = await create(`${name}.fifo`, { RedrivePolicy: redrive });
    return { queue: sqsQueue({ client, url, deadUrl, clock: realClock() }), close: async () => client.destroy() };
  }

  queueContract('aws', async () => {
    const { queue, close } = await newQueue();
    const hasty: Queue = {
      ...queue,
      receive: ({ messagesMax, visibilityMs }) => queue.receive({ messagesMax, visibilityMs: visibilityMs / haste }),
      retryLater: (message, delayMs) => queue.retryLater(message, delayMs / haste),
    };
    return { queue: hasty, receivesMax, advance: (ms) => pause(ms / haste).then(() => undefined), close };
  });

  describe('dynamoTable', () => {
    test('keys that DynamoDB leaves unprocessed, again and again, all come', async () => {
      const { table } = await newTable();
      const keys = Array.from({ length: 130 }, (_, n) => ({ pk: 'p', sk: `k${n}` }));
      for (const key of keys) await table.put({ ...key, body: { sk: key.sk } }, 'always');
      const random = seededRandom(3);
      let leftCount = 0;
      dynamo.middlewareStack.add(
        (next) => async (args) => {
          const answer = await next(args);
          const output = answer.output as BatchGetItemCommandOutput;
          for (const [name, found] of Object.entries(output.Responses ?? {})) {
            const left = found.filter(() => random.fraction() < 0.4);
            leftCount += left.length;
            output.Responses![name] = found.filter((item) => !left.includes(item));
            if (left.length > 0) output.UnprocessedKeys = { [name]: { Keys: left.map(({ pk, sk }) => ({ pk: pk!, sk: sk! })) } };
          }
          return answer;
        },
        { name: 'leave-some', step: 'initialize' },
      );
      const items = await table.getMany([...keys, ...keys.slice(0, 5)]);
      dynamo.middlewareStack.remove('leave-some');
      expect(leftCount).toBeGreaterThan(30);
      expect(items.map(({ sk }) => sk).sort()).toEqual(keys.map(({ sk }) => sk).sort());
    });

    test('a page that ends at 1 MB goes on at its cursor', async () => {
      const { table } = await newTable();
      for (let n = 0; n < 8; n += 1) await table.put({ pk: 'p', sk: `k${n}`, body: { text: 'x'.repeat(300_000) } }, 'always');
      const seen: string[] = [];
      let cursor: string | undefined;
      let pageCount = 0;
      do {
        const page = await table.query({ pk: 'p', itemsMax: 1_000, cursor });
        seen.push(...page.items.map(({ sk }) => sk));
        cursor = page.cursor;
        pageCount += 1;
      } while (cursor !== undefined);
      expect(seen).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7']);
      expect(pageCount).toBeGreaterThan(1);
    });

    test('a key that was deleted never gets an earlier revision again', async () => {
      const { table, clock } = await newTable();
      const first = await table.put({ pk: 'p', sk: 's', body: {} }, 'absent');
      await table.put({ pk: 'p', sk: 's', body: {} }, 'always');
      await table.delete({ pk: 'p', sk: 's' }, 'always');
      await clock.advance(10);
      await table.put({ pk: 'p', sk: 's', body: {} }, 'absent');
      const stale = first.kind === 'done' ? first.revision : 0;
      expect(await table.put({ pk: 'p', sk: 's', body: {} }, { revision: stale })).toEqual({ kind: 'refused' });
    });
  });

  describe('sqsQueue', () => {
    test('batches keep to 10 messages and 256 KB, and ids that SQS would refuse are sent all the same', async () => {
      const { queue, close } = await newQueue();
      const body = 'x'.repeat(100_000);
      const sent = Array.from({ length: 12 }, (_, n) => ({ group: `منطقة ${n} ${'g'.repeat(200)}`, dedupeId: `é ${n}`, body: `${n}${body}` }));
      await queue.send(sent);
      await queue.send(sent);
      const received = await queue.receive({ messagesMax: 30, visibilityMs: 60_000 });
      expect(received.map((message) => message.body).sort()).toEqual(sent.map((message) => message.body).sort());
      await close();
    });
  });

  test('ssmSecrets: reads what setSecret wrote, takes a change over within a minute, and knows what is not there', async () => {
    const client = new SSMClient(moto.client);
    const clock = virtualClock(startMs);
    const secrets = ssmSecrets(client, '/rasid/test', clock);
    expect(await secrets.get('DESK')).toBeUndefined();
    await setSecret('/rasid/test', 'DESK', 'one', client);
    expect(await secrets.get('DESK')).toBe('one');
    await setSecret('/rasid/test', 'DESK', 'two', client);
    await clock.advance(61_000);
    expect(await secrets.get('DESK')).toBe('two');
    client.destroy();
  });
}); // prettier-ignore

const schema: Omit<CreateTableCommandInput, 'TableName'> = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'sk', 'ipk', 'isk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: indexName,
      Projection: { ProjectionType: 'ALL' },
      KeySchema: [
        { AttributeName: 'ipk', KeyType: 'HASH' },
        { AttributeName: 'isk', KeyType: 'RANGE' },
      ],
    },
  ],
}; // prettier-ignore
