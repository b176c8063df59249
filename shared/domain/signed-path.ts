import { createHmac, timingSafeEqual } from 'node:crypto';

/** 32 random bytes are 43 characters; an empty or cut key could be guessed, and everybody could sign. */
export const keyCharsMin = 32;
export const isDoorKey = (key: string) => key.trim().length >= keyCharsMin;

/** The signature of a path that may be opened without a log-in: HMAC-SHA256, base64url. */
export function signatureOf(key: string, path: string): string {
  return createHmac('sha256', key).update(path).digest('base64url');
}

/** Compares in constant time, so that no answer tells how much of a guess was right. */
export function isSigned(key: string, path: string, signature: string): boolean {
  const wanted = Buffer.from(signatureOf(key, path));
  const given = Buffer.from(signature);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** A path with its signature, as links carry it. */
export const signedPath = (key: string, path: string) => `${path}?s=${signatureOf(key, path)}`;
