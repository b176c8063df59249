import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type Message as SqsMessage,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Clock } from '../../ports/world.ts';
import { queueLimits, type Message, type NewMessage, type Queue } from '../../ports/queue.ts';

export interface SqsQueueOptions {
  readonly client: SQSClient;
  readonly url: string;
  /** Its dead-letter queue. */
  readonly deadUrl: string;
  readonly clock: Clock;
}

/** SQS's own bounds. */
const batchMessagesMax = 10;
const visibilitySecondsMax = 43_200;
const sendTriesMax = 3;
/** How long the dead list is held while it is looked at. */
const lookSeconds = 5;
const idPattern = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/u;

/** The Queue port on one FIFO queue and its dead-letter queue. Throws what the SDK throws when AWS fails. */
export function sqsQueue({ client, url: QueueUrl, deadUrl, clock }: SqsQueueOptions): Queue {
  const hide = async (url: string, ReceiptHandle: string | undefined, delayMs: number) => {
    const VisibilityTimeout = Math.min(Math.ceil(Math.max(0, delayMs) / 1_000), visibilitySecondsMax);
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }),
    );
  };
  /** A receipt that has run out does nothing: the message is somebody else's by now. */
  const whileHeld = async ({ receipt }: Message, act: (handle: string) => Promise<unknown>) => {
    const { handle, untilMs } = heldBy(receipt);
    if (untilMs > clock.nowMs()) await act(handle);
  };
  const remove = (ReceiptHandle: string) =>
    client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return {
    async send(messages) {
      for (const { body } of messages) {
        if (Buffer.byteLength(body) > queueLimits.bodyBytesMax) throw new Error(`a message of more than ${queueLimits.bodyBytesMax} bytes`); // prettier-ignore
      }
      for (const batch of batches(messages)) await sendBatch(client, QueueUrl, batch);
    },
    /** One call a message: of several messages of one group only the first may be under way. */
    async receive({ messagesMax, visibilityMs }) {
      const received: Message[] = [];
      while (received.length < messagesMax) {
        const askedAtMs = clock.nowMs();
        const { Messages: [message] = [] } = await client.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: 1,
            VisibilityTimeout: Math.ceil(visibilityMs / 1_000),
            WaitTimeSeconds: 0,
            MessageSystemAttributeNames: ['All'],
          }),
        );
        if (message === undefined) break;
        const receipt = receiptOf(message.ReceiptHandle ?? '', askedAtMs + visibilityMs);
        received.push({ ...messageOf(message), receipt });
      }
      return received;
    },
    done: (message) => whileHeld(message, remove),
    retryLater: (message, delayMs) => whileHeld(message, (handle) => hide(QueueUrl, handle, delayMs)),
    bury: (message, reason) =>
      whileHeld(message, async (handle) => {
        await client.send(
          new SendMessageCommand({
            QueueUrl: deadUrl,
            MessageBody: message.body,
            MessageGroupId: idOf(message.group),
            MessageDeduplicationId: idOf(message.dedupeId),
            MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
          }),
        );
        await remove(handle);
      }),
    async dead({ messagesMax }) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: deadUrl,
          MaxNumberOfMessages: Math.min(messagesMax, batchMessagesMax),
          VisibilityTimeout: lookSeconds,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      for (const { ReceiptHandle } of Messages) await hide(deadUrl, ReceiptHandle, 0);
      return Messages.map((message) => ({
        ...messageOf(message),
        sentAtMs: Number(message.Attributes?.SentTimestamp),
        reason: message.MessageAttributes?.['reason']?.StringValue,
      }));
    },
  };
}

function messageOf({ MessageId = '', Body = '', Attributes }: SqsMessage) {
  return {
    id: MessageId,
    body: Body,
    group: Attributes?.MessageGroupId ?? '',
    dedupeId: Attributes?.MessageDeduplicationId ?? '',
    receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
  };
}

/** At most 10 messages and 256 KB a call, in order. */
function* batches(messages: readonly NewMessage[]): Generator<NewMessage[]> {
  let batch: NewMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.body);
    if (batch.length === batchMessagesMax || (batch.length > 0 && bytes + size > queueLimits.bodyBytesMax)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** What SQS did not take of a batch is sent again: dedupe ids make that harmless, and a group's order is kept. */
async function sendBatch(client: SQSClient, QueueUrl: string, messages: readonly NewMessage[]): Promise<void> {
  let open = [...messages];
  for (let tries = 1; open.length > 0; tries += 1) {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: open.map(({ group, dedupeId, body }, index) => ({
          Id: String(index),
          MessageBody: body,
          MessageGroupId: idOf(group),
          MessageDeduplicationId: idOf(dedupeId),
        })),
      }),
    );
    if (Failed.length > 0 && tries === sendTriesMax) {
      throw new Error(`SQS did not take ${Failed.length} messages: ${Failed[0]?.Code} ${Failed[0]?.Message ?? ''}`);
    }
    open = open.filter((_, index) => Failed.some(({ Id }) => Id === String(index)));
  }
} // prettier-ignore

/** Ids that SQS would not take are sent as their hash. */
function idOf(text: string): string {
  return idPattern.test(text) ? text : createHash('sha256').update(text).digest('hex');
}

/** What this side knows of a message that it holds: SQS's handle, and until when it is ours. */
export const receiptOf = (handle: string, untilMs: number) => `${untilMs} ${handle}`;

function heldBy(receipt: string): { handle: string; untilMs: number } {
  const end = receipt.indexOf(' ');
  return { untilMs: Number(receipt.slice(0, end)), handle: receipt.slice(end + 1) };
}
