import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tableLimits, type Action, type Condition, type Item, type Table } from '../../shared/ports/table.ts';

export interface TableWorld {
  readonly table: Table;
  nowMs(): number;
  /** Moves the table's time on. */
  advance(ms: number): Promise<void>;
  /** Waits until the index shows every write. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** What every Table promises. `runs`: how many random histories the model comparison takes. */
export function tableContract(name: string, make: () => Promise<TableWorld>, runs = 100): void {
  describe(`Table: ${name}`, () => {
    let world: TableWorld;
    let table: Table;
    beforeEach(async () => {
      world = await make();
      table = world.table;
    });
    afterEach(() => world.close());

    const key = (sk: string, pk = 'p') => ({ pk, sk });
    const put = (sk: string, body: object = {}, when: Condition = 'always') =>
      table.put({ ...key(sk), body }, when);

    test('get gives back what was put, undefined fields left out', async () => {
      await put('a', { text: 'داعش', list: [1, { deep: null }], none: undefined });
      expect((await table.get(key('a')))?.body).toEqual({ text: 'داعش', list: [1, { deep: null }] });
      expect(await table.get(key('b'))).toBeUndefined();
    });

    test('put replaces the whole item, its expiry and index included', async () => {
      await table.put(
        {
          ...key('a'),
          body: { x: 1, y: 2 },
          expiresAtMs: world.nowMs() + 1_000,
          index: { pk: 'i', sk: '1' },
        },
        'always',
      );
      await put('a', { x: 3 });
      await world.settle();
      await world.advance(5_000);
      expect((await table.get(key('a')))?.body).toEqual({ x: 3 });
      expect((await table.query({ pk: 'i', on: 'index', itemsMax: 10 })).items).toEqual([]);
    });

    test('conditions: absent, present and revision hold for put and delete', async () => {
      expect(await put('a', {}, 'present')).toEqual({ kind: 'refused' });
      const first = await put('a', {}, 'absent');
      expect(first.kind).toBe('done');
      expect(await put('a', {}, 'absent')).toEqual({ kind: 'refused' });
      const revision = first.kind === 'done' ? first.revision : 0;
      const second = await put('a', {}, { revision });
      expect(second.kind).toBe('done');
      expect(second.kind === 'done' && second.revision).toBeGreaterThan(revision);
      expect(await put('a', {}, { revision })).toEqual({ kind: 'refused' });
      expect(await table.delete(key('a'), { revision })).toBe('refused');
      expect(await table.delete(key('a'), 'present')).toBe('done');
      expect(await table.delete(key('a'), 'present')).toBe('refused');
      expect(await put('a', {}, { revision })).toEqual({ kind: 'refused' });
    });

    test('an expired item is absent everywhere', async () => {
      const expiresAtMs = world.nowMs() + 1_000;
      const first = await table.put(
        { ...key('a'), body: {}, expiresAtMs, index: { pk: 'i', sk: '1' } },
        'absent',
      );
      expect(await table.get(key('a'))).toBeDefined();
      await world.advance(2_000);
      expect(await table.get(key('a'))).toBeUndefined();
      expect(await table.getMany([key('a')])).toEqual([]);
      expect((await table.query({ pk: 'p', itemsMax: 10 })).items).toEqual([]);
      expect((await table.query({ pk: 'i', on: 'index', itemsMax: 10 })).items).toEqual([]);
      expect(await put('a', {}, 'present')).toEqual({ kind: 'refused' });
      expect(await put('a', {}, { revision: first.kind === 'done' ? first.revision : 0 })).toEqual({
        kind: 'refused',
      });
      expect((await put('a', {}, 'absent')).kind).toBe('done');
    });

    test('getMany takes any number of keys', async () => {
      for (let n = 0; n < 130; n += 1) await put(`k${n}`, { n });
      const items = await table.getMany<{ n: number }>([...Array(150).keys()].map((n) => key(`k${n}`)));
      expect(items.map((item) => item.body.n).sort((a, b) => a - b)).toEqual([...Array(130).keys()]);
    });

    test('query: prefix, range, order and pages agree on table and index', async () => {
      const names = ['a', 'a#1', 'a#2', 'a~', 'b', 'ä', 'ب', '\u{1F600}'];
      for (const sk of names) {
        await table.put({ ...key(sk), body: { sk }, index: { pk: 'i', sk } }, 'always');
        await table.put({ ...key(sk, 'other'), body: { sk } }, 'always');
      }
      await world.settle();
      for (const on of ['table', 'index'] as const) {
        const pk = on === 'table' ? 'p' : 'i';
        const all = async (query: object) => {
          const found: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await table.query<{ sk: string }>({ pk, on, itemsMax: 2, cursor, ...query });
            found.push(...page.items.map((item) => item.body.sk));
            cursor = page.cursor;
          } while (cursor !== undefined);
          return found;
        };
        expect(await all({})).toEqual(names);
        expect(await all({ order: 'descending' })).toEqual([...names].reverse());
        expect(await all({ prefix: 'a#' })).toEqual(['a#1', 'a#2']);
        expect(await all({ prefix: 'a' })).toEqual(['a', 'a#1', 'a#2', 'a~']);
        expect(await all({ from: 'a#2', to: 'b' })).toEqual(['a#2', 'a~', 'b']);
        expect(await all({ to: 'a#1', order: 'descending' })).toEqual(['a#1', 'a']);
      }
    });

    test('query: items under one index key keep apart, and pages do not lose or repeat them', async () => {
      for (let n = 0; n < 7; n += 1)
        await table.put({ ...key(`k${n}`), body: {}, index: { pk: 'i', sk: 'same' } }, 'always');
      await world.settle();
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await table.query({ pk: 'i', on: 'index', itemsMax: 3, cursor });
        seen.push(...page.items.map((item) => item.sk));
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(seen.sort()).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6']);
    });

    test('add counts, also from many sides at once', async () => {
      await Promise.all([...Array(20).keys()].map(() => table.add(key('count'), { seen: 1, kept: 2 })));
      expect((await table.get(key('count')))?.body).toEqual({ seen: 20, kept: 40 });
    });

    test('transact: all or nothing, naming the condition that failed', async () => {
      await put('b', { old: true });
      const actions: Action[] = [
        { put: { ...key('a'), body: {} }, when: 'absent' },
        { put: { ...key('b'), body: {} }, when: 'absent' },
      ];
      expect(await table.transact(actions)).toEqual({ kind: 'refused', at: 1 });
      expect(await table.get(key('a'))).toBeUndefined();
      expect((await table.get(key('b')))?.body).toEqual({ old: true });
      const done = await table.transact([
        { check: key('b'), when: 'present' },
        { put: { ...key('a'), body: { n: 1 } }, when: 'absent' },
        { delete: key('c'), when: 'always' },
      ]);
      expect(done).toEqual({ kind: 'done' });
      expect((await table.get(key('a')))?.body).toEqual({ n: 1 });
    });

    test('limits: too many actions, one key twice and too large an item throw', async () => {
      const many = (count: number) =>
        [...Array(count).keys()].map((n): Action => ({ put: { ...key(`k${n}`), body: {} }, when: 'always' }));
      await expect(table.transact(many(tableLimits.transactionActionsMax + 1))).rejects.toThrow();
      expect(await table.transact(many(tableLimits.transactionActionsMax))).toEqual({ kind: 'done' });
      await expect(table.transact([...many(1), ...many(1)])).rejects.toThrow();
      await expect(put('large', { text: 'x'.repeat(tableLimits.itemBytesMax) })).rejects.toThrow();
      expect(await table.get(key('large'))).toBeUndefined();
    });

    test('1,000 concurrent claims of one key have one winner', async () => {
      const claims = await Promise.all([...Array(1_000).keys()].map((n) => put('claim', { n }, 'absent')));
      const winners = claims.flatMap((claim, n) => (claim.kind === 'done' ? [n] : []));
      expect(winners).toHaveLength(1);
      expect((await table.get<{ n: number }>(key('claim')))?.body.n).toBe(winners[0]);
    });

    test('concurrent read-and-transact loops lose no step', async () => {
      await put('sum', { n: 0 });
      const step = async () => {
        for (;;) {
          const item = (await table.get<{ n: number }>(key('sum')))!;
          const outcome = await table.transact([
            { put: { ...key('sum'), body: { n: item.body.n + 1 } }, when: { revision: item.revision } },
          ]);
          if (outcome.kind === 'done') return;
        }
      };
      await Promise.all([...Array(25).keys()].map(step));
      expect((await table.get(key('sum')))?.body).toEqual({ n: 25 });
    });

    test('random histories agree with a plain map', async () => {
      const sk = fc.constantFrom('a', 'b', 'c');
      const condition = fc.constantFrom<'always' | 'absent' | 'present' | 'current' | 'stale'>(
        'always',
        'absent',
        'present',
        'current',
        'stale',
      );
      const step = fc.oneof(
        fc.record({ put: sk, when: condition, lifeMs: fc.constantFrom(undefined, 1_500, 60_000) }),
        fc.record({ delete: sk, when: condition }),
        fc.record({ advanceMs: fc.constantFrom(1_000, 2_000) }),
      );
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const pk = `run${(run += 1)}`;
          const model = new Map<
            string,
            { body: object; expiresAtMs: number | undefined; revision: number }
          >();
          const live = (name: string) => {
            const held = model.get(name);
            return held && (held.expiresAtMs ?? Infinity) > world.nowMs() ? held : undefined;
          };
          const resolve = (name: string, when: string): { when: Condition; holds: boolean } => {
            const held = live(name);
            if (when === 'current')
              return { when: { revision: held?.revision ?? 1 }, holds: held !== undefined };
            if (when === 'stale') return { when: { revision: 0 }, holds: false };
            const holds = when === 'always' || (when === 'present') === (held !== undefined);
            return { when: when as Condition, holds };
          };
          for (const [n, one] of steps.entries()) {
            if ('advanceMs' in one) await world.advance(one.advanceMs);
            else if ('put' in one) {
              const { when, holds } = resolve(one.put, one.when);
              const expiresAtMs = one.lifeMs === undefined ? undefined : world.nowMs() + one.lifeMs;
              const outcome = await table.put({ ...key(one.put, pk), body: { n }, expiresAtMs }, when);
              expect(outcome.kind).toBe(holds ? 'done' : 'refused');
              if (outcome.kind === 'done')
                model.set(one.put, { body: { n }, expiresAtMs, revision: outcome.revision });
            } else {
              const { when, holds } = resolve(one.delete, one.when);
              expect(await table.delete(key(one.delete, pk), when)).toBe(holds ? 'done' : 'refused');
              if (holds) model.delete(one.delete);
            }
          }
          const expected = ['a', 'b', 'c'].filter(live).map((name) => ({ sk: name, body: live(name)?.body }));
          const { items } = await table.query({ pk, itemsMax: 10 });
          expect(items.map((item: Item) => ({ sk: item.sk, body: item.body }))).toEqual(expected);
        }),
        { numRuns: runs },
      );
    });
  });
}
