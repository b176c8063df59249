import ipaddr from 'ipaddr.js';

/** Whether an address may be connected to: public, or within a range that the owner has opened. */
export type AddressRule = (address: string) => 'public' | 'allowed' | 'refused';

/** `allowNets`: CIDR ranges; an invalid one throws. */
export function addressRule(allowNets: readonly string[]): AddressRule {
  const allowed = allowNets.map((net) => ipaddr.parseCIDR(net));
  return (address) => {
    if (!ipaddr.isValid(address)) return 'refused';
    const parsed = unwrap(ipaddr.parse(address));
    if (allowed.some((range) => parsed.kind() === range[0].kind() && parsed.match(range))) return 'allowed';
    return isPublic(parsed) ? 'public' : 'refused';
  };
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A v4 address that comes as v6 (::ffff:a.b.c.d) is judged as the v4 address that it reaches. */
function unwrap(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/**
 * `unicast` is what no special-purpose registry (IANA, RFC 6890) claims. Ranges that tunnel to v4 (6to4,
 * Teredo, NAT64) are not: through them a public name can reach a private host.
 */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv6 && !address.match(globalUnicast)) return false;
  return !extraRefused.some((range) => address.kind() === range[0].kind() && address.match(range));
}

/** All that IANA has given out for the public internet; whatever else a router knows is somebody's own. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Special-purpose ranges that the library counts as unicast. */
const extraRefused = [
  '168.63.129.16/32', // Azure's platform: it answers every virtual machine, with its keys and settings
  '192.88.99.0/24', // 6to4 relays, deprecated
  '198.18.0.0/15', // benchmarking
  '2001::/23', // IETF protocol assignments, Teredo among them
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '3fff::/20', // documentation
].map((net) => ipaddr.parseCIDR(net));
