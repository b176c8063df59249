/** An address as pages and lists write it -> absolute, on the web, without a fragment; undefined for any other. */
export function webUrl(written: string, base?: string): string | undefined {
  // feed:https://… and feed://… are what a reader program is opened with.
  const plain = written
    .trim()
    .replace(/^feed:(?:\/\/(?!https?:)|(?=https?:))/iu, (scheme) => (scheme.endsWith('//') ? 'http://' : ''));
  if (!URL.canParse(plain, base)) return undefined;
  const url = new URL(plain, base);
  if (!/^https?:$/u.test(url.protocol)) return undefined;
  url.hash = '';
  return url.href;
}
