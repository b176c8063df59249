import type { ChannelConfig } from '../domain/config.ts';
import type { Channel, ChannelPorts } from './channel.ts';
import { chatOf, feedbackLines, fitChat, linesOf, shortText, type Chat } from './chat.ts';
import { post, secretOf } from './post.ts';

/** Telegram takes a message a second in a chat and twenty a minute in a group, of 4,096 UTF-16 units and 100 entities each. */
const limits = { gapMs: 1_000, groupGapMs: 3_000, textCharsMax: 4_096, entitiesMax: 100 } as const;

/**
 * Alerts by a Telegram bot. What is bold and what is a link is said beside the text (`entities`), so nothing in the
 * text is read as markup.
 */
export function telegramChannel(
  config: Extract<ChannelConfig, { type: 'telegram' }>,
  ports: Pick<ChannelPorts, 'web' | 'secrets' | 'clock'>,
): Channel {
  // Groups and channels have negative numbers or a name.
  const isGroup = /^[-@]/u.test(config.chat);
  return {
    name: config.name,
    target: `telegram ${config.chat}`,
    gapMs: isGroup ? limits.groupGapMs : limits.gapMs,
    async send(sending) {
      const token = await secretOf(ports.secrets, config.token);
      if (token.kind === 'dead') return token;
      const whole = callingNobody(chatOf(sending.message, sending));
      const chat = fitChat(whole, limits.textCharsMax, (one) => marked(one).text.length);
      const common = { chat_id: config.chat, link_preview_options: { is_disabled: true } };
      return post(ports, {
        url: new URL(`/bot${token.value}/sendMessage`, config.server).href,
        hidden: [token.value],
        bodies: [marked(chat), { text: shortText(whole) }].map((body) => JSON.stringify({ ...common, ...body })),
      });
    },
  };
} // prettier-ignore

/** Telegram makes a mention of every `@name` by itself, and tells whoever has the name: a word joiner keeps the two apart. */
function callingNobody(chat: Chat): Chat {
  const apart = (text: string) => text.replace(/@(?=\w)/gu, '@\u2060');
  const { head, title, details, list } = chat;
  const items = list?.items.map((one) => ({ ...one, text: apart(one.text) })) ?? [];
  return { ...chat, head: apart(head), title: apart(title), details: details.map(apart), list: list && { ...list, items } };
} // prettier-ignore

/** The text, and where in it (in UTF-16 units) the title and the links stand. */
function marked(chat: Chat) {
  const { head, title, url, details } = chat;
  const begin = head === '' ? '' : `${head}\n`;
  const place = { offset: begin.length, length: title.length };
  const entities: object[] = [{ type: 'bold', ...place }];
  if (url !== '') entities.push({ type: 'text_link', ...place, url });
  let text = [begin + title, ...details].join('\n');
  for (const item of linesOf(chat)) {
    text += '\n';
    if (item.url !== '') entities.push({ type: 'text_link', offset: text.length, length: item.text.length, url: item.url });
    text += item.text;
  }
  const lines = [text, ...feedbackLines(chat)].join('\n');
  return { text: lines, entities: entities.slice(0, limits.entitiesMax) };
} // prettier-ignore
