import type { ChannelConfig } from '../domain/config.ts';
import { escapeAttribute } from '../domain/markup-text.ts';
import { channelLimits, type Channel, type ChannelPorts } from './channel.ts';
import type { Message } from '../domain/notice.ts';
import { chatOf, linesOf, plainText, type Chat, type Linked } from './chat.ts';
import { plain } from '../domain/plain.ts';
import { cutOnWord, directionOf } from './lines.ts';
import { digestTitle } from './message.ts';

/** Accounts in SES's sandbox send one mail a second. */
const limits = { gapMs: 1_000, subjectCharsMax: 150 } as const;

/** Alerts by e-mail to one address: plain text, and HTML in which each paragraph has its own direction. */
export function emailChannel(
  config: Extract<ChannelConfig, { type: 'email' }>,
  ports: Pick<ChannelPorts, 'mail'>,
): Channel {
  return {
    name: config.name,
    target: 'email',
    gapMs: limits.gapMs,
    async send(sending) {
      const chat = chatOf(sending.message, sending);
      const mark = sending.isSample ? 'A sample: ' : '';
      const title = subjectOf(sending.message);
      return ports.mail.send({
        from: config.from,
        to: config.to,
        subject: mark + cutOnWord(plain(title), limits.subjectCharsMax),
        text: `${plainText(chat)}\n`,
        html: htmlOf(chat),
        id: sending.id,
        unsubscribe: `mailto:${config.from}?subject=${encodeURIComponent(`unsubscribe ${config.name}`)}`,
        totalMs: channelLimits.requestMs,
      });
    },
  };
}

function subjectOf(message: Message): string {
  switch (message.kind) {
    case 'alert':
      return message.alert.article.title;
    case 'digest':
      return `${message.digest.topicTitle}: ${digestTitle(message.digest)}`;
    case 'notice':
      return message.notice.title;
  }
}

function htmlOf(chat: Chat): string {
  const { head, title, url, details, feedback, list } = chat;
  const name = escapeAttribute(title);
  const heading = url === '' ? name : `<a href="${escapeAttribute(url)}">${name}</a>`;
  return [
    '<!DOCTYPE html>',
    '<html><head><meta charset="utf-8"></head><body>',
    paragraph(head, escapeAttribute(head)),
    `<h2 dir="${directionOf(title)}">${heading}</h2>`,
    ...details.map((line) => paragraph(line, escapeAttribute(line))),
    ...linesOf(chat).map((one) => paragraph(one.text, linked(one))),
    ...(feedback === '' ? [] : [`<p dir="ltr">Feedback: ${anchor(feedback)}</p>`]),
    ...(url === '' || list !== undefined ? [] : [`<p dir="ltr">${anchor(url)}</p>`]),
    '</body></html>',
    '',
  ].join('\n');
}

const anchor = (url: string) => `<a href="${escapeAttribute(url)}">${escapeAttribute(url)}</a>`;

const paragraph = (line: string, html: string) => `<p dir="${directionOf(line)}">${html}</p>`;

const linked = ({ text, url }: Linked) =>
  url === '' ? escapeAttribute(text) : `<a href="${escapeAttribute(url)}">${escapeAttribute(text)}</a>`;
