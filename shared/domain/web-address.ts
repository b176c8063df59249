declare const isChecked: unique symbol;

/** An address that a stranger wrote and `webAddress` let through: absolute, http or https, printable ASCII. */
export type WebAddress = string & { readonly [isChecked]: true };

/** Browsers and servers give up on longer ones, and some rules of robots.txt take seconds for 50,000 characters. */
export const addressCharsMax = 4_000;

/** RFC 3986 without user names: such an address needs no other spelling, so readers see the one that was written. */
const asWritten = /^https?:\/\/[\w.-]+(?::\d+)?(?:[/?#][\w.~:/?#[\]@!$&'()*+,;=%-]*)?$/iu;

/** Of DNS, or an address of IPv6: URLs may have quotes and braces in a host, and no host has. */
const namesHost = /^(?:[\w.-]+|\[[\da-f:.]+\])$/u;

/**
 * The one way from a stranger's text to an address. Undefined for other schemes, for addresses with a user name or a
 * password, which make one host look like another, and for those over `addressCharsMax`.
 */
export function webAddress(text: string, base?: string): WebAddress | undefined {
  const given = text.trim();
  if (given.length > addressCharsMax || !URL.canParse(given, base)) return undefined;
  const { protocol, hostname, username, password, href } = new URL(given, base);
  if ((protocol !== 'http:' && protocol !== 'https:') || username !== '' || password !== '') return undefined;
  if (!namesHost.test(hostname)) return undefined;
  const spelling = asWritten.test(given) ? given : href;
  return href.length > addressCharsMax ? undefined : (spelling as WebAddress);
}
