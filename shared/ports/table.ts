/**
 * Items under (pk, sk), with an expiry and one sparse second index. The shape is what one DynamoDB table
 * with one GSI offers; nothing here knows what an article is.
 */
export interface Table {
  /** The item, or undefined when it is absent or has expired. Strongly consistent. */
  get<B extends Body>(key: Key): Promise<Item<B> | undefined>;
  /** The items found, in no promised order; absent and expired ones are left out. Any number of keys. */
  getMany<B extends Body>(keys: readonly Key[]): Promise<Item<B>[]>;
  /** Replaces the whole item. `done` carries the revision that it has now. */
  put<B extends Body>(item: NewItem<B>, when: Condition): Promise<PutOutcome>;
  /** Adds to the numbers of an item that is written by `add` alone; makes it when absent. For display only. */
  add(key: Key, counts: Readonly<Record<string, number>>): Promise<void>;
  delete(key: Key, when: Condition): Promise<'done' | 'refused'>;
  /** One page, in the order of the sort key (code points). On the index: eventually consistent. */
  query<B extends Body>(query: Query): Promise<Page<B>>;
  /** All or nothing, at most `tableLimits.transactionActionsMax` actions, each on another key. */
  transact(actions: readonly Action[]): Promise<TransactOutcome>;
}

export const tableLimits = {
  transactionActionsMax: 100,
  /** JSON bytes of one item, keys included; a larger one is a bug of the caller and throws. */
  itemBytesMax: 400_000,
  pageItemsMax: 1_000,
} as const;

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Plain JSON. Keys whose value is undefined are not stored. (An object type, so that interfaces fit.) */
export type Body = object;

export interface NewItem<B extends Body = Body> extends Key {
  readonly body: B;
  /** From this time on the item counts as absent everywhere, and may be removed at any later time. */
  readonly expiresAtMs?: number | undefined;
  /** Present: the item also stands in the index under these keys. Absent: it leaves the index. */
  readonly index?: Key | undefined;
}

export interface Item<B extends Body = Body> extends NewItem<B> {
  /** Grows with every put of this key; what `{ revision }` compares. */
  readonly revision: number;
}

/** What must hold of the stored item for a write to happen. An expired item counts as absent. */
export type Condition = 'always' | 'absent' | 'present' | { readonly revision: number };

export type PutOutcome = { kind: 'done'; revision: number } | { kind: 'refused' };

export interface Query {
  readonly pk: string;
  /** Read the second index (whose pk and sk the other fields then mean) instead of the table. */
  readonly on?: 'table' | 'index';
  readonly prefix?: string;
  /** Inclusive bounds of the sort key; not together with `prefix`. */
  readonly from?: string;
  readonly to?: string;
  readonly order?: 'ascending' | 'descending';
  /** 1 to `tableLimits.pageItemsMax`. A page may hold fewer items and still have a cursor. */
  readonly itemsMax: number;
  readonly cursor?: string | undefined;
}

export interface Page<B extends Body = Body> {
  readonly items: Item<B>[];
  /** Present when there may be more. */
  readonly cursor?: string;
}

export type Action =
  | { readonly put: NewItem; readonly when: Condition }
  | { readonly delete: Key; readonly when: Condition }
  | { readonly check: Key; readonly when: Condition };

/** `refused`: the condition of `actions[at]` did not hold. `conflict`: another write was under way; try again. */
export type TransactOutcome = { kind: 'done' } | { kind: 'refused'; at: number } | { kind: 'conflict' };
