/** The parts of a multipart mail, decoded: enough of MIME for what a mailer writes. */
export function partsOfMail(mail: string): { headers: string; text: string }[] {
  const boundary = /boundary="([^"]+)"/u.exec(mail)?.[1];
  if (boundary === undefined) return [];
  return mail
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [headers = '', ...rest] = part.trim().split('\r\n\r\n');
      const body = rest.join('\r\n\r\n');
      const isBase64 = /^content-transfer-encoding: base64/imu.test(headers);
      const isQuoted = /^content-transfer-encoding: quoted-printable/imu.test(headers);
      return {
        headers,
        text: isBase64 ? Buffer.from(body, 'base64').toString() : isQuoted ? unquoted(body) : body,
      };
    });
}

const unquoted = (text: string) => {
  const bytes = text
    .replace(/=\r\n/gu, '')
    .replace(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
};

/** The plain text of a mail. */
export const textOfMail = (mail: string) => (partsOfMail(mail)[0]?.text ?? '').replace(/\r\n/gu, '\n');
