import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatDuration, formatSize, parseDuration, parseSize } from './units.ts';

describe('a duration', () => {
  it('is read as Prometheus writes it', () => {
    assert.equal(parseDuration('30s'), 30);
    assert.equal(parseDuration('1m30s'), 90);
    assert.equal(parseDuration('1h'), 3600);
    assert.equal(parseDuration('1d2h'), 93_600);
    assert.equal(parseDuration('500ms'), 0.5);
  });

  it('needs a unit, units in their order, and whole numbers', () => {
    for (const text of ['', '30', 's', '1.5m', '30s1m', '1 m', '-1s', '1M', 'never']) {
      assert.equal(parseDuration(text), undefined, text);
    }
  });

  it('is written so that it is read as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (milliseconds) => {
        assert.equal(parseDuration(formatDuration(milliseconds / 1000)), milliseconds / 1000);
      }),
    );
  });
});

describe('a size', () => {
  it('is a number with a binary unit', () => {
    assert.equal(parseSize('8MiB'), 8 * 1024 * 1024);
    assert.equal(parseSize('512B'), 512);
    for (const text of ['', '8', '8MB', '8 MiB', '-1KiB', '1.5MiB'])
      assert.equal(parseSize(text), undefined, text);
  });

  it('is written so that it is read as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 - 1 }), (bytes) => {
        assert.equal(parseSize(formatSize(bytes)), bytes);
      }),
    );
  });
});
