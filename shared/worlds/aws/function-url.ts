import type { LambdaFunctionURLEvent } from 'aws-lambda';
import { doorLimits } from '../../pipeline/feedback.ts';

/** What a request to a function's URL brings, as text; undefined where that is more than anybody has to send. */
export function bodyOf({ body = '', isBase64Encoded }: LambdaFunctionURLEvent): string | undefined {
  if (body.length > 2 * doorLimits.bodyBytesMax) return undefined;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return bytes.length > doorLimits.bodyBytesMax ? undefined : bytes.toString('utf8');
}
