/** A week: nobody means more, and a mistake must not stop a feed for good. */
const waitMsMax = 7 * 86_400_000;

/** How long `Retry-After` (seconds or an HTTP date) asks to wait; undefined where it is absent or unreadable. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(0, waitMs), waitMsMax);
}
