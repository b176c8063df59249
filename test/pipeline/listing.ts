import type { Ports } from '../../shared/pipeline/ports.ts';
import type { Item, Query } from '../../shared/ports/table.ts';

/** An index that lists, for the partitions of a prefix, what it is made to: it follows its rows as late as a test wants. */
export const listing =
  (prefix: string, listed: (items: readonly Item[], ports: Ports) => readonly Item[]) =>
  (ports: Ports): Ports => ({
    ...ports,
    table: {
      ...ports.table,
      query: async <B extends object>(query: Query) => {
        const page = await ports.table.query<B>(query);
        return query.pk.startsWith(prefix)
          ? { ...page, items: listed(page.items, ports) as Item<B>[] }
          : page;
      },
    },
  });
