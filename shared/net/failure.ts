import type { WebFailure, WebFailureReason } from '../ports/web.ts';

const detailCharsMax = 300;

/** Error codes of Node and undici, in our words; the first pattern that fits. */
const reasons: readonly (readonly [RegExp, WebFailureReason])[] = [
  [/^RASID_REFUSED_ADDRESS$/, 'refused-address'],
  [/^RASID_BODY_TOO_LARGE$|^UND_ERR_HEADERS_OVERFLOW$|^HPE_HEADER_OVERFLOW$/, 'too-large'],
  [/TIMEOUT|^TimeoutError$|^ETIMEDOUT$|^AbortError$|^UND_ERR_ABORTED$/, 'timeout'],
  [/^ENOTFOUND$|^EAI_|^ENODATA$/, 'dns'],
  [/^ERR_TLS|^ERR_SSL|CERT|^UNABLE_TO_|^EPROTO$|SELF_SIGNED|^HOSTNAME_MISMATCH$/, 'tls'],
  [/^ECONNREFUSED$|^EHOSTUNREACH$|^ENETUNREACH$|^EADDRNOTAVAIL$|^EACCES$/, 'connect'],
  [/^ERR_INVALID_URL$|^UND_ERR_INVALID_ARG$/, 'bad-url'],
];

/** What a request that threw has met. Everything unforeseen is `broken`: the far end did not speak HTTP. */
export function failureOf(error: unknown): WebFailure {
  const found = error instanceof Error ? error : new Error(String(error));
  const words = [('code' in found && String(found.code)) || '', found.name];
  const reason = reasons.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1] ?? 'broken';
  return { kind: 'failed', reason, detail: found.message.slice(0, detailCharsMax) };
}
