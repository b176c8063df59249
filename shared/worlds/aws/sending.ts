import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Broadcast } from '../../ports/broadcast.ts';
import type { Handover, Mail } from '../../ports/mail.ts';
import { channelLimits } from '../../channels/channel.ts';

/** One try a call: the ledger tries again, and marks it as a repeat. */
export const sendingConfig = () => ({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: channelLimits.requestMs },
});

/** Mail by SES. It writes a Message-ID of its own, so the delivery's id stands in a header beside it. */
export function sesMail(client = new SESv2Client(sendingConfig())): Mail {
  return {
    send: ({ from, to, subject, text, html, id, unsubscribe, totalMs }) => {
      const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
      const Headers = [
        { Name: 'List-Unsubscribe', Value: `<${unsubscribe}>` },
        { Name: 'Auto-Submitted', Value: 'auto-generated' },
        { Name: 'X-Rasid-Delivery', Value: id },
      ];
      const command = new SendEmailCommand({
        FromEmailAddress: `Rasid <${from}>`,
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) }, Headers } },
      });
      return handover('SES', totalMs, (abortSignal) => client.send(command, { abortSignal }));
    },
  };
} // prettier-ignore

/** SNS topics of the account. */
export function snsBroadcast(client = new SNSClient(sendingConfig())): Broadcast {
  return {
    publish: ({ place, subject, text, id, totalMs }) => {
      const attribute = { DataType: 'String', StringValue: id };
      // A FIFO topic drops by itself what it has seen within five minutes.
      const order = place.endsWith('.fifo') ? { MessageGroupId: 'rasid', MessageDeduplicationId: id } : {};
      const command = new PublishCommand({ TopicArn: place, Subject: subject, Message: text, MessageAttributes: { 'rasid-delivery': attribute }, ...order });
      return handover('SNS', totalMs, (abortSignal) => client.send(command, { abortSignal }));
    },
  };
} // prettier-ignore

async function handover(
  name: string,
  totalMs: number,
  send: (signal: AbortSignal) => Promise<unknown>,
): Promise<Handover> {
  try {
    await send(AbortSignal.timeout(totalMs));
    return { kind: 'sent' };
  } catch (error) {
    return handoverOf(name, error);
  }
}

/** By the error's name alone: its words hold addresses. */
function handoverOf(service: string, error: unknown): Handover {
  const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (status === undefined)
    return { kind: 'retry', reason: `${service} could not be reached (${name})`, mayHaveArrived: true };
  const isFinal =
    status >= 400 &&
    status < 500 &&
    ![408, 425, 429].includes(status) &&
    !/Throttl|LimitExceeded|SendingPaused/u.test(name);
  const reason = `${service} answered HTTP ${status} (${name})`;
  return isFinal ? { kind: 'dead', reason } : { kind: 'retry', reason, mayHaveArrived: status >= 500 };
}
