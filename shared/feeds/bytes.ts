import { decode } from '../text/decode.ts';

/** So far into a document it says what it is encoded in. */
const headBytesMax = 2_048;

/**
 * A document's bytes -> its text, by what HTTP, the XML declaration or a page's `meta` say, and by what the bytes
 * are; in doubt by the language that the document or the country of its address has.
 */
export function textOf(bytes: Uint8Array, how: { contentType?: string; url?: string }): string {
  const head = Buffer.from(bytes.subarray(0, headBytesMax)).toString('latin1');
  const http = /charset\s*=\s*(?:["']\s*)?([\w.:-]+)/iu.exec(how.contentType ?? '')?.[1];
  const declared =
    /<\?xml[^<>]*?encoding\s*=\s*["']\s*([\w.:-]+)/iu.exec(head)?.[1] ??
    /<meta[^<>]*?charset\s*=\s*(?:["']\s*)?([\w.:-]+)/iu.exec(head)?.[1];
  const said = /<(?:dc:)?language>\s*([a-z]{2})|\s(?:xml:)?lang\s*=\s*["']([a-z]{2})/iu.exec(head);
  const lang = said?.[1] ?? said?.[2] ?? languageOfCountry(how.url);
  return decode(bytes, [http, declared], lang?.toLowerCase()).text;
}

const countries = new Map(
  Object.entries({
    ar: 'ae bh dz eg iq jo kw lb ly ma mr om ps qa sa sd sy tn ye',
    fa: 'af ir', ur: 'pk', tr: 'tr', az: 'az', ru: 'ru su', uk: 'ua', be: 'by', bg: 'bg', mk: 'mk', sr: 'rs',
    el: 'gr cy', he: 'il', pl: 'pl', cs: 'cz', sk: 'sk', hu: 'hu', ro: 'ro md', hr: 'hr', sl: 'si', lt: 'lt', lv: 'lv',
    et: 'ee', vi: 'vn', th: 'th', ja: 'jp', zh: 'cn tw hk', ko: 'kr',
  }).flatMap(([lang, domains]) => domains.split(' ').map((domain): [string, string] => [domain, lang])),
); // prettier-ignore

function languageOfCountry(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return countries.get(new URL(url).hostname.split('.').at(-1) ?? '');
}
