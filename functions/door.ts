import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { isSigned } from '../shared/domain/signed-path.ts';
import { topicFeed } from '../shared/pipeline/topic-feed.ts';
import { fromEnvironment, invocationClock } from '../shared/worlds/aws/lambda.ts';
import { awsSecrets } from '../shared/worlds/aws/secrets.ts';
import { awsStore } from '../shared/worlds/aws/store.ts';

const clock = invocationClock();
const ports = awsStore({ tableName: fromEnvironment('TABLE_NAME'), bucketName: fromEnvironment('BUCKET_NAME') }, clock); // prettier-ignore
const secrets = awsSecrets(fromEnvironment('SECRETS_PATH'), clock);
const notFound = { statusCode: 404, headers: { 'content-type': 'text/plain' }, body: 'not found\n' };

/** Signed paths only: without the signature, a path that exists answers as one that does not. */
export async function handler(
  event: LambdaFunctionURLEvent,
  context: Context,
): Promise<LambdaFunctionURLResult> {
  // prettier-ignore
  clock.begin(context);
  const key = await secrets.get('door-key');
  const signature = event.queryStringParameters?.['s'] ?? '';
  if (key === undefined || !isSigned(key, event.rawPath, signature)) return notFound;
  const selfUrl = `https://${event.requestContext.domainName}${event.rawPath}?s=${signature}`;
  const feed = await topicFeed(ports, event.rawPath, selfUrl);
  if (feed === undefined) return notFound;
  return {
    statusCode: feed.status,
    headers: { 'content-type': feed.type, 'cache-control': 'max-age=60' },
    body: feed.body,
  };
}
