import { tableLimits, type Action, type Key, type NewItem } from '../ports/table.ts';

/** An item's body as JSON. Throws for one that is larger than any world takes. */
export function bodyText({ pk, sk, body }: NewItem): string {
  const text = JSON.stringify(body);
  if (Buffer.byteLength(text) + pk.length + sk.length > tableLimits.itemBytesMax) {
    throw new Error(`item ${pk} / ${sk} is larger than ${tableLimits.itemBytesMax} bytes`);
  }
  return text;
}

/** Throws for a transaction that no world takes. */
export function checkActions(actions: readonly Action[]): void {
  if (actions.length > tableLimits.transactionActionsMax)
    throw new Error('too many actions in a transaction');
  const keys = new Set(actions.map((action) => JSON.stringify([keyOf(action).pk, keyOf(action).sk])));
  if (keys.size < actions.length) throw new Error('one key twice in a transaction');
}

export function keyOf(action: Action): Key {
  if ('put' in action) return action.put;
  return 'delete' in action ? action.delete : action.check;
}
