import type { Handover, Letter, Mail } from '../../ports/mail.ts';
import type { Secrets } from '../../ports/world.ts';

/** The secret that says which server takes the mail: `smtps://user:password@mail.example.org`. */
export const smtpSecret = 'SMTP_URL';

/** Mail by SMTP. The server stands in a secret, since its address carries the password. */
export function smtpMail(secrets: Secrets): Mail {
  return {
    async send(letter) {
      const server = (await secrets.get(smtpSecret))?.trim();
      if (server === undefined) return { kind: 'dead', reason: `the secret ${smtpSecret} is not set` };
      if (!URL.canParse(server) || !/^smtps?:$/u.test(new URL(server).protocol))
        return { kind: 'dead', reason: `the secret ${smtpSecret} is no smtp or smtps URL` };
      return bySmtp(server, letter);
    },
  };
}

async function bySmtp(server: string, letter: Letter): Promise<Handover> {
  const { totalMs } = letter;
  // It takes a while to load, and most commands send no mail.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url: server,
    connectionTimeout: totalMs,
    greetingTimeout: totalMs,
    socketTimeout: totalMs,
    dnsTimeout: totalMs,
    requireTLS: needsTls(new URL(server)),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Handover>((resolve) => {
    const outcome: Handover = {
      kind: 'retry',
      reason: 'the mail server did not answer in time',
      mayHaveArrived: true,
    };
    timer = setTimeout(() => resolve(outcome), totalMs);
  });
  const sent = transport
    .sendMail({
      from: { name: 'Rasid', address: letter.from },
      to: letter.to,
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      // The same for every try: readers and servers show what they have seen once.
      messageId: `<${letter.id}@${letter.from.split('@')[1] ?? 'rasid'}>`,
      list: { unsubscribe: letter.unsubscribe },
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    .then((): Handover => ({ kind: 'sent' }), handoverOf);
  try {
    return await Promise.race([sent, late]);
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}

/** A password goes over the network only where nobody can read along. */
const needsTls = ({ username, hostname }: URL) =>
  username !== '' && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(hostname);

/** By the server's code alone: its words may repeat a name or a password. */
function handoverOf(error: unknown): Handover {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (responseCode === undefined) {
    const mayHaveArrived = !/^(?:EDNS|ENOTFOUND|ECONNREFUSED|ECONNECTION|EAUTH|ETLS)$/u.test(code ?? '');
    return {
      kind: 'retry',
      reason: `the mail server could not be reached (${code ?? 'unknown'})`,
      mayHaveArrived,
    };
  }
  const reason = `the mail server answered ${responseCode}`;
  return responseCode >= 500 ? { kind: 'dead', reason } : { kind: 'retry', reason };
}
