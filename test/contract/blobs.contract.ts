import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Blobs } from '../../shared/ports/blobs.ts';

export interface BlobsWorld {
  readonly blobs: Blobs;
  close(): Promise<void>;
}

/** What every Blobs promises. */
export function blobsContract(name: string, make: () => Promise<BlobsWorld>): void {
  describe(`Blobs: ${name}`, () => {
    let world: BlobsWorld;
    let blobs: Blobs;
    beforeEach(async () => {
      world = await make();
      blobs = world.blobs;
    });
    afterEach(() => world.close());
    const text = { ifAbsent: false, contentType: 'text/plain; charset=utf-8' };
    const bytes = (value: string) => new TextEncoder().encode(value);
    const read = async (key: string) => new TextDecoder().decode((await blobs.get(key))?.body);

    test('get gives back the bytes and the content type, also of an empty and a large body', async () => {
      const large = new Uint8Array(3_000_000).map((_, n) => (n * 7919) % 251);
      await blobs.put('a/large', large, { ...text, contentType: 'application/octet-stream' });
      await blobs.put('a/empty', new Uint8Array(), text);
      const found = await blobs.get('a/large');
      expect(found?.contentType).toBe('application/octet-stream');
      expect(Buffer.compare(found?.body ?? new Uint8Array(), large)).toBe(0);
      expect((await blobs.get('a/empty'))?.body.length).toBe(0);
      expect(await blobs.get('a/none')).toBeUndefined();
      expect(await blobs.get('a')).toBeUndefined();
    });

    test('put replaces; put if absent leaves what is there', async () => {
      expect(await blobs.put('k', bytes('one'), { ...text, ifAbsent: true })).toBe('stored');
      expect(await blobs.put('k', bytes('two'), { ...text, ifAbsent: true })).toBe('present');
      expect(await read('k')).toBe('one');
      expect(await blobs.put('k', bytes('three'), text)).toBe('stored');
      expect(await read('k')).toBe('three');
    });

    test('of 100 concurrent puts if absent one is stored, and its bytes stay', async () => {
      const outcomes = await Promise.all(
        [...Array(100).keys()].map((n) => blobs.put('race', bytes(`body ${n}`), { ...text, ifAbsent: true })),
      );
      const winners = outcomes.flatMap((outcome, n) => (outcome === 'stored' ? [n] : []));
      expect(winners).toHaveLength(1);
      expect(await read('race')).toBe(`body ${winners[0]}`);
    });

    test('list: by prefix, in order, in pages', async () => {
      const keys = ['a/1', 'a/2/x', 'a/2/y', 'ab', 'b/1'];
      for (const key of [...keys].reverse()) await blobs.put(key, bytes(key), text);
      const all = async (prefix: string) => {
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await blobs.list(prefix, { keysMax: 2, cursor });
          expect(page.keys.length).toBeLessThanOrEqual(2);
          found.push(...page.keys);
          cursor = page.cursor;
        } while (cursor !== undefined);
        return found;
      };
      expect(await all('a/')).toEqual(['a/1', 'a/2/x', 'a/2/y']);
      expect(await all('a')).toEqual(['a/1', 'a/2/x', 'a/2/y', 'ab']);
      expect(await all('a/2/x')).toEqual(['a/2/x']);
      expect(await all('c')).toEqual([]);
    });

    test.each(['', '/a', 'a/', 'a//b', '../a', 'a/../b', 'a/.', 'a b', 'ا'])(
      'key %j is refused',
      async (key) => {
        await expect(blobs.put(key, bytes('x'), text)).rejects.toThrow();
        await expect(blobs.get(key)).rejects.toThrow();
      },
    );
  });
}
