import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { spanMilliseconds } from './span.ts';
import { dateTimeText, decimalText, durationText, idText, ipNumber, ipText, macText } from './text.ts';

describe('RouterOS text', () => {
  it('writes durations without the units that are zero', () => {
    assert.equal(durationText(0), '0s');
    assert.equal(durationText(59_999), '59s');
    assert.equal(durationText(3_600_000), '1h');
    assert.equal(durationText((((1 * 7 + 4) * 24 + 23) * 3600 + 26 * 60 + 9) * 1000), '1w4d23h26m9s');
  });

  it('writes dates as each version does', () => {
    const time = Date.UTC(2016, 10, 24, 21, 7, 5);
    assert.equal(dateTimeText(time, false), 'nov/24/2016 21:07:05');
    assert.equal(dateTimeText(time, true), '2016-11-24 21:07:05');
  });

  it('writes ids, addresses and decimals', () => {
    assert.equal(idText(26), '*1A');
    assert.equal(ipText(ipNumber('192.168.56.254')), '192.168.56.254');
    assert.equal(macText('48A98A010203'), '48:A9:8A:01:02:03');
    assert.equal(decimalText(24.04, 1), '24');
    assert.equal(decimalText(-5.2249, 3), '-5.225');
  });
});

describe('spans of the command line', () => {
  it('are read in ms', () => {
    assert.equal(spanMilliseconds('1m30s'), 90_000);
    assert.equal(spanMilliseconds('500ms'), 500);
  });

  it('are nothing else', () => {
    for (const text of ['', '5', 's', '5 s', '5d', '-5s'])
      assert.equal(spanMilliseconds(text), undefined, text);
  });
});
