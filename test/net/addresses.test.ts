import { describe, expect, it } from 'vitest';
import { addressRule } from '../../shared/net/addresses.ts';

describe('addressRule', () => {
  const rule = addressRule([]);

  it.each(['93.184.215.14', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.215.14'])(
    'lets the public internet through: %s',
    (address) => {
      expect(rule(address)).toBe('public');
    },
  );

  it.each([
    '127.0.0.1', '127.255.255.254', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254',
    '100.64.0.1', '192.0.0.8', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1',
    '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:7f00:1', '::7f00:1', 'fe80::1', 'fc00::1',
    'fd00:ec2::254', 'ff02::1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', '2001:db8::1', 'not an address', '',
  ])('refuses %s', (address) => {
    expect(rule(address)).toBe('refused');
  }); // prettier-ignore

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
