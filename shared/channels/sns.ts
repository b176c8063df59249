import type { ChannelConfig } from '../domain/config.ts';
import type { Message } from '../domain/notice.ts';
import { channelLimits, type Channel, type ChannelPorts } from './channel.ts';
import { chatOf, plainText } from './chat.ts';

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
      return ports.broadcast.publish({
        place: config.topic,
        // An SNS subject is ASCII: titles stand in the text.
        subject: `Rasid: ${what}${isSample ? ' (a sample)' : ''}`.slice(0, 100),
        text: plainText(chatOf(message, sending)),
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
