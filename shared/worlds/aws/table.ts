import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
  UpdateItemCommand,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import {
  tableLimits,
  type Action,
  type Body,
  type Item,
  type Key,
  type Query,
  type Table,
  type TransactOutcome,
} from '../../ports/table.ts';
import type { Clock, Random } from '../../ports/world.ts';
import { checkActions, keyOf } from '../writes.ts';
import { conditionOf, counterName, itemOf, keyAttributes, updateOf, type Attributes } from './items.ts';
import { indexName } from './names.ts';

export interface DynamoTableOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** DynamoDB's own bounds. */
const batchKeysMax = 100;
/** What another write's transaction holds comes free soon; unprocessed keys come back as soon as there is room. */
const triesMax = 10;
const firstPauseMs = 20;

/** The Table port on one DynamoDB table with one index. Throws what the SDK throws when AWS fails. */
export function dynamoTable({ client, tableName: TableName, clock, random }: DynamoTableOptions): Table {
  const pause = (tries: number) => clock.sleep(random.fraction() * firstPauseMs * 2 ** tries);
  const isLive = (item: Item) => item.expiresAtMs === undefined || item.expiresAtMs > clock.nowMs();

  /** A single write that meets a transaction under way is tried again; a condition that fails is an answer. */
  const write = async <Answer>(send: () => Promise<Answer>): Promise<Answer | 'refused'> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await send();
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'refused';
        if (!(error instanceof TransactionConflictException) || tries === triesMax) throw error;
        await pause(tries);
      }
    }
  };

  return {
    async get<B extends Body>(key: Key) {
      const command = new GetItemCommand({ TableName, Key: keyAttributes(key), ConsistentRead: true });
      const { Item: found } = await client.send(command);
      const item = found && itemOf<B>(found);
      return item && isLive(item) ? item : undefined;
    },
    async getMany<B extends Body>(keys: readonly Key[]) {
      const distinct = [...new Map(keys.map((key) => [JSON.stringify([key.pk, key.sk]), keyAttributes(key)])).values()];
      const items: Item<B>[] = [];
      for (let start = 0; start < distinct.length; start += batchKeysMax) {
        let open: Attributes[] = distinct.slice(start, start + batchKeysMax);
        for (let tries = 1; open.length > 0; tries += 1) {
          if (tries > triesMax) throw new Error(`${open.length} keys stayed unprocessed after ${triesMax} tries`);
          if (tries > 1) await pause(tries);
          const command = new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: open, ConsistentRead: true } } });
          const { Responses, UnprocessedKeys } = await client.send(command);
          items.push(...(Responses?.[TableName] ?? []).map((found) => itemOf<B>(found)).filter(isLive));
          open = UnprocessedKeys?.[TableName]?.Keys ?? [];
        }
      }
      return items;
    },
    async put(item, when) {
      const expression = updateOf(item, when, clock.nowMs());
      const command = new UpdateItemCommand({ TableName, Key: keyAttributes(item), ...expression, ReturnValues: 'ALL_NEW' });
      const answer = await write(() => client.send(command));
      if (answer === 'refused') return { kind: 'refused' };
      return { kind: 'done', revision: Number(answer.Attributes?.['rev']?.N) };
    },
    async add(key, counts) {
      const entries = Object.entries(counts);
      const command = new UpdateItemCommand({
        TableName,
        Key: keyAttributes(key),
        UpdateExpression: `ADD ${['#rev :one', ...entries.map((_, index) => `#c${index} :c${index}`)].join(', ')}`,
        ExpressionAttributeNames: { '#rev': 'rev', ...Object.fromEntries(entries.map(([name], index) => [`#c${index}`, counterName(name)])) },
        ExpressionAttributeValues: { ':one': { N: '1' }, ...Object.fromEntries(entries.map(([, by], index) => [`:c${index}`, { N: String(by) }])) },
      });
      await write(() => client.send(command));
    },
    async delete(key, when) {
      const command = new DeleteItemCommand({ TableName, Key: keyAttributes(key), ...conditionOf(when, clock.nowMs()) });
      return (await write(() => client.send(command))) === 'refused' ? 'refused' : 'done';
    },
    async query<B extends Body>(query: Query) {
      const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand({ TableName, ...queryInput(query) }));
      const items = Items.map((found) => itemOf<B>(found)).filter(isLive);
      return { items, ...(LastEvaluatedKey !== undefined && { cursor: cursorOf(LastEvaluatedKey) }) };
    },
    async transact(actions) {
      checkActions(actions);
      const nowMs = clock.nowMs();
      const items = actions.map((action) => transactItem(TableName, action, nowMs));
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
        return { kind: 'done' };
      } catch (error) {
        const outcome = outcomeOf(error);
        if (outcome === undefined) throw error;
        return outcome;
      }
    },
  };
} // prettier-ignore

