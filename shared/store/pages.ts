import type { Body, Item, Page, Query, Table } from '../ports/table.ts';

/** What a query finds, page by page: a page may end long before what there is does. */
export async function* pagesOf<B extends Body>(
  table: Table,
  query: Omit<Query, 'cursor'>,
  pagesMax = Infinity,
): AsyncGenerator<Item<B>[]> {
  let cursor: string | undefined;
  for (let count = 0; count < pagesMax; count += 1) {
    const page: Page<B> = await table.query<B>({ ...query, cursor });
    yield page.items;
    cursor = page.cursor;
    if (cursor === undefined) return;
  }
}
