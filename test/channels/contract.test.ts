import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { makeChannel } from '../../shared/channels/list.ts';
import { sesMail, snsBroadcast } from '../../shared/worlds/aws/sending.ts';
import { smtpMail } from '../../shared/worlds/local/mail.ts';
import { channelContract, stringsOf } from '../contract/channel.contract.ts';
import { smtpFarEnd } from '../contract/far-end.ts';
import { textOfMail } from './mail-text.ts';
import * as providers from './providers.ts';

channelContract({
  name: 'console',
  noReceiver: 'the terminal is this process',
  make: (_, ports) => makeChannel({ name: 'console', type: 'console' }, ports),
});
channelContract({
  name: 'feed',
  noReceiver: 'readers fetch it',
  make: (_, ports) => makeChannel({ name: 'feed', type: 'feed' }, ports),
});

const noLines = 'programs read it';
channelContract({
  name: 'webhook',
  noLines,
  make: (url, ports) =>
    makeChannel({ name: 'desk', type: 'webhook', url: `${url}/hook/token-in-the-path` }, ports),
});
channelContract({
  name: 'webhook, its address a secret',
  noLines,
  secrets: ['DESK_URL'],
  make: (_, ports) => makeChannel({ name: 'desk', type: 'webhook', url: 'DESK_URL' }, ports),
});
channelContract({
  name: 'webhook, signed',
  noLines,
  secrets: ['DESK_SECRET', 'DESK_TOKEN'],
  make: (url, ports) =>
    makeChannel({ name: 'desk', type: 'webhook', url, secret: ['DESK_SECRET', 'DESK_TOKEN'] }, ports),
});

/** As the reader sees it, without the marks that keep Markdown away. */
const unescaped = (body: string) => stringsOf(body).replace(/\\([^\w\s])/gu, '$1');
const unslacked = (body: string) =>
  stringsOf(body).replace(/&lt;/gu, '<').replace(/&gt;/gu, '>').replace(/&amp;/gu, '&');

for (const type of ['slack', 'discord', 'teams'] as const) {
  channelContract({
    name: type,
    hasPlainer: true,
    secrets: ['DESK_URL'],
    provider: providers[type],
    textOf: type === 'slack' ? unslacked : unescaped,
    make: (_, ports) => makeChannel({ name: 'desk', type, url: 'DESK_URL' }, ports),
  });
}
channelContract({
  name: 'telegram',
  hasPlainer: true,
  secrets: ['DESK_TOKEN'],
  provider: providers.telegram,
  make: (server, ports) =>
    makeChannel({ name: 'desk', type: 'telegram', server, token: 'DESK_TOKEN', chat: '-1001' }, ports),
});
channelContract({
  name: 'ntfy',
  hasPlainer: true,
  secrets: ['DESK_TOPIC', 'DESK_TOKEN'],
  provider: providers.ntfy,
  make: (server, ports) =>
    makeChannel({ name: 'desk', type: 'ntfy', server, topic: 'DESK_TOPIC', token: 'DESK_TOKEN' }, ports),
});

const email = { name: 'desk', type: 'email', from: 'rasid@example.org', to: 'desk@example.org' } as const;
channelContract({
  name: 'e-mail by SMTP',
  open: smtpFarEnd,
  secrets: ['SMTP_URL'],
  noRetryAfter: 'SMTP has no word for it',
  textOf: textOfMail,
  ports: (_, { secrets }) => ({ mail: smtpMail(secrets) }),
  make: (_, ports) => makeChannel(email, ports),
});

const aws = (endpoint: string) => ({
  endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  maxAttempts: 1,
});
channelContract({
  name: 'e-mail by SES',
  provider: providers.ses,
  noRetryAfter: 'the SDK has no word for it',
  ports: (url) => ({ mail: sesMail(new SESv2Client(aws(url))) }),
  make: (_, ports) => makeChannel(email, ports),
});
channelContract({
  name: 'SNS topic',
  provider: providers.sns,
  noRetryAfter: 'the SDK has no word for it',
  textOf: (body) => [...new URLSearchParams(body).values()].join('\n'),
  ports: (url) => ({ broadcast: snsBroadcast(new SNSClient(aws(url))) }),
  make: (_, ports) =>
    makeChannel({ name: 'desk', type: 'sns', topic: 'arn:aws:sns:eu-central-1:123456789012:desk' }, ports),
});
