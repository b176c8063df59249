import { describe, expect, it } from 'vitest';
import { addressRule } from '../../shared/net/addresses.ts';

/** Public addresses, the neighbours of refused ranges among them. */
const open = [
  '1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '93.184.215.14', '100.63.255.255', '100.128.0.0', '126.255.255.255',
  '128.0.0.1', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0', '198.17.255.255',
  '198.20.0.0', '223.255.255.255', '2606:2800:220:1:248:1893:25c8:1946', '2a00:1450:4001::200e', '2001:4860:4860::8888', '2400:cb00::1',
  '::ffff:93.184.215.14', '::ffff:8.8.8.8', '168.63.129.15', '168.63.129.17', '2003::1', '2620:0:861:ed1a::1', '3ffe::1',
]; // prettier-ignore

const refused: Readonly<Record<string, readonly string[]>> = {
  'this host and network': ['0.0.0.0', '0.1.2.3', '0.255.255.255', '::'],
  loopback: ['127.0.0.1', '127.1', '0x7f000001', '2130706433', '0177.0.0.1', '127.0.0.2', '127.1.1.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1'],
  private: ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.20.10.1', '172.31.255.255', '192.168.0.1', '192.168.1.1', '192.168.255.255'],
  'shared by carriers': ['100.64.0.1', '100.100.100.200', '100.127.255.255'],
  'link-local, clouds’ metadata among them': ['169.254.0.1', '169.254.169.254', '169.254.170.2', '169.254.255.255', 'fe80::1', 'fe80::a9fe:a9fe', 'febf::1'],
  'assignments, benchmarks, documentation': ['192.0.0.1', '192.0.0.8', '192.0.0.170', '192.0.2.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1', '192.88.99.1'],
  'multicast and broadcast': ['224.0.0.1', '224.0.0.251', '239.255.255.250', '255.255.255.255', 'ff02::1', 'ff05::2', 'ff0e::1'],
  reserved: ['240.0.0.1', '250.1.2.3', '255.0.0.1'],
  'v4 as v6': ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:169.254.169.254', '::ffff:192.168.1.1', '::ffff:7f00:1', '::ffff:a00:1', '::ffff:a9fe:a9fe', '0:0:0:0:0:ffff:7f00:1', '::7f00:1', '::127.0.0.1', '::10.0.0.1'],
  'unique local': ['fc00::1', 'fd00:ec2::254', 'fd12:3456:789a::1', 'fdff:ffff::1', 'fec0::1'],
  'tunnels to v4': ['64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b::169.254.169.254', '64:ff9b:1::1', '2002:7f00:1::', '2002:a00:1::1', '2002:a9fe:a9fe::1', '2001::1', '2001:0:7f00:1::1'],
  'v6 of other purposes': ['100::1', '2001:2::1', '2001:10::1', '2001:20::1', '2001:db8::1', '2001:db8:ffff::1', '3fff::1', '5f00::1'],
  'the platform of a cloud': ['168.63.129.16', '::ffff:168.63.129.16', '::ffff:a83f:8110', '192.0.0.192', '169.254.42.42', 'fd20:ce::254', 'fd00:42::42', 'fd00:a9fe:a9fe::1'],
  'v6 that nobody has been given': ['1::1', '100:0:0:1::1', '200::1', '1fff:ffff::1', '4000::1', '8000::1', 'a000::1', 'c000::1', 'e000::1', 'f000::1', 'fe00::1'],
  'no addresses': ['not an address', '', 'example.org', '256.1.1.1', ':::', '10.0.0.1/8', 'fe80::1%lo'],
}; // prettier-ignore

describe('addressRule', () => {
  const rule = addressRule([]);

  it.each(open)('lets the public internet through: %s', (address) => {
    expect(rule(address)).toBe('public');
  });

  it.each(Object.entries(refused).flatMap(([why, list]) => list.map((address) => [why, address])))(
    'refuses %s: %s',
    (_, address) => {
      expect(rule(address)).toBe('refused');
    },
  );

  it('opens what the owner has opened, in each family, mapped addresses included', () => {
    const opened = addressRule(['127.0.0.0/8', 'fd00::/8']);
    expect(opened('127.0.0.1')).toBe('allowed');
    expect(opened('::ffff:127.0.0.1')).toBe('allowed');
    expect(opened('fd00::1')).toBe('allowed');
    expect(opened('10.0.0.1')).toBe('refused');
    expect(opened('::1')).toBe('refused');
  });

  it('throws for a range that is none', () => {
    expect(() => addressRule(['127.0.0.1'])).toThrow();
  });
});
