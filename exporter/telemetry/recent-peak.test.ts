import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RecentPeak } from './recent-peak.ts';

const MINUTE = 60_000;

describe('RecentPeak', () => {
  it('is the largest value noted, and 0 before any', () => {
    const peak = new RecentPeak(() => 0);
    assert.equal(peak.value, 0);
    for (const value of [3, 7, 5]) peak.note(value);
    assert.equal(peak.value, 7);
  });

  it('forgets a value after five minutes, and not before four', () => {
    let now = 100 * MINUTE;
    const peak = new RecentPeak(() => now);
    peak.note(7);
    now += 4 * MINUTE;
    peak.note(2);
    assert.equal(peak.value, 7);
    now += MINUTE;
    assert.equal(peak.value, 2);
    now += 60 * MINUTE;
    assert.equal(peak.value, 0);
  });
});
