import { webAddress, type WebAddress } from '../domain/web-address.ts';

/** The address of a feed as pages and lists write it -> without a fragment; undefined for what is no web address. */
export function webUrl(written: string, base?: string): WebAddress | undefined {
  // feed:https://… and feed://… are what a reader program is opened with.
  const plain = written
    .trim()
    .replace(/^feed:(?:\/\/(?!https?:)|(?=https?:))/iu, (scheme) => (scheme.endsWith('//') ? 'http://' : ''))
    .replace(/#.*$/su, '');
  const address = webAddress(plain, base);
  // One spelling for each feed: those that differ in the case of the host are one.
  return address === undefined ? undefined : webAddress(new URL(address).href);
}
