import type { Blobs } from '../ports/blobs.ts';

const contentType = 'application/json';

/** Objects are immutable: their key carries what they are, so that a second put of it may be left out. */
export async function putJson(blobs: Blobs, key: string, value: object): Promise<void> {
  await blobs.put(key, new TextEncoder().encode(JSON.stringify(value)), { ifAbsent: true, contentType });
}

export async function getJson(blobs: Blobs, key: string): Promise<unknown> {
  const blob = await blobs.get(key);
  return blob === undefined ? undefined : JSON.parse(new TextDecoder().decode(blob.body));
}
