import type { Answer, Received } from '../contract/far-end.ts';

/**
 * What the real far ends answer to a message, by their documentation: also what they refuse. Each takes what came and
 * says what comes back.
 */
type Provider = (received: Received) => Answer;

interface Json {
  readonly [key: string]: unknown;
}

const parse = (body: string): Json => JSON.parse(body) as Json;
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const list = (value: unknown) => (Array.isArray(value) ? (value as Json[]) : []);
const isLink = (value: unknown) => URL.canParse(text(value)) && /^https?:/u.test(text(value));

export const slack: Provider = ({ body }) => {
  const message = parse(body);
  if (text(message['text']) === '') return { status: 400, body: 'no_text' };
  if (text(message['text']).length > 40_000) return { status: 400, body: 'msg_too_long' };
  const elements = list(message['blocks']).flatMap((block) => list(block['elements'])).flatMap((section) => list(section['elements'])); // prettier-ignore
  const isGood = elements.every(
    ({ type, text: shown, url }) =>
      text(shown) !== '' && (type === 'text' || (type === 'link' && isLink(url))),
  );
  const size = elements.reduce((sum, { text: shown }) => sum + text(shown).length, 0);
  if (!isGood || size > 3_000) return { status: 400, body: 'invalid_blocks' };
  return { status: 200, body: 'ok' };
};

export const telegram: Provider = ({ body, path }) => {
  const refused = (code: number, description: string) => ({
    status: code,
    body: JSON.stringify({ ok: false, error_code: code, description }),
  });
  if (!/^\/bot\d+:[\w-]+\/sendMessage$/u.test(path)) return refused(404, 'Not Found');
  const message = parse(body);
  const shown = text(message['text']);
  if (!/^(?:-?\d+|@\w+)$/u.test(text(message['chat_id']))) return refused(400, 'Bad Request: chat not found');
  if (shown.trim() === '') return refused(400, 'Bad Request: message text is empty');
  if (shown.length > 4_096) return refused(400, 'Bad Request: message is too long');
  const isBad = list(message['entities']).some(({ offset, length, url, type }) => {
    const piece = shown.slice(Number(offset), Number(offset) + Number(length));
    const isWhole =
      piece.length === length && piece.isWellFormed() && shown.slice(0, Number(offset)).isWellFormed();
    return !isWhole || (type === 'text_link' && !isLink(url));
  });
  if (isBad) return refused(400, "Bad Request: can't parse entities");
  return { status: 200, body: JSON.stringify({ ok: true, result: { message_id: 7 } }) };
};

export const discord: Provider = ({ body }) => {
  const message = parse(body);
  const shown = text(message['content']);
  if (shown.trim() === '') return { status: 400, body: JSON.stringify({ message: 'Cannot send an empty message', code: 50_006 }) }; // prettier-ignore
  if (shown.length > 2_000) return { status: 400, body: JSON.stringify({ message: 'Invalid Form Body', code: 50_035 }) }; // prettier-ignore
  return { status: 204 };
};

export const teams: Provider = ({ body }) => {
  if (Buffer.byteLength(body) > 28 * 1_024) return { status: 413, body: 'Request Entity too large' };
  const [attachment] = list(parse(body)['attachments']);
  const card = (attachment?.['content'] ?? {}) as Json;
  const texts = list(card['body']).flatMap((block) =>
    block['type'] === 'RichTextBlock' ? list(block['inlines']) : [block],
  );
  const isGood =
    attachment?.['contentType'] === 'application/vnd.microsoft.card.adaptive' &&
    card['type'] === 'AdaptiveCard' &&
    texts.length > 0 &&
    texts.every((one) => text(one['text']) !== '') &&
    list(card['actions']).every(({ url }) => isLink(url));
  return isGood
    ? { status: 202 }
    : { status: 400, body: 'Bad payload received by generic incoming webhook.' };
};

export const ntfy: Provider = ({ body }) => {
  const message = parse(body);
  const refused = (http: number, code: number, error: string) => ({
    status: http,
    body: JSON.stringify({ code, http, error }),
  });
  if (!/^[-\w]{1,64}$/u.test(text(message['topic'])))
    return refused(400, 40_009, 'invalid request: topic invalid');
  if (message['click'] !== undefined && !isLink(message['click']))
    return refused(400, 40_013, 'invalid request: click invalid');
  // The real one makes a file of it, which nobody reads on a phone.
  if (Buffer.byteLength(text(message['message'])) > 4_096)
    return refused(413, 41_301, 'attachment too large');
  return { status: 200, body: JSON.stringify({ id: 'x', event: 'message' }) };
};

export const ses: Provider = ({ body, path }) => {
  const message = parse(body);
  const content = ((message['Content'] as Json)['Simple'] ?? {}) as Json;
  const headers = list(content['Headers']);
  const isGood =
    path === '/v2/email/outbound-emails' &&
    headers.every(({ Value }) => /^[ -~]{1,870}$/u.test(text(Value))) &&
    !/[\r\n]/u.test(text((content['Subject'] as Json | undefined)?.['Data']));
  return isGood
    ? { status: 200, headers: { 'content-type': 'application/json' }, body: '{"MessageId":"m"}' }
    : { status: 400, headers: { 'x-amzn-errortype': 'BadRequestException' }, body: '{}' };
};

export const sns: Provider = ({ body }) => {
  const form = new URLSearchParams(body);
  const isGood =
    form.get('Action') === 'Publish' &&
    /^[!-~][ -~]{0,98}$/u.test(form.get('Subject') ?? '') &&
    Buffer.byteLength(form.get('Message') ?? '') <= 262_144;
  const xml = (inner: string) => `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${inner}</PublishResponse>`; // prettier-ignore
  const error =
    '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>x</Message></Error></ErrorResponse>';
  return isGood
    ? {
        status: 200,
        headers: { 'content-type': 'text/xml' },
        body: xml('<PublishResult><MessageId>m</MessageId></PublishResult>'),
      }
    : { status: 400, headers: { 'content-type': 'text/xml' }, body: error };
};
