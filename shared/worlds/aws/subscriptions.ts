import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { clientConfig } from './client-config.ts';

/** E-mail addresses that AWS has written to and that have not confirmed: the topic's alarms do not reach them. */
export async function unconfirmedEmails(topicArn: string): Promise<string[]> {
  const client = new SNSClient(clientConfig());
  const { Subscriptions = [] } = await client.send(
    new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }),
  );
  return Subscriptions.flatMap(({ Protocol, Endpoint, SubscriptionArn }) =>
    Protocol === 'email' && Endpoint !== undefined && !SubscriptionArn?.startsWith('arn:') ? [Endpoint] : [],
  );
}
