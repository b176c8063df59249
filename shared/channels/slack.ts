import type { ChannelConfig } from '../domain/config.ts';
import { escapeText } from '../domain/markup-text.ts';
import type { Channel, ChannelPorts } from './channel.ts';
import { chatOf, fitChat, linesOf, plainText, shortText, type Chat, type Linked } from './chat.ts';
import { post, secretUrlOf } from './post.ts';

/** Slack takes one message a second and channel; a section of text may have 3,000 characters. */
const limits = { gapMs: 1_000, textCharsMax: 3_000 } as const;

/**
 * Alerts by a Slack incoming webhook. The text goes as rich text, whose parts are never read as markup; the `text`
 * beside it is what notifications show.
 */
export function slackChannel(
  config: Extract<ChannelConfig, { type: 'slack' }>,
  ports: Pick<ChannelPorts, 'web' | 'secrets' | 'clock'>,
): Channel {
  return {
    name: config.name,
    target: `slack ${config.url}`,
    gapMs: limits.gapMs,
    async send(sending) {
      const url = await secretUrlOf(ports.secrets, config.url);
      if (url.kind === 'dead') return url;
      const whole = chatOf(sending.message, sending);
      // The three characters that it reads in a plain text, too.
      const short = { text: escapeText(shortText(whole)), mrkdwn: false, unfurl_links: false };
      const chat = fitChat(whole, limits.textCharsMax, (one) => plainText(one).length);
      const rich = { ...short, blocks: [{ type: 'rich_text', elements: [richText(chat)] }] };
      return post(ports, { url: url.value, bodies: [rich, short].map((body) => JSON.stringify(body)) });
    },
  };
}

function richText(chat: Chat) {
  const { head, title, url, details, feedback } = chat;
  const linked = (one: Linked, style?: object) =>
    one.url === '' ? { type: 'text', text: one.text, style } : { type: 'link', url: one.url, text: one.text, style };
  const items = linesOf(chat).flatMap((one) => [{ type: 'text', text: '\n' }, linked(one)]);
  const link = linked({ text: title, url }, { bold: true });
  const texts = [{ type: 'text', text: `${head}\n` }, link, { type: 'text', text: ['', ...details].join('\n') }, ...items];
  // An address in a text is no link here.
  const answer = feedback === '' ? [] : [{ type: 'text', text: '\nFeedback: ' }, linked({ text: feedback, url: feedback })];
  return { type: 'rich_text_section', elements: [...texts, ...answer].filter(({ text }) => text !== '') };
} // prettier-ignore
