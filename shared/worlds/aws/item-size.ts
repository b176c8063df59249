import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../ports/table.ts';
import { keyAttributes, updateOf } from './items.ts';

const kb = 1_024;

/** Bytes that DynamoDB counts for an attribute's value ("DynamoDB item sizes and formats" in its guide). */
function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  // About a byte for two digits, and one more.
  if (value.N !== undefined) return Math.ceil(value.N.replace(/^-|\./gu, '').length / 2) + 1;
  if (value.L !== undefined) return 3 + value.L.reduce((total, one) => total + 1 + valueBytes(one), 0);
  if (value.M !== undefined)
    return 3 + Object.entries(value.M).reduce((total, [name, one]) => total + 1 + Buffer.byteLength(name) + valueBytes(one), 0); // prettier-ignore
  return 1;
}

/** Bytes of an item as the AWS world stores it. */
export function itemBytes(item: Item): number {
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = updateOf(item, 'always', item.revision); // prettier-ignore
  const attributes = { ...keyAttributes(item), rev: { N: String(item.revision) } };
  for (const [placeholder, name] of Object.entries(names)) {
    const value = values[`:${placeholder.slice(1)}`];
    if (value !== undefined) Object.assign(attributes, { [name]: value });
  }
  return Object.entries(attributes).reduce((total, [name, value]) => total + name.length + valueBytes(value), 0);
} // prettier-ignore

export const writeUnitsOf = (bytes: number) => Math.max(1, Math.ceil(bytes / kb));
export const readUnitsOf = (bytes: number) => Math.max(1, Math.ceil(bytes / (4 * kb)));
