import type { ChannelConfig } from '../domain/config.ts';
import type { Channel, ChannelPorts } from './channel.ts';
import { chatOf, escapeMarkdown, fitChat, linesOf, plainText, shortChat, type Chat } from './chat.ts';
import { post, secretUrlOf } from './post.ts';

/** Discord says in its headers when it has had enough; beside that, thirty messages a minute in a channel. */
const limits = { gapMs: 2_000, textCharsMax: 2_000 } as const;
const suppressEmbeds = 4;

/** Alerts by a Discord webhook, as Markdown. Nobody is ever mentioned. */
export function discordChannel(
  config: Extract<ChannelConfig, { type: 'discord' }>,
  ports: Pick<ChannelPorts, 'web' | 'secrets' | 'clock'>,
): Channel {
  return {
    name: config.name,
    target: `discord ${config.url}`,
    gapMs: limits.gapMs,
    async send(sending) {
      const url = await secretUrlOf(ports.secrets, config.url);
      if (url.kind === 'dead') return url;
      const whole = chatOf(sending.message, sending);
      const chat = fitChat(whole, limits.textCharsMax, (one) => markdown(one).length);
      const common = { allowed_mentions: { parse: [] }, flags: suppressEmbeds };
      return post(ports, {
        url: url.value,
        bodies: [chat, shortChat(whole)].map(markdown).map((content) => JSON.stringify({ ...common, content })),
      });
    },
  };
} // prettier-ignore

function markdown(chat: Chat): string {
  const { head, title, url, details, feedback, list } = chat;
  const items = linesOf(chat).map((one) => ({
    text: escapeMarkdown(one.text),
    url: one.url === '' ? '' : `<${one.url}>`,
  }));
  const bold = title === '' ? '' : `**${escapeMarkdown(title)}**`;
  return plainText({
    head: escapeMarkdown(head),
    title: bold,
    details: details.map(escapeMarkdown),
    url: url === '' ? '' : `<${url}>`,
    feedback: feedback === '' ? '' : `<${feedback}>`,
    // Each line is escaped already, with how many more there are.
    list: list && { items, itemCount: items.length, url: '' },
  });
}
