import { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../../ports/world.ts';
import { clientConfig } from './client-config.ts';
import { sqsQueue } from './queue.ts';

/** A queue and its dead-letter queue, by their URLs. */
export function awsQueue(urls: { url: string; deadUrl: string }, clock: Clock) {
  // A simulator's queues are named after AWS, and only its endpoint is there.
  const useQueueUrlAsEndpoint = process.env['AWS_ENDPOINT_URL'] === undefined;
  client ??= new SQSClient({ ...clientConfig(), useQueueUrlAsEndpoint });
  return sqsQueue({ client, ...urls, clock });
}

let client: SQSClient | undefined;
