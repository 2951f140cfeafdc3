import { isPrivateAddress } from './privateAddress';

test.each([
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.255.254'],
  ['this host', '0.0.0.0'],
  ['private', '10.1.2.3'],
  ['private', '172.31.255.255'],
  ['private', '192.168.0.1'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['cloud metadata', '169.254.169.254'],
  ['multicast', '224.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['loopback', '::1'],
  ['unspecified', '::'],
  ['unique local', 'fd00:ec2::254'],
  ['link-local', 'fe80::1'],
  ['multicast', 'ff02::1'],
  ['IPv4 written as IPv6', '::ffff:169.254.169.254'],
  ['IPv4 written as IPv6', '::ffff:7f00:1'],
  ['IPv4 inside of IPv6', '::127.0.0.1'],
  ['IPv4 behind a translator', '64:ff9b::a9fe:a9fe'],
  ['IPv4 in a tunnel', '2002:7f00:1::'],
  ['IPv4 in a tunnel', '2001:0:7f00:1::'],
])('%s: %s is private', (_what, address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each(['1.1.1.1', '172.15.255.255', '172.32.0.1', '100.63.255.255', '169.253.0.1', '2606:4700::1111', '2a00::1'])(
  '%s is public',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);
