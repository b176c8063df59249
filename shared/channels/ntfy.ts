import type { ChannelConfig } from '../domain/config.ts';
import type { Channel, ChannelPorts } from './channel.ts';
import { chatOf, fitChat, plainText, shortText, type Chat } from './chat.ts';
import { post, secretOf } from './post.ts';

/** ntfy.sh refills one request in five seconds; a longer message would arrive as an attached file. */
const limits = { gapMs: 5_000, messageBytesMax: 4_000 } as const;

/** Alerts on phones by ntfy, on ntfy.sh or a server of the owner's. Whoever knows the topic may read: it is a secret. */
export function ntfyChannel(
  config: Extract<ChannelConfig, { type: 'ntfy' }>,
  ports: Pick<ChannelPorts, 'web' | 'secrets' | 'clock'>,
): Channel {
  return {
    name: config.name,
    target: `ntfy ${config.server}`,
    gapMs: limits.gapMs,
    async send(sending) {
      const topic = await secretOf(ports.secrets, config.topic);
      if (topic.kind === 'dead') return topic;
      const token = config.token === undefined ? undefined : await secretOf(ports.secrets, config.token);
      if (token?.kind === 'dead') return token;
      const whole = chatOf(sending.message, sending);
      const chat = fitChat(whole, limits.messageBytesMax, (one) => Buffer.byteLength(messageOf(one)));
      const { title, url } = chat;
      const common = { topic: topic.value, ...(url !== '' && { click: url }) };
      const bodies = [
        { ...common, title, message: messageOf(chat) },
        { ...common, message: shortText(whole) },
      ];
      return post(ports, {
        url: config.server,
        headers: token === undefined ? {} : { authorization: `Bearer ${token.value}` },
        hidden: [topic.value, ...(token === undefined ? [] : [token.value])],
        bodies: bodies.map((body) => JSON.stringify(body)),
      });
    },
  };
}

/** What stands below the title; a tap opens the address. */
const messageOf = (chat: Chat) => plainText({ ...chat, title: '', url: '' });
