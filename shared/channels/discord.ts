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
      const chat = fitChat(whole, limits.textCharsMax, (one) => markdown(one, bold).length);
      const common = { allowed_mentions: { parse: [] }, flags: suppressEmbeds };
      return post(ports, {
        url: url.value,
        bodies: [markdown(chat, bold), markdown(shortChat(whole), plainly)].map((content) =>
          JSON.stringify({ ...common, content }),
        ),
      });
    },
  };
} // prettier-ignore

const bold = (text: string) => (text === '' ? '' : `**${text}**`);
const plainly = (text: string) => text;

/** Strangers' texts are escaped in every form: the second one is only without emphasis of ours. */
function markdown(chat: Chat, emphasise: (text: string) => string): string {
  const { head, title, url, details, feedback, list } = chat;
  const items = linesOf(chat).map((one) => ({
    text: escapeMarkdown(one.text),
    url: one.url === '' ? '' : `<${one.url}>`,
  }));
  return plainText({
    head: escapeMarkdown(head),
    title: emphasise(escapeMarkdown(title)),
    details: details.map(escapeMarkdown),
    url: url === '' ? '' : `<${url}>`,
    feedback: feedback === '' ? '' : `<${feedback}>`,
    // Each line is escaped already, with how many more there are.
    list: list && { items, itemCount: items.length, url: '' },
  });
}
