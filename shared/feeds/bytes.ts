import { decode } from '../text/decode.ts';

/** So far into a document it says what it is encoded in. */
const headBytesMax = 2_048;

/** A document's bytes -> its text, by what HTTP, the XML declaration or a page's `meta` say, and by what they are. */
export function textOf(bytes: Uint8Array, contentType = ''): string {
  const head = Buffer.from(bytes.subarray(0, headBytesMax)).toString('latin1');
  const http = /charset\s*=\s*["']?\s*([\w.:-]+)/iu.exec(contentType)?.[1];
  const declared =
    /<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]+)/iu.exec(head)?.[1] ??
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)/iu.exec(head)?.[1];
  const lang = /<(?:dc:)?language>\s*([a-z]{2})|\s(?:xml:)?lang\s*=\s*["']([a-z]{2})/iu.exec(head);
  return decode(bytes, [http, declared], (lang?.[1] ?? lang?.[2])?.toLowerCase()).text;
}