function transactItem(TableName: string, action: Action, nowMs: number): TransactWriteItem {
  const target = { TableName, Key: keyAttributes(keyOf(action)) };
  if ('put' in action) {
    const { UpdateExpression = '', ...rest } = updateOf(action.put, action.when, nowMs);
    return { Update: { ...target, UpdateExpression, ...rest } };
  }
  if ('delete' in action) return { Delete: { ...target, ...conditionOf(action.when, nowMs) } };
  const { ConditionExpression = 'attribute_exists(pk) OR attribute_not_exists(pk)', ...rest } = conditionOf(action.when, nowMs); // prettier-ignore
  return { ConditionCheck: { ...target, ConditionExpression, ...rest } };
}

const conflicts: readonly (string | undefined)[] = [
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

function outcomeOf(error: unknown): TransactOutcome | undefined {
  if (error instanceof TransactionInProgressException) return { kind: 'conflict' };
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const codes = error.CancellationReasons?.map(({ Code }) => Code) ?? [];
  const at = codes.indexOf('ConditionalCheckFailed');
  if (at >= 0) return { kind: 'refused', at };
  return codes.some((code) => conflicts.includes(code)) ? { kind: 'conflict' } : undefined;
}

function queryInput(query: Query) {
  const { pk, on, order, itemsMax, cursor } = query;
  if (itemsMax < 1 || itemsMax > tableLimits.pageItemsMax) throw new Error('itemsMax out of range');
  const isIndex = on === 'index';
  const [hash, range] = isIndex ? ['ipk', 'isk'] : ['pk', 'sk'];
  const bounds = boundsOf(query);
  return {
    ...(isIndex && { IndexName: indexName }),
    KeyConditionExpression: `#hash = :hash${bounds === undefined ? '' : ` AND ${bounds.expression}`}`,
    ExpressionAttributeNames: { '#hash': hash, ...(bounds && { '#range': range }) },
    ExpressionAttributeValues: { ':hash': { S: pk }, ...bounds?.values },
    ScanIndexForward: order !== 'descending',
    ConsistentRead: !isIndex,
    Limit: itemsMax,
    ...(cursor !== undefined && { ExclusiveStartKey: keyOfCursor(cursor) }),
  };
}

function boundsOf({ prefix, from, to }: Query) {
  if (prefix !== undefined && prefix !== '')
    return { expression: 'begins_with(#range, :from)', values: { ':from': { S: prefix } } };
  const low = from === undefined || from === '' ? undefined : { ':from': { S: from } };
  const high = to === undefined ? undefined : { ':to': { S: to } };
  if (low && high) return { expression: '#range BETWEEN :from AND :to', values: { ...low, ...high } };
  if (low) return { expression: '#range >= :from', values: low };
  return high && { expression: '#range <= :to', values: high };
}

/** Keys are strings, all of them. */
function cursorOf(key: Attributes): string {
  const plain = Object.fromEntries(Object.entries(key).map(([name, value]) => [name, value.S]));
  return Buffer.from(JSON.stringify(plain)).toString('base64url');
}

function keyOfCursor(cursor: string): Attributes {
  const plain = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, string>;
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, { S: value }]));
}
