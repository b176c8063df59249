import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Body, Condition, Item, Key, NewItem } from '../../ports/table.ts';
import { bodyText } from '../writes.ts';

export type Attributes = Record<string, AttributeValue>;

/** One write, in the words of an update expression. */
export interface Expression {
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Attributes;
}

export const keyAttributes = ({ pk, sk }: Key): Attributes => ({ pk: { S: pk }, sk: { S: sk } });
const number = (value: number): AttributeValue => ({ N: String(value) });

/** An item that has expired counts as absent, whether or not DynamoDB has removed it by now. */
export function conditionOf(when: Condition, nowMs: number): Expression {
  if (when === 'always') return {};
  const now = { ':now': number(nowMs) };
  const isLive = '(attribute_not_exists(#until) OR #until > :now)';
  if (when === 'absent') {
    const expression = 'attribute_not_exists(pk) OR #until <= :now';
    return { ConditionExpression: expression, ExpressionAttributeNames: { '#until': 'until' }, ExpressionAttributeValues: now };
  }
  if (when === 'present') {
    const expression = `attribute_exists(pk) AND ${isLive}`;
    return { ConditionExpression: expression, ExpressionAttributeNames: { '#until': 'until' }, ExpressionAttributeValues: now };
  }
  return {
    ConditionExpression: `#rev = :held AND ${isLive}`,
    ExpressionAttributeNames: { '#rev': 'rev', '#until': 'until' },
    ExpressionAttributeValues: { ...now, ':held': number(when.revision) },
  };
} // prettier-ignore

/**
 * Replaces the whole item. The revision grows by one; a new item's begins at the time in milliseconds, so that it
 * is above whatever an item of this key had that was deleted.
 */
export function updateOf(item: NewItem, when: Condition, nowMs: number): Expression {
  const set = new Map<string, AttributeValue>([['body', { M: bodyAttributes(item) }]]);
  const remove: string[] = [];
  const either = (name: string, value: AttributeValue | undefined) => {
    if (value === undefined) remove.push(name);
    else set.set(name, value);
  };
  const { expiresAtMs, index } = item;
  either('until', expiresAtMs === undefined ? undefined : number(expiresAtMs));
  // What DynamoDB's own removal reads, in seconds.
  either('ttl', expiresAtMs === undefined ? undefined : number(Math.ceil(expiresAtMs / 1_000)));
  either('ipk', index && { S: index.pk });
  either('isk', index && { S: index.sk });

  const condition = conditionOf(when, nowMs);
  const names = Object.fromEntries([...set.keys(), ...remove, 'rev'].map((name) => [`#${name}`, name]));
  const values = Object.fromEntries([...set].map(([name, value]) => [`:${name}`, value]));
  const sets = [...set.keys()].map((name) => `#${name} = :${name}`);
  const removes = remove.length === 0 ? '' : ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}`;
  return {
    ...condition,
    UpdateExpression: `SET ${sets.join(', ')}, #rev = if_not_exists(#rev, :now) + :one${removes}`,
    ExpressionAttributeNames: { ...condition.ExpressionAttributeNames, ...names },
    ExpressionAttributeValues: {
      ...condition.ExpressionAttributeValues,
      ...values,
      ':now': number(nowMs),
      ':one': number(1),
    },
  };
}

/** Counters stand beside the body, since DynamoDB adds to top-level attributes only. */
export const counterName = (name: string) => `count.${name}`;

/** What JSON leaves out is left out here too. */
const bodyAttributes = (item: NewItem) => marshall(JSON.parse(bodyText(item)) as Record<string, unknown>);

interface Stored extends Key {
  readonly rev: number;
  /** Absent in an item of counters. */
  readonly body?: Body;
  readonly until?: number;
  readonly ipk?: string;
  readonly isk?: string;
}

export function itemOf<B extends Body>(attributes: Attributes): Item<B> {
  const { pk, sk, rev, body, until, ipk, isk, ...others } = unmarshall(attributes) as unknown as Stored;
  const counts = () => Object.entries(others).map(([name, value]) => [name.replace(/^count\./u, ''), value]);
  return {
    pk,
    sk,
    revision: rev,
    body: (body ?? Object.fromEntries(counts())) as B,
    ...(until !== undefined && { expiresAtMs: until }),
    ...(ipk !== undefined && isk !== undefined && { index: { pk: ipk, sk: isk } }),
  };
} // prettier-ignore
