import type { ChannelConfig } from '../domain/config.ts';
import type { Channel, ChannelPorts } from './channel.ts';
import { chatOf, escapeMarkdown, fitChat, linesOf, shortText, type Chat } from './chat.ts';
import { directionOf } from './lines.ts';
import { post, secretUrlOf } from './post.ts';

/** Teams takes four requests a second, of 28 KB with all that it wraps around a card. */
const limits = { gapMs: 1_000, bodyBytesMax: 20_000 } as const;

/**
 * Alerts as an Adaptive Card, by the webhook of a workflow ("When a Teams webhook request is received"). Text runs are
 * never read as markup.
 */
export function teamsChannel(
  config: Extract<ChannelConfig, { type: 'teams' }>,
  ports: Pick<ChannelPorts, 'web' | 'secrets' | 'clock'>,
): Channel {
  return {
    name: config.name,
    target: `teams ${config.url}`,
    gapMs: limits.gapMs,
    async send(sending) {
      const url = await secretUrlOf(ports.secrets, config.url);
      if (url.kind === 'dead') return url;
      const whole = chatOf(sending.message, sending);
      const chat = fitChat(whole, limits.bodyBytesMax, (one) => Buffer.byteLength(bodyOf(richCard(one))));
      return post(ports, { url: url.value, bodies: [richCard(chat), plainCard(whole)].map(bodyOf) });
    },
  };
}

interface Card {
  readonly version: string;
  readonly body: readonly object[];
  readonly actions?: readonly object[];
}

function bodyOf(card: Card): string {
  const content = { $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', ...card };
  return JSON.stringify({
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  });
} // prettier-ignore

function richCard(chat: Chat): Card {
  const { head, title, url, details, feedback } = chat;
  const opening = (to: string) => (to === '' ? {} : { selectAction: { type: 'Action.OpenUrl', url: to } });
  const lines = [
    { text: head, isSubtle: true },
    { text: title, weight: 'Bolder', size: 'Medium', ...opening(url) },
    ...details.map((text) => ({ text })),
    ...linesOf(chat).map((one) => ({ text: one.text, ...opening(one.url) })),
  ];
  // An address in a text run is no link here.
  const actions = [
    { type: 'Action.OpenUrl', title: 'Open', url },
    { type: 'Action.OpenUrl', title: 'Feedback', url: feedback },
  ].filter((action) => action.url !== '');
  return {
    version: '1.4',
    body: lines
      .filter(({ text }) => text !== '')
      .map((run) => ({
        type: 'RichTextBlock',
        horizontalAlignment: directionOf(run.text) === 'rtl' ? 'Right' : 'Left',
        inlines: [{ type: 'TextRun', ...run }],
      })),
    ...(actions.length > 0 && { actions }),
  };
}

/** The oldest element of cards, which reads some Markdown. */
const plainCard = (whole: Chat): Card => ({
  version: '1.0',
  body: [{ type: 'TextBlock', wrap: true, text: escapeMarkdown(shortText(whole)) }],
});
