import { fileURLToPath } from 'node:url';
import { DynamoDBClient, GetItemCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAwsWorld, type AwsWorld } from '../../cli/aws/world.ts';
import { loadConfig } from '../../cli/config-file.ts';
import { openLocalWorld } from '../../cli/local-world.ts';
import { runMonitor } from '../../cli/monitor.ts';
import { readArticles } from '../../sample/articles.ts';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { articleIdOf } from '../../shared/pipeline/article-of.ts';
import { getArticle } from '../../shared/store/articles.ts';
import { getFeeds } from '../../shared/store/feeds.ts';
import { dayOf } from '../../shared/store/ids.ts';
import { wantedOf } from '../desk.ts';
import {
  openAccount,
  pace,
  secretName,
  secretValue,
  stage,
  where,
  type Account,
  type Side,
} from './account.ts';
import { articleOf, baselinesOf, feedIdsOf, settlement, stepsOf, told, until } from './lockstep.ts';
import { motoMissing } from './moto.ts';

const articles = readArticles(fileURLToPath(new URL('../../sample/articles', import.meta.url)));
const steps = stepsOf(articles);
const noonMinute = 60;
const missing = motoMissing();
/**
 * What was told, whichever way it came: alerts of one step come in any order, and a story has its id, and they theirs,
 * by the article that opened it, which among those of a first look may be any.
 */
const inOrder = (list: ReturnType<typeof told>) =>
  list
    .map(({ topic, url, chapter, newFacts, evidence }) => ({ topic, url, chapter, newFacts, evidence }))
    .sort((a, b) => a.url.localeCompare(b.url) || a.topic.localeCompare(b.topic) || a.chapter - b.chapter);

