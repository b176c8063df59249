/** AWS's refusals, by the names and words of the SDK's errors, and what helps. The first that fits. */
const failures: readonly (readonly [RegExp, (message: string) => string])[] = [
  [
    /^(?:CredentialsProviderError|ExpiredToken(?:Exception)?|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId|AuthFailure)\b/u,
    (message) =>
      `AWS credentials are missing or not accepted (${message}). Run \`aws configure\` or \`aws sso login\`, or set AWS_PROFILE.`,
  ],
  [
    /^\w*AccessDenied\w*|^UnauthorizedOperation|is not authorized to perform/u,
    (message) => `A permission is missing: ${message}. Ask the account's owner for it, or use another AWS_PROFILE.`,
  ],
  [/Region is missing/u, () => 'No region: give --region, such as --region eu-central-1, or set AWS_REGION.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|Inaccessible host|Invalid region/u,
    (message) => `Nothing answers for this region (${message}). Check --region and your connection.`,
  ],
  [
    /^(?:Throttling\w*|TooManyRequests\w*|RequestLimitExceeded)/u,
    (message) => `AWS asks to slow down (${message}). Try again in a minute.`,
  ],
]; // prettier-ignore

const messageCharsMax = 300;

/** One line for the owner: what AWS refused and the next step. Undefined where the error is none of AWS's. */
export function awsFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const inner = 'errors' in error && Array.isArray(error.errors) ? String(error.errors[0]) : '';
  const message = (error.message || inner).replace(/\s+/gu, ' ').slice(0, messageCharsMax);
  const code = 'code' in error ? String(error.code) : '';
  const found = failures.find(([pattern]) => pattern.test(`${error.name}: ${code} ${message}`) || pattern.test(message)); // prettier-ignore
  return found?.[1](message);
}
