import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailChannel } from '../../shared/channels/email.ts';
import { snsChannel } from '../../shared/channels/sns.ts';
import { digestLimits } from '../../shared/domain/digest.ts';
import type { Broadcast } from '../../shared/ports/broadcast.ts';
import type { Mail } from '../../shared/ports/mail.ts';
import { unverifiedSenders } from '../../shared/worlds/aws/senders.ts';
import { sesMail, snsBroadcast } from '../../shared/worlds/aws/sending.ts';
import { smtpMail } from '../../shared/worlds/local/mail.ts';
import { motoMissing, startMoto, type Moto } from '../cloud/moto.ts';
import { httpFarEnd, smtpFarEnd, type FarEnd } from '../contract/far-end.ts';
import { alert, digest, sending } from '../contract/messages.ts';
import { partsOfMail } from './mail-text.ts';

const channelWith = (mail: Mail, from = 'rasid@example.org') =>
  emailChannel({ name: 'desk', type: 'email', from, to: 'desk@example.net' }, { mail });

describe('mail by SMTP', () => {
  let far: FarEnd;
  beforeAll(async () => {
    far = await smtpFarEnd();
  });
  afterAll(() => far.close());
  const through = (url: string) => channelWith(smtpMail({ get: async () => url }));

  it('is one message with a text and an HTML part, the same id for every try, and a way out', async () => {
    for (const isRepeat of [false, true])
      expect(await through(far.url).send({ ...sending, isRepeat })).toEqual({ kind: 'sent' });
    for (const { body } of far.received) {
      const head = body.slice(0, body.indexOf('\r\n\r\n')).replace(/\r\n\s+/gu, ' ');
      expect(head).toMatch(/^Message-ID: <d1@example\.org>$/mu);
      expect(head).toMatch(/^From: Rasid <rasid@example\.org>$/mu);
      expect(head).toMatch(/^To: desk@example\.net$/mu);
      expect(head).toMatch(/^List-Unsubscribe: <mailto:rasid@example\.org\?subject=unsubscribe%20desk>$/mu);
      expect(head).toMatch(/^Auto-Submitted: auto-generated$/mu);
      expect(head).toMatch(/^Subject: =\?UTF-8\?/mu);
      const types = partsOfMail(body).map(({ headers }) => /content-type: (\S+);/iu.exec(headers)?.[1]);
      expect(types).toEqual(['text/plain', 'text/html']);
    }
  });

  it('gives each paragraph its own direction, and no stranger a tag', async () => {
    far.received.length = 0;
    const title = 'نقل <b>2000</b> معتقل & "آخرين"';
    const lead = '<script>alert(1)</script> in English';
    const message = {
      kind: 'alert',
      alert: { ...alert, article: { ...alert.article, title, lead } },
    } as const;
    await through(far.url).send({ ...sending, message });
    const html = partsOfMail(far.received[0]?.body ?? '')[1]?.text ?? '';
    expect(html).toMatch(/<h2 dir="rtl"><a href="https:\/\/example\.org\/news\/1\?a=1&amp;b=2">[^<]*&lt;/u);
    expect(html).toMatch(/<p dir="ltr">&lt;script&gt;/u);
    expect(html.match(/<(?!\/?(?:html|head|meta|body|p|h2|a)\b|!DOCTYPE)/gu)).toBeNull();
  });

  it.each([
    ['a server that is not there', 'smtp://127.0.0.1:1', 'retry', /could not be reached/u],
    ['no URL', 'mail.example.org', 'dead', /no smtp or smtps URL/u],
    ['another protocol', 'https://mail.example.org', 'dead', /no smtp or smtps URL/u],
  ])('says what is wrong with %s', async (_, url, kind, reason) => {
    expect(await through(url).send(sending)).toMatchObject({ kind, reason: expect.stringMatching(reason) as string });
  }); // prettier-ignore

  it('sends no password to another machine without TLS', async () => {
    far.received.length = 0;
    // Every interface of this machine answers here, but only the loopback is trusted with a password.
    const url = far.url.replace('127.0.0.1', '0.0.0.0');
    expect(await through(url).send(sending)).toMatchObject({ kind: 'dead' });
    expect(far.received).toEqual([]);
  });
});