describe.skipIf(missing !== undefined)(`a deployed Rasid${missing === undefined ? '' : ` (left out: ${missing})`}`, () => {
  let account: Account;
  let cloud: AwsWorld;
  const isSettled = {} as Record<Side, () => Promise<boolean>>;

  beforeAll(async () => {
    account = await openAccount();
  }, 90_000);
  afterAll(() => account.close());

  const deploy = (...words: string[]) => account.command(['deploy', '--email', 'desk@example.org', ...where, ...words]);
  const configOf = (side: Side) => {
    const folder = account.folders[side];
    return loadConfig(`${folder}/rasid.yaml`, { examplesFolder: `${folder}/examples` });
  };
  const failures = () => account.lambda()?.failures ?? [];
  const sqs = () => new SQSClient({ ...account.moto.client, useQueueUrlAsEndpoint: false });

  /** The newsroom's day, step by step: each is over in both worlds before the next. */
  async function live(minutes: readonly number[], onStep: (index: number) => void = () => undefined) {
    for (const [index, minute] of minutes.entries()) {
      account.setNow(account.newsroom.startedAtMs() + minute * 1_000);
      onStep(index);
      await until(() => `minute ${minute}, on this machine`, isSettled.local, 60_000);
      await until(() => `minute ${minute}, in the account; ${failures().join('; ')}`, isSettled.cloud, 150_000);
    }
  }

  test('is deployed once its secret is set and the account is ready, and refused with one line before', async () => {
    const withoutSecret = await deploy();
    expect(withoutSecret).toMatchObject({ code: 1, output: '' });
    expect(withoutSecret.errors).toBe(`Nothing has been applied: no secret ${secretName} (channel hook). Set it with \`rasid secret set NAME\`, then try again.\n`);
    expect(await account.command(['secret', 'set', secretName, ...where], `${secretValue}\n`)).toMatchObject({ code: 0, output: `${secretName} is set.\n`, errors: '' });
    const withoutBootstrap = await deploy();
    expect(withoutBootstrap).toMatchObject({ code: 1, output: '' });
    expect(withoutBootstrap.errors).toMatch(/^The CDK has not been used .* --bootstrap.*\n$/u);
    const early = await account.command(['feeds', '--world', 'aws', ...where]);
    expect(early).toMatchObject({ code: 1, output: '' });
    expect(early.errors).toMatch(/^No Rasid of stage cloud is deployed in eu-central-1\. .*npm run deploy.*\n$/u);

    const deployed = await deploy('--bootstrap', '--no-canary');
    expect(deployed.code, deployed.errors).toBe(0);
    expect(deployed.output).toMatch(/^Applied \([0-9a-f]+\)\.$/mu);
    cloud = await openAwsWorld(stage);
    account.closeWith(() => cloud.close());
  }, 240_000);

  test('alerts as the local world does for the same news', async () => {
    const { newsroom, hooks } = account;
    const local = openLocalWorld(`${account.folders.local}/.rasid`, () => undefined);
    await apply(local.ports, await configOf('local'));
    const monitor = runMonitor(local.ports, { tickMs: pace.minuteMs, onStageError: () => undefined });
    account.closeWith(() => local.close());
    account.closeWith(() => monitor.stop());
    await account.startFunctions();
    for (const { ports } of [local, cloud])
      await until(() => 'a baseline', async () => (await baselinesOf(newsroom, ports)).every((atMs) => atMs !== undefined), 60_000);
    isSettled.local = settlement(newsroom, local.ports);
    isSettled.cloud = settlement(newsroom, cloud.ports);
    // Nothing is dated before the baseline.
    account.setNow(Date.now());
    newsroom.open();
    await live(steps.filter((minute) => minute <= noonMinute));
    expect(told(hooks.cloud).length).toBeGreaterThan(5);
    expect(inOrder(told(hooks.cloud))).toEqual(inOrder(told(hooks.local)));
    expect(failures()).toEqual([]);
    for (const { headers } of hooks.cloud.received) expect(headers['webhook-signature']).toMatch(/^v1,/u);
  }, 400_000);

  test('loses nothing and repeats nothing when its functions are killed in the middle', async () => {
    const { hooks, newsroom } = account;
    const functions = account.lambda()?.functions ?? {};
    let isDeliverKilled = false;
    await live(steps.filter((minute) => minute > noonMinute), (index) => {
      if (index === 3) {
        functions['tick']?.kill(5);
        functions['poll']?.kill(30);
        functions['read']?.kill(60);
        hooks.cloud.onArrival = () => {
          // The worst moment: the alert is there, and nobody will know that it arrived.
          if (!isDeliverKilled) functions['deliver']?.kill();
          isDeliverKilled = true;
        };
      }
      // Before the page is there; between the page and the rows; about when the rows are written.
      const readMs = { 6: 20, 9: 90, 12: 160 }[index];
      if (readMs !== undefined) functions['read']?.kill(readMs);
    });
    expect([...new Set(failures())].sort()).toEqual(['deliver', 'poll', 'read', 'tick'].map((name) => `${name}: rasid-${stage}-${name} ended in the middle`));
    expect(inOrder(told(hooks.cloud))).toEqual(inOrder(told(hooks.local)));
    const ids = told(hooks.cloud).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const article of wantedOf(articles)) expect((await articleOf(newsroom, cloud.ports, article))?.hits, article.id).toContain(article.topic);
  }, 1_200_000);

  test('keeps every alerted article as an object, and its keywords as rows', async () => {
    const bucket = new S3Client({ ...account.moto.client, forcePathStyle: true });
    const dynamo = new DynamoDBClient(account.moto.client);
    const { TABLE_NAME: TableName, BUCKET_NAME: Bucket } = await account.environmentOf('read');
    for (const { url } of told(account.hooks.cloud)) {
      const record = (await getArticle(cloud.ports.table, articleIdOf(canonicalUrl(url) ?? url)))?.record;
      expect(record?.objectKey).toMatch(/^articles\//u);
      const head = await bucket.send(new HeadObjectCommand({ Bucket, Key: record?.objectKey }));
      expect(head.ContentLength).toBeGreaterThan(200);
      expect(record?.keywords.length).toBeGreaterThan(3);
      for (const term of record?.keywords ?? []) {
        const pk = `keyword#${record?.lang}#${term}#${dayOf(record?.readAtMs ?? 0)}`;
const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key: { pk: { S: pk }, sk: { S: record?.id ?? '' } } }));
        expect(Item, pk).toBeDefined();
      }
    }
  }, 120_000);

  test('buries bad data with its reason, at once', async () => {
    const { READ_QUEUE_URL: QueueUrl } = await account.environmentOf('read');
    const failuresBefore = failures().length;
    await sqs().send(new SendMessageCommand({ QueueUrl, MessageBody: '{"no":"job"}', MessageGroupId: 'bad', MessageDeduplicationId: 'bad' }));
    const dead = () => cloud.ports.queues.read.dead({ messagesMax: 10 });
    await until(() => 'a buried message', async () => (await dead()).length > 0, 30_000);
    expect(await dead()).toMatchObject([{ body: '{"no":"job"}', reason: 'no read job' }]);
    expect(failures()).toHaveLength(failuresBefore);
  }, 60_000);

  test('is looked at from a desk: feeds, search, why, topic test', async () => {
    const look = async (...words: string[]) => {
      const { code, output, errors } = await account.command([...words, '--world', 'aws', ...where]);
      expect(errors).toBe('');
      expect(code).toBe(0);
      return output;
    };
    const [first] = told(account.hooks.cloud);
    expect(JSON.parse(await look('feeds', '--json'))).toHaveLength(10);
    expect(await look('why', first?.url ?? '')).toContain(first?.topic);
    expect(await look('topic', 'test', first?.topic ?? '')).toContain(first?.url);
    expect(JSON.parse(await look('search', 'داعش', '--json'))).not.toEqual([]);
  }, 120_000);

  test('deployed again changes nothing, tells nothing again, and sees a canary through every function', async () => {
    const { received } = account.hooks.cloud;
    const count = received.length;
    const again = await deploy();
    expect(again.code, again.errors).toBe(0);
    expect(again.errors.match(/\(no changes\)/gu)).toHaveLength(2);
    expect(again.output).toMatch(/^Its alert came \d+\.\d s after its feed showed it, \d+\.\d s in all\. Rasid watches\.$/mu);
    expect(received).toHaveLength(count);
    // The owner's own config stands again.
    expect((await cloud.ports.config())?.config).toEqual(JSON.parse(JSON.stringify(await configOf('cloud'))));
  }, 300_000);

  test('removed and deployed again goes on where it was: no new baseline, no repeated alert', async () => {
    const { newsroom, hooks } = account;
    const before = { baselines: await baselinesOf(newsroom, cloud.ports), count: hooks.cloud.received.length };
    await account.lambda()?.close();
    const removed = await account.command(['destroy', ...where]);
    expect(removed).toMatchObject({ code: 0, errors: '' });
    expect(removed.output).toContain('Rows and texts are kept');
    expect((await account.command(['feeds', '--world', 'aws', ...where])).errors).toMatch(/^Only the store of a Rasid of stage cloud .*\n$/u);

    expect((await deploy('--no-canary')).code).toBe(0);
    const restartedAtMs = Date.now();
    const { functions } = await account.startFunctions();
    const polled = async () => [...(await getFeeds(cloud.ports.table, feedIdsOf(newsroom))).values()].every(({ state }) => (state.polledAtMs ?? 0) > restartedAtMs);
    await until(() => 'a poll of every feed', polled, 60_000);
    await until(() => 'ticks', () => (functions['tick']?.invocationCount() ?? 0) > 6, 30_000);
    expect(await baselinesOf(newsroom, cloud.ports)).toEqual(before.baselines);
    expect(hooks.cloud.received).toHaveLength(before.count);
  }, 200_000);

  test('gives a message up that nobody can work on', async () => {
    await account.lambda()?.close();
    const { POLL_QUEUE_URL: QueueUrl, POLL_DEAD_URL: deadUrl } = await account.environmentOf('poll');
    await sqs().send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison', MessageGroupId: 'poison', MessageDeduplicationId: 'poison' }));
    const isDead = async () => {
      const { Messages = [] } = await sqs().send(new ReceiveMessageCommand({ QueueUrl: deadUrl, VisibilityTimeout: 0, MaxNumberOfMessages: 10 }));
      return Messages.some(({ Body }) => Body === 'poison');
    };
    let receiveCount = 0;
    // Jobs that the closed functions have left in the queue come back and end beside it.
    for (const endMs = Date.now() + 45_000; Date.now() < endMs && !(await isDead()); ) {
      const { Messages = [] } = await sqs().send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0, MessageSystemAttributeNames: ['All'] }));
      for (const { Body, Attributes } of Messages) if (Body === 'poison') receiveCount = Number(Attributes?.ApproximateReceiveCount);
    }
    expect(receiveCount).toBe(20);
  }, 60_000);

  test('destroyed with everything leaves nothing', async () => {
    expect(await account.command(['destroy', '--everything', ...where])).toMatchObject({ code: 2, output: '' });
    expect(await account.command(['destroy', '--everything', '--yes', ...where])).toMatchObject({ code: 0, errors: '' });
    const { Buckets = [] } = await new S3Client(account.moto.client).send(new ListBucketsCommand({}));
    expect(Buckets.filter(({ Name }) => Name?.startsWith('rasid-'))).toEqual([]);
    expect((await new DynamoDBClient(account.moto.client).send(new ListTablesCommand({}))).TableNames).toEqual([]);
    const again = await account.command(['destroy', '--everything', '--yes', ...where]);
    expect(again).toMatchObject({ code: 0, output: 'There was nothing of stage cloud here.\n', errors: '' });
  }, 60_000);
}); // prettier-ignore
