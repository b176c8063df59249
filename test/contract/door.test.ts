import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Context, LambdaFunctionURLEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedPath } from '../../shared/domain/signed-path.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { doorLink, feedbackUrlOf } from '../../shared/pipeline/feedback-link.ts';
import { alertAction } from '../../shared/store/messages.ts';
import { getFeedback } from '../../shared/store/feedback.ts';
import { doorKeyName, indexName } from '../../shared/worlds/aws/names.ts';
import { setSecret } from '../../shared/worlds/aws/secrets.ts';
import { awsStore, type AwsStore } from '../../shared/worlds/aws/store.ts';
import { realClock } from '../../shared/worlds/local/clock.ts';
import { motoMissing, region, startMoto, type Moto } from '../cloud/moto.ts';
import { configOf, topicOf } from '../pipeline/test-world.ts';
import { alert as example } from './messages.ts';

const missing = motoMissing();
const names = { tableName: 'door-table', bucketName: 'door-bucket' };
const key = 'key-of-the-door-of-32-characters';
const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
const alert = { ...example, topic: 'detainees', foundAtMs: Date.now() };

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

describe.skipIf(missing !== undefined)(`the door function${missing === undefined ? '' : ` (left out: ${missing})`}`, () => {
  let moto: Moto;
  let store: AwsStore;
  let handler: (event: LambdaFunctionURLEvent, context: Context) => Promise<unknown>;
  let url: URL;

  beforeAll(async () => {
    moto = await startMoto();
    Object.assign(process.env, moto.env, { TABLE_NAME: names.tableName, BUCKET_NAME: names.bucketName, SECRETS_PATH: '/rasid/door' });
    const dynamo = new DynamoDBClient(moto.client);
    await dynamo.send(new CreateTableCommand({
      TableName: names.tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'ipk', 'isk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
      GlobalSecondaryIndexes: [{ IndexName: indexName, Projection: { ProjectionType: 'ALL' }, KeySchema: [{ AttributeName: 'ipk', KeyType: 'HASH' }, { AttributeName: 'isk', KeyType: 'RANGE' }] }],
    }));
    const bucket = new CreateBucketCommand({ Bucket: names.bucketName, CreateBucketConfiguration: { LocationConstraint: region } });
    await new S3Client({ ...moto.client, forcePathStyle: true }).send(bucket);
    await setSecret('/rasid/door', doorKeyName, key, new SSMClient(moto.client));
    store = awsStore(names, realClock());
    await apply(store, configOf(['https://example.org/feed'], { topics: [topicOf('detainees', { title: 'نقل المعتقلين', like: [{ text: 'نقل معتقلين' }] })] }));
    await store.table.transact([alertAction(alert)]);
    url = new URL((await feedbackUrlOf(doorLink('https://door.example', async () => key), alert)) ?? '');
    ({ handler } = await import('../../functions/door.ts'));
  }, 120_000);
  afterAll(() => moto.close());

  const ask = async (method: string, path: string, signature: string, body?: string) => {
    const event = {
      rawPath: path,
      headers: body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' },
      queryStringParameters: { s: signature },
      requestContext: { domainName: 'door.example', http: { method } },
      ...(body !== undefined && { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }),
    };
    return (await handler(event as unknown as LambdaFunctionURLEvent, context)) as Answer;
  };
  const signature = () => url.searchParams.get('s') ?? '';
  const inForce = async () => [...(await getFeedback(store.table)).values()].flat();

  test('shows the page by a signed link, and answers a forged one as what is not there', async () => {
    const page = await ask('GET', url.pathname, signature());
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('نقل المعتقلين');
    const forged = await ask('POST', url.pathname, signature().replace(/^./u, '.'), 'do=mute');
    expect(forged).toEqual(await ask('GET', '/feedback/no/such/0/1', ''));
    expect(forged.statusCode).toBe(404);
    expect((await ask('DELETE', url.pathname, signature())).statusCode).toBe(405);
    expect((await ask('POST', url.pathname, signature(), 'x'.repeat(5_000))).statusCode).toBe(413);
    expect(await inForce()).toEqual([]);
  }, 30_000);

  test('does what a form asks for, once, and goes by it', async () => {
    for (const choice of ['relevant', 'mute', 'mute', 'pause-week']) expect((await ask('POST', url.pathname, signature(), `do=${choice}`)).statusCode).toBe(200);
    expect((await inForce()).map(({ kind }) => kind)).toEqual(['relevant', 'mute', 'pause']);
    const [topic] = (await store.config())!.config.topics;
    // Its article's text is not there: the lead stands for it.
    expect(topic?.like.map(({ text }) => text)).toEqual(['نقل معتقلين', alert.article.lead]);
    expect(topic?.overlay).toMatchObject({ mutedStories: [alert.story], strictness: 0.95 });
    expect((await ask('POST', url.pathname, signature(), 'do=resume')).statusCode).toBe(200);
    expect((await inForce()).map(({ kind }) => kind)).toEqual(['relevant', 'mute']);
  }, 30_000);

  test('still serves the topics’ feeds and the canary by their own links', async () => {
    const signed = (path: string) => new URL(signedPath(key, path), 'https://door.example').searchParams.get('s') ?? '';
    expect((await ask('GET', '/canary/canary-1.xml', signed('/canary/canary-1.xml'))).statusCode).toBe(200);
    expect((await ask('GET', '/topics/none.xml', signed('/topics/none.xml'))).statusCode).toBe(404);
  }, 30_000);
}); // prettier-ignore