describe('by SES', () => {
  it.each([
    ['SendingPausedException', 400, 'retry'],
    ['LimitExceededException', 400, 'retry'],
    ['TooManyRequestsException', 429, 'retry'],
    ['AccountSuspendedException', 400, 'dead'],
    ['MessageRejected', 400, 'dead'],
  ])('%s: HTTP %i means %s', async (name, status, kind) => {
    const far = await httpFarEnd();
    far.answer = () => ({ status, headers: { 'x-amzn-errortype': name }, body: '{}' });
    const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
    const client = new SESv2Client({ endpoint: far.url, region: 'eu-central-1', credentials, maxAttempts: 1 });
    const outcome = await channelWith(sesMail(client)).send(sending);
    await far.close();
    // Refused is refused: nothing of it arrived.
    expect(outcome).toEqual({ kind, reason: `SES answered HTTP ${status} (${name})`, ...(kind === 'retry' && { mayHaveArrived: false }) });
  });
}); // prettier-ignore

describe('an SNS topic', () => {
  it('takes the largest digest, whatever its letters, and hears how much was cut', async () => {
    const long = (charsMax: number) => '記'.repeat(charsMax);
    const items = digest.items.map((item) => ({
      ...item,
      title: long(digestLimits.titleCharsMax),
      url: `https://example.org/${'x'.repeat(digestLimits.urlCharsMax - 20)}`,
      outlet: long(digestLimits.outletCharsMax),
      newFacts: Array.from({ length: digestLimits.factsMax }, () => long(digestLimits.factCharsMax)),
    }));
    const texts: string[] = [];
    const publish: Broadcast['publish'] = async ({ text }) => {
      texts.push(text);
      return { kind: 'sent' };
    };
    const channel = snsChannel({ name: 'desk', type: 'sns', topic: 'arn:aws:sns:eu-central-1:123456789012:desk' }, { broadcast: { publish } });
    await channel.send({ ...sending, message: { kind: 'digest', digest: { ...digest, items } } });
    const [text = ''] = texts;
    // The attribute with its id is a part of the 256 KiB.
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(262_144 - 200);
    const shownCount = text.split('https://example.org/').length - 1;
    expect(shownCount).toBeGreaterThan(80);
    expect(text).toContain(`and ${digest.itemCount - shownCount} more that do not fit here`);
  });
}); // prettier-ignore

const missing = motoMissing();
describe.skipIf(missing !== undefined)(`in an account${missing === undefined ? '' : ` (left out: ${missing})`}`, () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  }, 90_000);
  afterAll(() => moto.close());

  it('SES takes mail from verified senders, and others are named with their reason', async () => {
    const client = new SESv2Client(moto.client);
    const send = (from: string) => channelWith(sesMail(client), from).send(sending);
    expect(await send('rasid@example.org')).toMatchObject({ kind: 'dead', reason: expect.stringMatching(/^SES answered HTTP 400 \(MessageRejected/u) as string });
    expect(await unverifiedSenders(['rasid@example.org', 'a@example.com', 'rasid@example.org'], client)).toEqual(['rasid@example.org', 'a@example.com']);
    await client.send(new CreateEmailIdentityCommand({ EmailIdentity: 'rasid@example.org' }));
    await client.send(new CreateEmailIdentityCommand({ EmailIdentity: 'example.com' }));
    expect(await unverifiedSenders(['rasid@example.org', 'a@example.com', 'b@example.net'], client)).toEqual(['b@example.net']);
    expect([await send('rasid@example.org'), await send('a@example.com')]).toEqual([{ kind: 'sent' }, { kind: 'sent' }]);
  });

  it('a topic brings the alert to its subscribers, and one that is gone is the end', async () => {
    const sns = new SNSClient(moto.client);
    const sqs = new SQSClient(moto.client);
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'desk' }));
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'desk' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:eu-central-1:123456789012:desk' }));
    const send = (topic: string) => snsChannel({ name: 'desk', type: 'sns', topic }, { broadcast: snsBroadcast(sns) }).send(sending);
    expect(await send(TopicArn)).toEqual({ kind: 'sent' });
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    const received = JSON.parse(Messages[0]?.Body ?? '{}') as { Message: string; Subject: string; MessageAttributes: object };
    expect(received).toMatchObject({ Subject: 'Rasid: news on isis-detainees', MessageAttributes: { 'rasid-delivery': { Value: 'd1' } } });
    expect(received.Message).toContain(alert.article.url);
    const { TopicArn: ordered = '' } = await sns.send(new CreateTopicCommand({ Name: 'desk.fifo', Attributes: { FifoTopic: 'true' } }));
    expect(await send(ordered)).toEqual({ kind: 'sent' });
    expect(await send(`${TopicArn}-gone`)).toMatchObject({ kind: 'dead', reason: expect.stringMatching(/^SNS answered HTTP 404/u) as string });
  });
}); // prettier-ignore
