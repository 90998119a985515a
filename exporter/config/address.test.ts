import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatAddress, parseAddress } from './address.ts';

describe('an address', () => {
  it('is a host, with or without a port', () => {
    assert.deepEqual(parseAddress('192.0.2.1'), { host: '192.0.2.1', port: undefined });
    assert.deepEqual(parseAddress('192.0.2.1:8729'), { host: '192.0.2.1', port: 8729 });
    assert.deepEqual(parseAddress('router.example.net:80'), { host: 'router.example.net', port: 80 });
    assert.deepEqual(parseAddress('2001:db8::1'), { host: '2001:db8::1', port: undefined });
    assert.deepEqual(parseAddress('[2001:db8::1]'), { host: '2001:db8::1', port: undefined });
    assert.deepEqual(parseAddress('[2001:db8::1]:80'), { host: '2001:db8::1', port: 80 });
    assert.deepEqual(parseAddress('fe80::1%eth0'), { host: 'fe80::1%eth0', port: undefined });
  });

  const wrong = [
    '',
    ':80',
    'a:',
    'a:0',
    'a:65536',
    'a b',
    '[a]:80',
    '[192.0.2.1]',
    '192.0.2.300',
    '127.1',
    'http://a',
    'a/b',
    'user@a',
    '-a',
    'a..b',
    'a'.repeat(254),
  ];
  for (const text of wrong) {
    it(`is not ${JSON.stringify(text.slice(0, 20))}`, () => {
      assert.equal(parseAddress(text), undefined);
    });
  }

  it('is written so that it is read as the same', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
        fc.integer({ min: 1, max: 65535 }),
        (host, port) => {
          assert.deepEqual(parseAddress(formatAddress(host, port)), { host, port });
        },
      ),
    );
  });
});
