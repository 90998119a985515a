import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { prefixLength, rangesSize } from './pool-size.ts';

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((bits) => (number >>> bits) & 255).join('.');
}

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** A range as a pool has it, with its size. */
const range = fc.oneof(
  fc.tuple(address, address).map(([one, other]) => {
    const [first, last] = one < other ? [one, other] : [other, one];
    return { text: `${addressOf(first)}-${addressOf(last)}`, size: last - first + 1 };
  }),
  fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([first, length]) => {
    return { text: `${addressOf(first)}/${length}`, size: 2 ** (32 - length) };
  }),
  address.map((single) => ({ text: addressOf(single), size: 1 })),
);

describe('rangesSize', () => {
  it('reads the forms of RouterOS', () => {
    assert.equal(rangesSize('192.168.88.10-192.168.88.254'), 245);
    assert.equal(rangesSize('10.0.0.10-10.0.0.99,10.1.0.0/24'), 90 + 256);
    assert.equal(rangesSize('10.0.0.1'), 1);
    assert.equal(rangesSize('0.0.0.0-255.255.255.255'), 2 ** 32);
  });

  it('adds up all ranges, whatever their form', () => {
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 20 }), (ranges) => {
        const total = ranges.reduce((sum, { size }) => sum + size, 0);
        assert.equal(rangesSize(ranges.map(({ text }) => text).join(',')), total);
      }),
    );
  });

  it('refuses anything else, even in one range of many', () => {
    for (const garbage of [
      '',
      '10.0.0.9-10.0.0.1',
      '10.0.0.256',
      '10.0.0',
      '10.0.0.0/33',
      '2001:db8::/48',
      'x',
    ])
      assert.equal(rangesSize(`10.0.0.1,${garbage}`), undefined, garbage);
    fc.assert(
      fc.property(fc.string(), (text) => {
        const size = rangesSize(text);
        assert.ok(size === undefined || size > 0);
      }),
    );
  });
});

describe('prefixLength', () => {
  it('reads the length of a prefix and nothing else', () => {
    assert.equal(prefixLength('2001:db8::/48'), 48);
    assert.equal(prefixLength('::/0'), 0);
    assert.equal(prefixLength('::ffff:10.0.0.0/104'), 104);
    for (const garbage of ['', '::', '::/129', '/48', '::/x', 'ether1/4'])
      assert.equal(prefixLength(garbage), undefined, garbage);
  });
});
