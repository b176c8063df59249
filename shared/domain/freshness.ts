type Headers = Readonly<Record<string, string>>;

/** How long an answer may be taken for the present one (RFC 9111: `max-age`, else `Expires`, less `Age`); 0 where it does not say. */
export function freshForMs(headers: Headers, nowMs: number): number {
  const control = (headers['cache-control'] ?? '').toLowerCase();
  if (/\bno-(?:cache|store)\b/u.test(control)) return 0;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/u.exec(control)?.[1];
  const lifetimeMs = maxAge === undefined ? untilExpiryMs(headers, nowMs) : Number(maxAge) * 1_000;
  const ageMs = /^\d{1,10}$/u.test(headers['age'] ?? '') ? Number(headers['age']) * 1_000 : 0;
  return Math.max(0, lifetimeMs - ageMs);
}

/** By the server's own clock where it shows it, since only the difference is meant. */
function untilExpiryMs(headers: Headers, nowMs: number): number {
  const expiresAtMs = Date.parse(headers['expires'] ?? '');
  const sentAtMs = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(expiresAtMs)) return 0;
  return expiresAtMs - (Number.isNaN(sentAtMs) ? nowMs : sentAtMs);
}
