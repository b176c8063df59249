import type { ChannelConfig } from '../domain/config.ts';
import type { Message } from '../domain/notice.ts';
import { channelLimits, type Channel, type ChannelPorts } from './channel.ts';
import { chatOf, fitChat, plainText, type Chat } from './chat.ts';

/** SNS takes 256 KiB of UTF-8 a message, its attributes among them; a subject has 100 characters. */
const limits = { textBytesMax: 260_000, subjectCharsMax: 100 } as const;

/** Alerts to an SNS topic of the account, as plain text for whoever has subscribed. */
export function snsChannel(
  config: Extract<ChannelConfig, { type: 'sns' }>,
  ports: Pick<ChannelPorts, 'broadcast'>,
): Channel {
  return {
    name: config.name,
    target: `sns ${config.topic}`,
    gapMs: 0,
    async send(sending) {
      const { message, isSample, id } = sending;
      const what = whatOf(message);
      const bytesOf = (one: Chat) => Buffer.byteLength(plainText(one));
      const chat = fitChat(chatOf(message, sending), limits.textBytesMax, bytesOf);
      return ports.broadcast.publish({
        place: config.topic,
        // An SNS subject is ASCII: titles stand in the text.
        subject: `Rasid: ${what}${isSample ? ' (a sample)' : ''}`.slice(0, limits.subjectCharsMax),
        text: plainText(chat),
        id,
        totalMs: channelLimits.requestMs,
      });
    },
  };
}

function whatOf(message: Message): string {
  switch (message.kind) {
    case 'alert':
      return `news on ${message.alert.topic}`;
    case 'digest':
      return `${message.digest.itemCount} news on ${message.digest.topic}`;
    case 'notice':
      return message.notice.kind;
  }
}
