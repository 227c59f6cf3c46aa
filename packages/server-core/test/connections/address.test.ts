import { describe, expect, it } from 'vitest';
import { addressKey, clientAddress } from '../../src/connections/address.js';

const SOCKET = '10.0.0.1';

describe('the address of a client', () => {
  it.each([
    { hops: 0, header: [], client: SOCKET },
    { hops: 0, header: ['203.0.113.7'], client: SOCKET },
    { hops: 0, header: ['203.0.113.7, 203.0.113.8'], client: SOCKET },
    { hops: 1, header: ['203.0.113.7'], client: '203.0.113.7' },
    { hops: 1, header: ['6.6.6.6, 203.0.113.7'], client: '203.0.113.7' },
    { hops: 1, header: ['6.6.6.6, 7.7.7.7,203.0.113.7'], client: '203.0.113.7' },
    { hops: 2, header: ['203.0.113.7, 10.0.0.2'], client: '203.0.113.7' },
    { hops: 2, header: ['6.6.6.6, 203.0.113.7, 10.0.0.2'], client: '203.0.113.7' },
    { hops: 2, header: ['6.6.6.6', '203.0.113.7', '10.0.0.2'], client: '203.0.113.7' },
    { hops: 2, header: ['6.6.6.6, 203.0.113.7', '10.0.0.2'], client: '203.0.113.7' },
    { hops: 1, header: [' \t203.0.113.7 \t'], client: '203.0.113.7' },
    { hops: 1, header: ['203.0.113.7,'], client: '203.0.113.7' },
    { hops: 1, header: ['6.6.6.6', '', '203.0.113.7', ' , '], client: '203.0.113.7' },
    { hops: 1, header: ['2001:db8::7'], client: '2001:db8::7' },
  ])('behind $hops proxies with $header is $client', ({ hops, header, client }) => {
    expect(clientAddress(SOCKET, header, hops)).toBe(client);
  });

  it.each([
    { hops: 1, header: [], client: SOCKET },
    { hops: 3, header: [''], client: SOCKET },
    { hops: 1, header: [' , ,'], client: SOCKET },
    { hops: 2, header: ['203.0.113.7'], client: '203.0.113.7' },
    { hops: 16, header: ['203.0.113.7, 10.0.0.2'], client: '203.0.113.7' },
  ])(
    'where fewer proxies answered than the $hops expected, with $header, is $client',
    ({ hops, header, client }) => {
      expect(clientAddress(SOCKET, header, hops)).toBe(client);
    },
  );

  it('is not moved by whatever a client puts in front itself', () => {
    for (const forged of ['6.6.6.6', 'unknown', '"', '::1', 'a, b, c', ',,,,', '203.0.113.7'.repeat(50)]) {
      expect(clientAddress(SOCKET, [`${forged}, 203.0.113.7, 10.0.0.2`], 2)).toBe('203.0.113.7');
    }
  });
});

describe('what connections of one client are counted under', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['127.0.0.1', '127.0.0.1'],
    // As some proxies write it: with the port.
    ['203.0.113.7:50123', '203.0.113.7'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]:50123', '2001:db8:1:2::/64'],
    // IPv6: the /64, however it is written.
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:0000:0000:0000:0001', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8::1:0:0:1', '2001:db8:0:0::/64'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1::/64'],
    ['2001:db8:1::', '2001:db8:1:0::/64'],
    ['fe80::1', 'fe80:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    // As the native engine writes addresses.
    ['0000:0000:0000:0000:0000:0000:0000:0001', '0:0:0:0::/64'],
    ['2001:0db8:0001:0002:0003:0004:0005:0006', '2001:db8:1:2::/64'],
    // IPv4 in IPv6 is the IPv4 address.
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0000:0000:0000:0000:0000:ffff:cb00:7107', '203.0.113.7'],
    // With a zone it is still an address.
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    // What a proxy writes instead of an address is its own key.
    ['unknown', 'unknown'],
    ['_hidden', '_hidden'],
  ])('%s: %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  it('is another for each /64', () => {
    const keys = Array.from({ length: 256 }, (_, n) => addressKey(`2001:db8:0:${n.toString(16)}::1`));
    expect(new Set(keys).size).toBe(256);
  });
});
