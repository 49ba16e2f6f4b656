import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkKey } from './network-key.ts';

const group = fc.integer({ min: 0, max: 0xffff });
const byte = fc.integer({ min: 0, max: 255 });

/** One spelling of the eight groups: letter case, leading zeros, and which run of zeros is left out. */
function spelling(groups: number[], how: { isUpper: boolean; isPadded: boolean; skip: boolean }): string {
  const words = groups.map((one) => {
    const text = one.toString(16).padStart(how.isPadded ? 4 : 1, '0');
    return how.isUpper ? text.toUpperCase() : text;
  });
  const start = groups.indexOf(0);
  if (!how.skip || start === -1) return words.join(':');
  let end = start;
  while (groups[end] === 0) end++;
  return `${words.slice(0, start).join(':')}::${words.slice(end).join(':')}`;
}

const way = fc.record({ isUpper: fc.boolean(), isPadded: fc.boolean(), skip: fc.boolean() });
const sparse = fc.array(fc.oneof(group, fc.constant(0)), { minLength: 8, maxLength: 8 });

describe('what counts as one peer', () => {
  it('A9 is the /64 of an IPv6 address, whatever stands behind it', () => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 4, maxLength: 4 }), sparse, sparse, (net, one, other) => {
        fc.pre(net.some((part) => part !== 0));
        const inside = (host: number[]) => [...net, ...host.slice(0, 4)].map((g) => g.toString(16)).join(':');
        expect(networkKey(inside(one))).toBe(networkKey(inside(other)));
      }),
    );
  });

  it('A9 differs between two /64s', () => {
    fc.assert(
      fc.property(sparse, fc.nat(3), group, (address, at, part) => {
        const other = address.with(at, part);
        fc.pre(part !== address[at]);
        // The v4-mapped block is IPv4, and compared as such.
        fc.pre([address, other].every((one) => one.slice(0, 4).some((g) => g !== 0)));
        const text = (groups: number[]) => groups.map((g) => g.toString(16)).join(':');
        expect(networkKey(text(address))).not.toBe(networkKey(text(other)));
      }),
    );
  });

  it('A9 is the same for every spelling of one IPv6 address', () => {
    fc.assert(
      fc.property(sparse, way, way, (groups, one, other) => {
        expect(networkKey(spelling(groups, one))).toBe(networkKey(spelling(groups, other)));
      }),
    );
  });

  it('A9 is the same for IPv4 and its mapped forms, dotted or in hexadecimal', () => {
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte), ([a, b, c, d]) => {
        const dotted = `${a}.${b}.${c}.${d}`;
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        expect(networkKey(dotted)).toBe(dotted);
        expect(networkKey(`::ffff:${dotted}`)).toBe(dotted);
        expect(networkKey(`::FFFF:${hex}`)).toBe(dotted);
        expect(networkKey(`0:0:0:0:0:ffff:${hex}`)).toBe(dotted);
      }),
    );
  });

  it('A9 does not count the zone of a link-local address', () => {
    expect(networkKey('fe80::1%eth0')).toBe(networkKey('fe80::2%wlan0'));
  });

  it('A9 is one and the same for whatever is no address', () => {
    for (const text of ['', 'unknown', '999.1.1.1', '1.2.3', '::1::', 'example.org', '1.2.3.4:80'])
      expect(networkKey(text)).toBe('unknown');
  });
});
