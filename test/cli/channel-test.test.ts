import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { httpFarEnd, smtpFarEnd } from '../contract/far-end.ts';
import { textOfMail } from '../channels/mail-text.ts';
import { answerOf } from './rasid.ts';

const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

async function desk(channels: string, secrets: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rasid-channel-'));
  closers.push(() => rm(folder, { recursive: true }));
  const env = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(join(folder, '.env'), env.join(''), { mode: 0o600 });
  await writeFile(join(folder, 'rasid.yaml'), `allowNets: [127.0.0.0/8]\ntimeZone: Asia/Baghdad\nchannels:\n${channels}`); // prettier-ignore
  return folder;
}

it('sends a sample that is marked as one, by a webhook, by mail and on the terminal', async () => {
  const [far, mail] = [await httpFarEnd(), await smtpFarEnd()];
  closers.push(
    () => far.close(),
    () => mail.close(),
  );
  const folder = await desk(
    '  hook: { type: slack, url: DESK_URL }\n  mail: { type: email, from: a@example.org, to: b@example.org }\n  here: { type: console }\n  feed: { type: feed }\n',
    { DESK_URL: `${far.url}/hook`, SMTP_URL: mail.url },
  );
  expect(await answerOf(folder, 'channel', 'test', 'hook')).toEqual({ code: 0, output: 'A sample has been sent by hook.\n', errors: '' }); // prettier-ignore
  expect(far.received[0]?.body).toContain(' · new story · a sample');
  const { output } = await answerOf(folder, 'channel', 'test', 'mail', '--json');
  expect(JSON.parse(output)).toEqual({ channel: 'mail', type: 'email', outcome: { kind: 'sent' } });
  expect(textOfMail(mail.received[0]?.body ?? '')).toContain('a sample');
  expect((await answerOf(folder, 'channel', 'test', 'here')).output).toMatch(/^● .* a sample\n[^]*A sample has been sent by here\.\n$/u); // prettier-ignore
  expect((await answerOf(folder, 'channel', 'test', 'feed')).output).toMatch(/sends nothing/u);
});

it('says why it was not sent, without showing the secret, and exits with 1; a slip exits with 2', async () => {
  const far = await httpFarEnd();
  closers.push(() => far.close());
  far.answer = () => ({ status: 404, body: 'no_service' });
  const folder = await desk(
    '  gone: { type: slack, url: DESK_URL }\n  open: { type: discord, url: NOWHERE }\n  topic: { type: sns, topic: "arn:aws:sns:eu-central-1:123456789012:desk" }\n',
    { DESK_URL: `${far.url}/hook/token-in-the-path` },
  );
  const gone = await answerOf(folder, 'channel', 'test', 'gone');
  expect(gone.code).toBe(1);
  expect(gone.output).toMatch(/^The sample was not sent: the receiver answered HTTP 404 \(no_service\)\. /u);
  expect(gone.output + gone.errors).not.toContain('token-in-the-path');
  expect(await answerOf(folder, 'channel', 'test', 'open')).toMatchObject({ code: 1, output: expect.stringContaining('the secret NOWHERE is not set') as string }); // prettier-ignore
  expect(await answerOf(folder, 'channel', 'test', 'topic')).toMatchObject({ code: 1, output: expect.stringContaining('from your AWS account only') as string }); // prettier-ignore
  expect(await answerOf(folder, 'channel', 'test', 'pigeon')).toEqual({ code: 2, output: '', errors: 'No channel "pigeon"; known: gone, open, topic.\n' }); // prettier-ignore
});

it('takes no address where the name of a secret belongs, and does not repeat it', async () => {
  const folder = await desk('  hook: { type: slack, url: "https://hooks.example.org/services/T0/B0/xyz" }\n');
  const { code, output, errors } = await answerOf(folder, 'channel', 'test', 'hook');
  expect({ code, output }).toEqual({ code: 2, output: '' });
  expect(errors).toMatch(/^rasid\.yaml:4:\d+: channels\.hook\.url: the name of a secret/u);
  expect(errors).not.toContain('xyz');
});
