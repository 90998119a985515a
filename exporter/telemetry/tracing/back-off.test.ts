import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BackOff } from './back-off.ts';

describe('BackOff', () => {
  it('doubles from 1 s to 30 s, and begins anew after a success', () => {
    const backOff = new BackOff(() => 0.5);
    const waits = Array.from({ length: 7 }, () => backOff.failed(undefined));
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    assert.equal(backOff.failures, 7);
    backOff.succeeded();
    assert.deepEqual([backOff.failures, backOff.wait], [0, 0]);
    assert.equal(backOff.failed(undefined), 1000);
  });

  it('spreads the waits by a fifth either way, so that exporters do not come back together', () => {
    assert.equal(new BackOff(() => 0).failed(undefined), 800);
    assert.equal(Math.round(new BackOff(() => 0.9999).failed(undefined)), 1200);
  });

  it('waits as long as the collector asks, up to a minute, and never shorter than it would have', () => {
    const backOff = new BackOff(() => 0.5);
    assert.equal(backOff.failed(5000), 5000);
    assert.equal(backOff.failed(3_600_000), 60_000);
    assert.equal(backOff.failed(0), 4000);
  });
});
