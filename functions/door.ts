import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { postedFrom } from '../shared/domain/posted-from.ts';
import { isDoorKey, isSigned, signedPath } from '../shared/domain/signed-path.ts';
import { canaryAnswer } from '../shared/pipeline/canary.ts';
import { feedbackAnswer } from '../shared/pipeline/feedback.ts';
import { topicFeed } from '../shared/pipeline/topic-feed.ts';
import { bodyOf } from '../shared/worlds/aws/function-url.ts';
import { fromEnvironment, invocationClock } from '../shared/worlds/aws/lambda.ts';
import { doorKeyName } from '../shared/worlds/aws/names.ts';
import { awsSecrets } from '../shared/worlds/aws/secrets.ts';
import { awsStore } from '../shared/worlds/aws/store.ts';

const clock = invocationClock();
const names = { tableName: fromEnvironment('TABLE_NAME'), bucketName: fromEnvironment('BUCKET_NAME') };
const ports = awsStore(names, clock, () => clock.invocation());
const secrets = awsSecrets(fromEnvironment('SECRETS_PATH'), clock);
const notFound = { statusCode: 404, headers: { 'content-type': 'text/plain' }, body: 'not found\n' };

/** Signed paths only: without the signature, a path that exists answers as one that does not. */
export async function handler(event: LambdaFunctionURLEvent, context: Context): Promise<LambdaFunctionURLResult> {
  clock.begin(context);
  const { rawPath: path, headers, requestContext } = event;
  const key = await secrets.get(doorKeyName);
  if (key === undefined || !isDoorKey(key) || !isSigned(key, path, event.queryStringParameters?.['s'] ?? '')) return notFound;
  const origin = `${headers['x-forwarded-proto'] ?? 'https'}://${requestContext.domainName}`;
  const isForeign = postedFrom({ origin: headers['origin'], site: headers['sec-fetch-site'] }, origin) === 'foreign';
  const asked = { path, method: requestContext.http.method, contentType: headers['content-type'], isForeign, body: bodyOf(event) };
  const answer = await feedbackAnswer(ports, asked);
  if (answer !== undefined) return { ...answer, statusCode: answer.status };
  const urlOf = (one: string) => `${origin}${signedPath(key, one)}`;
  const canary = canaryAnswer({ path, ifNoneMatch: headers['if-none-match'] }, { nowMs: clock.nowMs(), urlOf });
  const found = canary ?? (await topicFeed(ports, path, urlOf(path)));
  if (found === undefined) return notFound;
  const caching = canary === undefined ? { 'cache-control': 'max-age=60' } : { 'cache-control': 'no-cache', ...(canary.etag !== undefined && { etag: canary.etag }) };
  return { statusCode: found.status, headers: { 'content-type': found.type, ...caching }, body: found.body };
} // prettier-ignore
