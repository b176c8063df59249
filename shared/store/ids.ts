import { createHash } from 'node:crypto';

/** 24 hex digits (96 bits) of SHA-256: an id that anybody can make again from the same words. */
export function idOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  // The length stands before each part, so that ('a', 'bc') and ('ab', 'c') differ.
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('hex').slice(0, 24);
}

/** SHA-256 of bytes, in hex. */
export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A time that sorts as text does: milliseconds since 1970, 15 digits. */
export function sortable(timeMs: number): string {
  return Math.max(0, Math.floor(timeMs)).toString().padStart(15, '0');
}

/** The UTC day of a time: `2026-02-13`. */
export function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

export const dayMs = 86_400_000;
