import { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../../ports/world.ts';
import { clientConfig } from './client-config.ts';
import { sqsQueue } from './queue.ts';

/** A queue and its dead-letter queue, by their URLs. */
export function awsQueue(urls: { url: string; deadUrl: string }, clock: Clock) {
  client ??= new SQSClient(clientConfig());
  return sqsQueue({ client, ...urls, clock });
}

let client: SQSClient | undefined;
