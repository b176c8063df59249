import { getDomain, getDomainWithoutSuffix } from 'tldts';

/**
 * Whose a host is: the domain that its owner has registered, by the public suffix list. Under `co.uk` as under
 * `github.io` every name has an owner of its own. An address by number, and a name without a dot, is its own owner.
 */
export function siteOf(hostname: string): string {
  const bare = hostname.replace(/\.$/u, '');
  // Names with an underscore are in use, whatever the standard says.
  return (
    getDomain(bare, { allowPrivateDomains: true, extractHostname: false, validateHostname: false }) ?? bare
  );
}

/** The label before the suffix of a registry; a private suffix (`com.de`) counts as a name that somebody has. */
export function labelOf(hostname: string): string | undefined {
  return getDomainWithoutSuffix(hostname) ?? undefined;
}
